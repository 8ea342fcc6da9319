import type { ZodType } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import type { Action, Decider, Refusal } from '#kernel/decider.ts'
import type { Moment } from '#kernel/moment.ts'

/** How long the personal part of an action may live. Days count in confirmed time from `recordedAt`; null: until erased by an act. */
export interface RetentionClass {
  name: string
  days: number | null
}

/** What the ledger must know of one action type to read it back for ever. */
export interface ActionDefinition<A extends Action = Action> {
  facts: ZodType<A['facts']>
  personal?: ZodType<NonNullable<A['personal']>>
  retention: RetentionClass
}

/** Reads an older version of an action as today's: `travellers.x.v1` → `travellers.x.v2`. Applied at the reader, chained. */
export interface UpCaster {
  from: string
  to: string
  facts(facts: unknown): unknown
  personal?(personal: unknown): unknown
}

/**
 * A row of a projection as it must be now (`row`) or must not be (`row: null`). The table's primary key is `key`.
 * Written in the transaction of the append; a row is replaced whole, a column not named becomes null.
 * Every row belongs to one dossier: the table has a column `dossier` (text), which the ledger fills when the row does not;
 * a dossier that writes a row of another is an error.
 * So a dossier's rows can be taken out and written again, from what is left of it, after an erasure.
 */
export interface ProjectedRow {
  table: string
  key: Record<string, string | number>
  row: Record<string, string | number | null> | null
}

/** A claim that must be unique across dossiers for local commands, e.g. one device key, one official number. */
export interface Claim {
  scope: string
  value: string
}

/** What a projection and a claim see: the dossier after an action, and the envelope it came in. */
export interface Applied<State, A extends Action> {
  dossier: string
  version: number
  action: A
  before: State
  after: State
  entry: EntryHead
}

/** The parts of an envelope that rules, lists and screens use. */
export interface EntryHead {
  actionId: string
  commandId: string
  dossier: string
  /** Names the term of custody: the id of the action that opened it. */
  term: string
  version: number
  type: string
  actor: Pick<Actor, 'kind' | 'id' | 'office'>
  occurredAt: string
  recordedAt: string
  node: string
  incarnation: string
  sequence: number
}

/** How a kind whose dossiers grow long keeps what a dossier has become, so that a command need not read all of it. */
export interface FoldSnapshot {
  /** Names the meaning of the fold, `v1`. Change it whenever `evolve`, `initial`, `state` or an up-caster changes: folds under another name are not read. */
  as: string
  /** Reads a state back; it must give exactly what was stored as JSON, or nothing is stored. */
  state: ZodType
  /** Actions between two stored folds, by default 1,000. */
  every?: number
}

/** A kind of dossier, declared by its module. */
export interface DossierKind<State, Command, A extends Action, Code extends string> {
  /** `travellers.declaration` */
  name: string
  decider: Decider<State, Command, A, Code>
  actions: { [T in A['type']]: ActionDefinition<Extract<A, { type: T }>> }
  upCasters?: UpCaster[]
  /** For dossiers that grow long; without it a dossier that is not in memory is read from its beginning. */
  fold?: FoldSnapshot
  /** The tables `project` writes, in the module's own migrations, each with a column `dossier`; `rebuild` empties and refills them. */
  tables?: string[]
  /** Pure: rows of lists and searches after this action. Written again without the personal parts after an erasure, so it must work without them. */
  project?(applied: Applied<State, A>): ProjectedRow[]
  /** Pure, of facts alone (the action comes without its personal part): what it claims across dossiers; a local command that claims what another dossier holds is refused `already-claimed`. */
  claim?(applied: Omit<Applied<State, A>, 'entry'>): Claim[]
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- kinds of different modules stand in one list
export type AnyDossierKind = DossierKind<any, any, any, any>

/** A command on its way in. The same actor, id and request gets the first answer again; the same id with another request is `command-reused`. */
export interface CommandEnvelope {
  /** 1-100 characters, best a UUIDv7. */
  id: string
  actor: Actor
  /** When it happened in the world, if not now (a post's late entry). ISO 8601 UTC. */
  occurredAt?: string
}

/** A dossier as loaded: what it is now and how it came to be. Dossier ids are UUIDs in lower case. */
export interface Dossier<State, A extends Action = Action> {
  id: string
  kind: string
  version: number
  state: State
  history: { entry: EntryHead; action: A }[]
}

export type LedgerRefusalCode = 'conflict' | 'command-reused' | 'already-claimed' | 'not-custodian' | 'busy' | 'dossier-parked'

/** What a command led to. `repeated` says the answer was given before and nothing new was written. */
export type Answer<Code extends string> =
  | { ok: true; dossier: string; version: number; actionIds: string[]; types: string[]; repeated: boolean }
  | { ok: false; refusal: Refusal<Code | LedgerRefusalCode>; repeated: boolean }

/** Reads and appends to several dossiers this node holds; the versions of all it read are checked together. */
export interface CommandAcross<Code extends string> extends CommandEnvelope {
  /** What was asked, for remembering: JSON. */
  request: unknown
  reads: { kind: AnyDossierKind; dossier: string }[]
  decide(
    states: unknown[],
    at: Moment
  ): { ok: true; appends: { dossier: string; actions: Action[] }[] } | { ok: false; refusal: Refusal<Code> }
}

/** The node's ledger: the only way in for what changes a dossier. */
export interface Ledger {
  command<State, Command, A extends Action, Code extends string>(
    kind: DossierKind<State, Command, A, Code>,
    dossier: string,
    envelope: CommandEnvelope,
    command: Command
  ): Promise<Answer<Code>>
  commandAcross<Code extends string>(command: CommandAcross<Code>): Promise<Answer<Code>>
  find<State, Command, A extends Action, Code extends string>(
    kind: DossierKind<State, Command, A, Code>,
    dossier: string
  ): Promise<Dossier<State, A> | undefined>
  /** Entries applied after `position`, without gaps, oldest first. */
  feed(after: number, limit: number): Promise<FeedEntry[]>
  /** Wakes after each commit, also of other processes; readers always read by position. Returns the unsubscribe. */
  onAppended(listener: () => void): () => void
  position(): Promise<number>
}

/** An entry in the order this node applied it. */
export interface FeedEntry {
  position: number
  kind: string
  entry: EntryHead
}
