import type { CompiledQuery, Kysely } from 'kysely'
import type { Head, Outcome, Remembered, Work } from './work.ts'

/** An entry as stored, with its bodies as text; `personal` is null where there is none (any more). */
export interface StoredEntry {
  entry: number
  envelope: Uint8Array
  hash: Uint8Array
  facts: Uint8Array
  personal: Uint8Array | null
}

/** Where a dossier stands. */
export interface StoredDossier {
  kind: string
  version: number
  term: Uint8Array
  base: number
  hash: Uint8Array
  custodian: string
  parked: string | null
  /** How often something of it was erased. */
  erasures: number
  entries: StoredEntry[]
}

/** What the ledger needs of a database. */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres'
  /** Appends in a batch with others; resolves when it is on the disk, or lost. Rejects when it alone made the transaction fail. */
  append(work: Work): Promise<Outcome>
  /** With the entries above the version `after`. */
  load(dossier: Uint8Array, after?: number): Promise<StoredDossier | undefined>
  findAnswer(actor: string, command: Uint8Array): Promise<Remembered | undefined>
  feed(after: number, limit: number): Promise<{ position: number; envelope: Uint8Array }[]>
  head(): Promise<Head>
  onAppended(listener: () => void): () => void
  /** Tells when another process erased something, so that what is in memory must go. */
  onErased(listener: () => void): void
  /** Reads only. */

  readonly db: Kysely<{}>
  /** Changes plain rows (not the ledger's) in one transaction; gives what each statement returned. */
  write(queries: readonly Pick<CompiledQuery, 'sql' | 'parameters'>[]): Promise<Record<string, unknown>[][]>
  /** Forgets refusals that expired before (milliseconds). */
  forgetRefusals(before: number): Promise<void>
  /** Makes sure that nothing erased is left in the database's files; does nothing when nothing was erased since. */
  scrub(): Promise<void>
  close(): Promise<void>
}
