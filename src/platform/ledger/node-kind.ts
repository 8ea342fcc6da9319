import { z } from 'zod'
import type { DossierKind } from './contract.ts'
import type { Envelope } from './envelope.ts'
import { accept, type Action } from '#kernel/decider.ts'
import { isInstant } from '#kernel/time.ts'

const Id = z.string().length(36)
const At = z.string().refine(isInstant)
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** The first entry of every chain. `publicKey`: raw Ed25519, base64url. */
export const Started = z.strictObject({
  cause: z.enum(['installed', 'restored']),
  publicKey: z.string().regex(/^[\w-]{43}$/),
  prior: z.strictObject({ incarnation: Id, sequence: z.int().min(1), hash: Hash }).nullable()
})
export type Started = z.infer<typeof Started>

/** Which personal parts are gone, and why. */
export const Erased = z.strictObject({
  reason: z.enum(['due', 'ordered']),
  retention: z.string().nullable(),
  confirmedAt: At,
  bodies: z.array(z.strictObject({ incarnation: Id, sequences: z.array(z.tuple([z.int(), z.int()])) }))
})
export type Erased = z.infer<typeof Erased>

/** Two persons say that the clock is right. */
export const TimeConfirmed = z.strictObject({ at: At, by: z.tuple([z.string().min(1), z.string().min(1)]) })
export type TimeConfirmed = z.infer<typeof TimeConfirmed>

export const STARTED = 'ledger.incarnation-started.v1'
export const ERASED = 'ledger.bodies-erased.v1'
export const TIME_CONFIRMED = 'ledger.time-confirmed.v1'

export type NodeAction = Action<typeof STARTED, Started> | Action<typeof ERASED, Erased> | Action<typeof TIME_CONFIRMED, TimeConfirmed>

/** Whether an entry is what the first of a chain must be. */
export const isStart = (e: Envelope): boolean =>
  e.type === STARTED && e.kind === 'ledger.node' && e.sequence === 1 && e.version === 1 && e.dossier === e.incarnation

const forEver = { name: 'none', days: null }

/** The node's own dossier: what happened to the node and its ledger. A chain starts once; the rest the ledger just records. */
export const nodeKind: DossierKind<'new' | 'started', NodeAction, NodeAction, never> = {
  name: 'ledger.node',
  decider: {
    initial: 'new',
    evolve: () => 'started',
    decide: (state, action) => (action.type === STARTED && state === 'started' ? accept() : accept(action))
  },
  actions: {
    [STARTED]: { facts: Started, retention: forEver },
    [ERASED]: { facts: Erased, retention: forEver },
    [TIME_CONFIRMED]: { facts: TimeConfirmed, retention: forEver }
  }
}
