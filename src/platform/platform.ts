import type { CompiledQuery, Kysely } from 'kysely'
import type { Server } from './http/server.ts'
import type { Actors } from './identity/actors.ts'
import type { Ledger } from './ledger/contract.ts'
import type { LedgerModule } from './ledger/node-options.ts'
import type { Offices } from './reference/offices.ts'

/** Where a node gets its time, its ids and its dice; tests give their own. */
export interface Clock {
  now(): Date
}

/** A statement of Kysely's, compiled: `db.insertInto(…).values(…).compile()`. */
export type PlainQuery = Pick<CompiledQuery, 'sql' | 'parameters'>

/** What an open ledger gives: the ground that identity and modules stand on. */
export interface Foundation {
  ledger: Ledger
  /** Reads only, through reader workers (SQLite) or the pool (PostgreSQL). A module names its own tables: `platform.db.withTables<…>()`. */

  db: Kysely<{}>
  /** Changes plain rows (a module's own, never the ledger's) in one transaction. */
  write(queries: readonly PlainQuery[]): Promise<void>
  clock: Clock
  /** This node's name and installation realm. */
  node: string
  realm: string
  newId(): string
}

/** What every module's server part is given. */
export interface Platform extends Foundation {
  /** Who is asking: `await platform.actors.requirePerson(request)`. */
  actors: Actors
  offices: Offices
}

/** A module's server part: its dossier kinds and tables, and its routes. `src/app/modules.ts` lists them. */
export interface ServerModule extends LedgerModule {
  /** Adds the module's routes, all below `/api/<name>`. */
  routes(app: Server, platform: Platform): void | Promise<void>
  /** What the demo of the invented country needs of this module; called at each start of the demo, does nothing the second time. */
  prepareDemo?(platform: Platform): Promise<void>
}
