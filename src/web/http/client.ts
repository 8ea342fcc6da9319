import { newCommandId } from './command-id.ts'
import { Problem, Unreachable } from './problem.ts'

/** Reads an answer: a zod schema, or anything that throws on what it does not know. */
export interface Reads<T> {
  parse(this: void, value: unknown): T
}

export interface ClientSettings {
  /** What stands before every path; absent: this origin. */
  base?: string
  /** The bearer token of an enrolled device; people's sessions travel in a cookie. */
  token?: (() => string | undefined) | undefined
  fetch?: typeof fetch
  /** How long one attempt may take, in ms. */
  timeout?: number
  /** Waits between attempts at a command, in ms. */
  waits?: number[]
}

export interface CommandOptions {
  /** The command's id, if it must outlive this call (a queue); the same id gets the same answer. */
  key?: string
  signal?: AbortSignal
}

/** The way to the node's interface. */
export interface Client {
  get<T>(path: string, reads: Reads<T>, signal?: AbortSignal): Promise<T>
  /** Asks for something that is not a command of the ledger: sign-in, challenges. Never sent twice. */
  post<T>(path: string, body: unknown, reads: Reads<T>, signal?: AbortSignal): Promise<T>
  /** A command: carries an id and is sent again under the same id when no answer came, so it happens once. */
  command<T>(path: string, body: unknown, reads: Reads<T>, options?: CommandOptions): Promise<T>
}

export const createClient = (settings: ClientSettings = {}): Client => {
  const { base = '', token, timeout = 15_000, waits = [400, 1500] } = settings
  const send = settings.fetch ?? ((input, init) => fetch(input, init))

  const once = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
    signal?: AbortSignal
  ): Promise<unknown> => {
    const bearer = token?.()
    const limit = AbortSignal.timeout(timeout)
    let response: Response
    let text: string
    try {
      response = await send(base + path, {
        method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
          ...headers
        },
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })
      text = await response.text()
    } catch (reason) {
      if (signal?.aborted) throw reason
      throw new Unreachable(reason)
    }
    const answer = parseJson(text)
    if (response.ok) return answer
    throw new Problem(response.status, isRecord(answer) ? answer : {})
  }

  return {
    get: async (path, reads, signal) => reads.parse(await once('GET', path, undefined, {}, signal)),
    post: async (path, body, reads, signal) => reads.parse(await once('POST', path, body ?? {}, {}, signal)),
    command: async (path, body, reads, { key = newCommandId(), signal } = {}) => {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return reads.parse(await once('POST', path, body ?? {}, { 'idempotency-key': key }, signal))
        } catch (reason) {
          const wait = waits[attempt]
          if (wait === undefined || !mayRepeat(reason)) throw reason
          await pause(wait, signal)
        }
      }
    }
  }
}

// A node that is starting, stopping or busy has not remembered an answer; any other refusal is one.
const mayRepeat = (reason: unknown): boolean =>
  reason instanceof Unreachable || (reason instanceof Problem && [502, 503, 504].includes(reason.status))

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const parseJson = (text: string): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Waits, unless the signal says stop. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
