import type { FastifyReply } from 'fastify'
import type { LedgerRefusalCode } from '../ledger/contract.ts'
import { describeProblem, sendProblem } from './problem.ts'
import type { Refusal } from '#kernel/decider.ts'

/** What an expected refusal may become. */
export type RefusalStatus = 401 | 403 | 404 | 409 | 410 | 422 | 429 | 503

const ledgerRefusals = {
  conflict: 409,
  'command-reused': 422,
  'already-claimed': 409,
  'not-custodian': 409,
  'dossier-parked': 409,
  busy: 503
} as const satisfies Record<LedgerRefusalCode, RefusalStatus>

/**
 * Sends a refusal with the status of the module's own table, which is written
 * `const refusals = { … } satisfies Record<MyRefusalCode, RefusalStatus>` so that a new code does not compile until mapped.
 * The ledger's own refusals are added here.
 */
export const sendRefusal = <Code extends string>(
  reply: FastifyReply,
  refusal: Refusal<Code | LedgerRefusalCode>,
  table: Record<Code, RefusalStatus>
): FastifyReply => {
  const statuses: Record<string, RefusalStatus> = { ...ledgerRefusals, ...table }
  const status = statuses[refusal.code]
  if (status === undefined) throw new Error(`no status for the refusal ${refusal.code}`)
  if (status === 503) reply.header('retry-after', '1')
  return sendProblem(reply, describeProblem(status, refusal.code, refusal.detail ? { refusal: refusal.detail } : {}))
}
