import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { FieldError, Problem } from './problem.ts'
import { describeProblem, ProblemError, sendProblem } from './problem.ts'

/** Framework errors that are the caller's doing, by status. */
const callerErrors: Record<number, string> = {
  400: 'bad-input',
  404: 'not-found',
  406: 'bad-input',
  408: 'timed-out',
  413: 'too-large',
  414: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests'
}

interface Issue {
  keyword: string
  instancePath: string
  message: string
  params: { keys?: unknown }
}

/** `body.traveller.birthDate`, the rule's name, a sentence. Never the value: it may be a person's. */
const fieldErrors = (part: string, issues: Issue[]): FieldError[] =>
  issues.flatMap(({ keyword, instancePath, message, params }) => {
    const path = instancePath.split('/').filter(Boolean)
    const unknown = Array.isArray(params.keys) ? params.keys.map(String) : [undefined]
    return unknown.map(key => ({ field: [part, ...path, ...(key === undefined ? [] : [key])].join('.'), rule: keyword, message }))
  })

const describeError = (error: FastifyError | ProblemError | Error): Problem => {
  if (error instanceof ProblemError) {
    return describeProblem(error.status, error.code, { detail: error.message, ...(error.errors ? { errors: error.errors } : {}) })
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = fieldErrors(String(error.validationContext ?? 'body'), error.validation as unknown as Issue[])
    return describeProblem(400, 'bad-input', { errors })
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  const code = callerErrors[status]
  if (code === undefined) return describeProblem(500, 'unexpected')
  // A parser quotes the text it could not read; that text may be somebody's data.
  const detail = 'code' in error && error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' ? 'The body is not JSON.' : error.message
  return describeProblem(status, code, { detail })
}

/** The one place where an error becomes a reply. The unexpected is logged once, with request id, actor and node. */
export const handleError = (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = describeError(error)
  if (problem.status === 500) request.log.error({ err: error, req: request, actor: request.actorId }, 'unexpected')
  return sendProblem(reply, { ...problem, requestId: request.id })
}

/** Nothing at this address. */
export const handleNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendProblem(reply, { ...describeProblem(404, 'not-found'), requestId: request.id })
