import type { FastifyReply } from 'fastify'
import { z } from 'zod'

/** Where problem types live; the last segment is the code. */
const problemBase = 'https://breakwater.example/problems/'

/** RFC 9457 problem details, with our stable `code` and, for bad input, one entry a field. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    refusal: z.record(z.string(), z.unknown()).optional().describe('What the refusal says in figures; words belong to the screen.'),
    errors: z.array(z.object({ field: z.string(), rule: z.string(), message: z.string() })).optional(),
    requestId: z.string().optional()
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>

export type FieldError = NonNullable<Problem['errors']>[number]

/** The statuses of problems that no module's table names. */
const edgeProblems = {
  'bad-input': 400,
  'not-signed-in': 401,
  'second-factor-needed': 403,
  'not-permitted': 403,
  'not-found': 404,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  unexpected: 500,
  stopping: 503
} as const
export type EdgeProblemCode = keyof typeof edgeProblems

/** Thrown by guards (sign-in, permission) before a handler has begun; the one error handler turns it into the reply. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly errors: FieldError[] | undefined

  constructor(code: EdgeProblemCode, options: { detail?: string; errors?: FieldError[] } = {}) {
    super(options.detail ?? titleOf(code))
    this.status = edgeProblems[code]
    this.code = code
    this.errors = options.errors
  }
}

/** `already-claimed` → `Already claimed`. For logs and for people without a screen; screens have their own words. */
export const titleOf = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ')

/** A problem's whole body. */
export const describeProblem = (status: number, code: string, more: Partial<Omit<Problem, 'type' | 'status' | 'code'>> = {}): Problem => ({
  type: problemBase + code,
  title: more.title ?? titleOf(code),
  status,
  code,
  ...more
})

/** Sends a problem as `application/problem+json`. */
export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
