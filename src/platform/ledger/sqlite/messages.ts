import type { ColumnType } from '../tables.ts'
import type { SqlRow, SqlValue } from '#platform/storage/sqlite/connection.ts'

/** Bytes cross to the writer as Latin-1 text: copying a text is far cheaper than copying many small buffers. */
export type Wire = string | number | null

/** One statement for many rows. */
export interface WireRows {
  sql: string
  types: readonly ColumnType[]
  /** Row after row in one list: copying many small lists to the other thread costs more than copying their values. */
  values: Wire[]
  /** Every row must be written: one that is not belongs to another dossier. */
  exact?: boolean
}

/** What one command stands on. */
export interface WireGuard {
  name: [actor: string, command: string] | null
  reads: [dossier: string, stamp: number][]
  claims: [scope: string, value: string, dossier: string][]
}

export interface WireHead {
  chain: number
  sequence: number
  hash: string
  position: number
}

/** Append: everything of one transaction. The writer refuses it when the chain does not end in `from`. */
export interface AppendRequest {
  id: number
  what: 'append'
  from: WireHead
  to: WireHead
  guards: WireGuard[]
  writes: WireRows[]
  /** Something goes for good: the file must be scrubbed after it. */
  erases: boolean
}

/** Plain statements in one transaction. */
export interface WriteRequest {
  id: number
  what: 'write'
  statements: { sql: string; parameters: readonly SqlValue[] }[]
  /** Something goes for good: the file must be scrubbed after it. */
  erases: boolean
}

export type WriterRequest = AppendRequest | WriteRequest | { id: number; what: 'scrub' } | { id: number; what: 'close' }

export type Loss =
  | { what: 'conflict' }
  | { what: 'claimed'; scope: string; value: string }
  | { what: 'answered'; salt: Uint8Array | null; digest: Uint8Array | null; answer: string }

export type WriterReply =
  | { id: number; what: 'done'; rows?: SqlRow[][] }
  /** Nothing was written: the chain ends elsewhere, or some commands lost. */
  | { id: number; what: 'lost'; head: WireHead; losers: [index: number, loss: Loss][] }
  | { id: number; what: 'failed'; error: string; busy: boolean }

export const toWire = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
export const fromWire = (text: string): Buffer => Buffer.from(text, 'latin1')
