import type { EntryHead, ProjectedRow } from './contract.ts'
import type { Envelope } from './envelope.ts'
import type { Value } from './tables.ts'

/** A body on its way in: its canonical text, its salt, and the digest that the envelope carries. */
export interface Body {
  text: string
  salt: Uint8Array
  digest: string
}

/** One action as decided, before the chain gives it a place. */
export interface Draft {
  envelope: Omit<Envelope, 'sequence' | 'recordedAt' | 'timeConfirmed' | 'incarnation' | 'node' | 'realm' | 'format' | 'follows'>
  facts: Body
  personal: Body | null
  /** What it continues: an entry already stored, an earlier draft of the same command, or nothing. */
  follows: Uint8Array | Draft | null
  project: ((entry: EntryHead) => ProjectedRow[]) | null
  /** Set when it is sealed. */
  hash?: Uint8Array
}

/** An answer to remember. `expires` in milliseconds, null for an accepted command. */
export interface Remember {
  actor: string
  command: Uint8Array
  dossier: Uint8Array
  salt: Uint8Array
  digest: Uint8Array
  answer: string
  expires: number | null
}

/** Personal parts to delete with the action that says so, and what their dossiers look like without them. */
export interface Erase {
  entries: number[]
  dossiers: { dossier: Uint8Array; stamp: number; text: string; tables: string[]; rows: ProjectedRow[] }[]
  commands: { actor: string; command: Uint8Array }[]
}

/** An entry of another node that is stored already and continues its dossier now. */
export interface Apply {
  entry: number
  dossier: Uint8Array
  text: string
  version: number
  rows: ProjectedRow[]
  claims: { scope: string; value: string }[]
}

/** One decided command, ready to be appended with others in one transaction. */
export interface Work {
  remember: Remember | null
  /** What the decision stands on; checked together under the lock. */
  reads: { dossier: Uint8Array; stamp: number }[]
  drafts: Draft[]
  claims: { scope: string; value: string; dossier: Uint8Array }[]
  erase: Erase | null
  /** Entries from elsewhere to apply, and where their dossiers stand then. */
  apply: { entries: Apply[]; dossiers: Value[][] } | null
}

/** An answer given before. */
export interface Remembered {
  salt: Uint8Array | null
  digest: Uint8Array | null
  answer: string
}

/** What became of one work. Only `written` changed anything. */
export type Outcome =
  | { what: 'written' }
  | { what: 'conflict' }
  | { what: 'busy' }
  | { what: 'answered'; before: Remembered }
  | { what: 'claimed'; scope: string; value: string }

/** The end of this node's chain and of its feed. */
export interface Head {
  chain: number
  sequence: number
  hash: Uint8Array
  position: number
}
