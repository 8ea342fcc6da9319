import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ProblemError } from './problem.ts'

/** The header of every command: the command's id, so that a repeated request gets the first answer again. */
export const CommandHeaders = z.object({ 'idempotency-key': z.uuid() })

/** The command id of a request that may carry one; undefined where it does not. */
export const findCommandId = (request: FastifyRequest): string | undefined => {
  const parsed = CommandHeaders.safeParse(request.headers)
  return parsed.success ? parsed.data['idempotency-key'].toLowerCase() : undefined
}

/** The command id of a request whose route declares `headers: CommandHeaders` (or of any other, checked here). */
export const commandIdOf = (request: FastifyRequest): string => {
  const found = findCommandId(request)
  if (found !== undefined) return found
  throw new ProblemError('bad-input', {
    errors: [{ field: 'headers.idempotency-key', rule: 'uuid', message: 'A command carries an Idempotency-Key: a UUID of its own.' }]
  })
}
