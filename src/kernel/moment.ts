import type { Actor } from './actor.ts'

/** A node's name within its installation, e.g. `HQ` or `POST-7`. */
export type NodeId = string

/** Everything a rule may know that is not in the dossier. The model never reads a clock, a session or a random source. */
export interface Moment {
  /** ISO 8601 UTC with milliseconds: `2026-11-23T20:15:00.000Z`. */
  now: string
  actor: Actor
  node: NodeId
  /** One draw in [0, 1), recorded with the action that used it. */
  random: number
}
