import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ProblemError } from './problem.ts'

/** The header of every command: the command's id, so that a repeated request gets the first answer again. */
export const CommandHeaders = z.object({ 'idempotency-key': z.uuid() })

/** The command id of a request whose route declares `headers: CommandHeaders` (or of any other, checked here). */
export const commandIdOf = (request: FastifyRequest): string => {
  const parsed = CommandHeaders.safeParse(request.headers)
  if (parsed.success) return parsed.data['idempotency-key'].toLowerCase()
  throw new ProblemError('bad-input', {
    errors: [{ field: 'headers.idempotency-key', rule: 'uuid', message: 'A command carries an Idempotency-Key: a UUID of its own.' }]
  })
}
