import type { Kysely } from 'kysely'
import type { Dialect } from '../storage/migrations.ts'
import type { ProjectionTable } from './projection.ts'
import type { SealTime, Writer } from './seal.ts'
import type { Store } from './store.ts'
import type { LedgerTables } from './tables-in-database.ts'
import type { Head } from './work.ts'

/** What a store is told about the node it writes for. */
export interface StoreParts {
  sign: Writer
  head: Head
  time(this: void): SealTime
}

/** A database before the ledger serves from it: one user at a time, with the right to change tables. */
export interface Database {
  dialect: Dialect
  admin: Kysely<LedgerTables>
  describe(this: void, table: string): Promise<ProjectionTable>
  /** After migrations: who may do what with which table. */
  granted(this: void): Promise<void>
  /** Ends this phase and opens the store. */
  store(this: void, parts: StoreParts): Promise<Store>
  close(this: void): Promise<void>
}
