/** One field of a request that the server would not take. */
export interface FieldError {
  field: string
  rule: string
  message?: string
}

/** The server's refusal (RFC 9457). `code` is what the screen has words for. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string | undefined
  readonly errors: FieldError[]
  /** All members as they came, for refusals that carry more than a code. */
  readonly members: Record<string, unknown>

  constructor(status: number, members: Record<string, unknown>) {
    const type = typeof members['type'] === 'string' ? members['type'] : ''
    const code = typeof members['code'] === 'string' ? members['code'] : (type.split('/').pop() ?? '')
    super(`${status} ${code || 'unknown'}`)
    this.name = 'Problem'
    this.status = status
    this.code = code || `http-${status}`
    this.detail = typeof members['detail'] === 'string' ? members['detail'] : undefined
    this.errors = Array.isArray(members['errors']) ? (members['errors'] as FieldError[]) : []
    this.members = members
  }
}

/** No answer came: no network, or no server behind it. Whether the request was carried out is unknown. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('the node did not answer', { cause })
    this.name = 'Unreachable'
  }
}
