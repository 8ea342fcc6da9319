import type { Kysely } from 'kysely'
import type { Ledger } from './ledger/contract.ts'

/** Where a node gets its time, its ids and its dice; tests give their own. */
export interface Clock {
  now(): Date
}

/** What every module's server part is given. */
export interface Platform {
  ledger: Ledger
  /** Reads only, through reader workers (SQLite) or the pool (PostgreSQL). A module names its own tables: `platform.db.withTables<…>()`. */
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no tables until a module names its own
  db: Kysely<{}>
  clock: Clock
  /** This node's name and installation realm. */
  node: string
  realm: string
  newId(): string
}
