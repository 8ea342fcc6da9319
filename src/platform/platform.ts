import type { Kysely } from 'kysely'
import type { Actors } from './identity/actors.ts'
import type { Ledger } from './ledger/contract.ts'
import type { Offices } from './reference/offices.ts'

/** Where a node gets its time, its ids and its dice; tests give their own. */
export interface Clock {
  now(): Date
}

/** What every module's server part is given. */
export interface Platform {
  ledger: Ledger
  /** Reads only, through reader workers (SQLite) or the pool (PostgreSQL). A module names its own tables: `platform.db.withTables<…>()`. */

  db: Kysely<{}>
  clock: Clock
  /** This node's name and installation realm. */
  node: string
  realm: string
  newId(): string
  /** Who is asking: `await platform.actors.requirePerson(request)`. */
  actors: Actors
  offices: Offices
}
