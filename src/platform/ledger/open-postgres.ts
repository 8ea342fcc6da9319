import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Database } from './database.ts'
import type { PostgresOptions } from './node-options.ts'
import { openPostgresStore } from './postgres/store.ts'
import { APPEND_ONLY } from './schema.ts'
import type { LedgerTables } from './tables-in-database.ts'
import { APP_ROLE, ERASER_ROLE, openPool } from '#platform/storage/postgres/connect.ts'
import { describeTable } from '#platform/storage/postgres/projection-tables.ts'
import { grantRights } from '#platform/storage/postgres/roles.ts'

const OPENING = 4_275_020

/** A PostgreSQL database; processes that open it at the same time do so one after another. */
export const openPostgres = async ({ url, migratorUrl = url, eraserUrl = url }: PostgresOptions): Promise<Database> => {
  const pool = openPool({ url: migratorUrl }, 1)
  const admin = new Kysely<LedgerTables>({ dialect: new PostgresDialect({ pool }) })
  await sql`SET lock_timeout = 0`.execute(admin)
  await sql`SELECT pg_advisory_lock(${OPENING})`.execute(admin)
  return {
    dialect: 'postgres',
    admin,
    describe: table => describeTable(pool, table),
    granted: () => grantRights(pool, { appendOnly: APPEND_ONLY, erasable: ['ledger_personal'] }, { appUrl: url, eraserUrl }),
    store: async parts => {
      await admin.destroy()
      return openPostgresStore({ ...parts, app: { url, role: APP_ROLE }, eraser: { url: eraserUrl, role: ERASER_ROLE } })
    },
    close: () => admin.destroy()
  }
}
