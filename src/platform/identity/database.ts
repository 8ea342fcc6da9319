import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import type { SqliteStatement } from 'kysely'
import pg from 'pg'
import type { Migration } from '../storage/migrations.ts'
import { migrate } from '../storage/migrations.ts'
import { connect } from '../storage/sqlite/connection.ts'
import type { SqlValue } from '../storage/sqlite/connection.ts'

/** Our tables beside better-auth's own. Times are ISO 8601 UTC. */
export interface IdentityTables {
  identity_failures: { subject: string; failures: number; locked_until: string | null; last_at: string }
  identity_codes: { digest: string; purpose: string; subject: string; expires_at: string; used_at: string | null }
  identity_challenges: { digest: string; device: string; expires_at: string }
  identity_used_totp: { person: string; digest: string; expires_at: string }
  identity_places: { session: string; office: string }
  user: { id: string; name: string; username: string | null; twoFactorEnabled: number | boolean | null }
}

/** Sign-in data: passwords, sessions, codes. Its own file beside the ledger's, or its own schema. */
export interface IdentityDatabase {
  kysely: Kysely<IdentityTables>
  type: 'sqlite' | 'postgres'
  close(): Promise<void>
}

const schema = 'identity'

/** `file` for SQLite (or `:memory:`), or PostgreSQL: as the application, and as the user who may make a schema, if that is another. */
export type IdentityPlace = { file: string } | { postgres: string; migrator?: string | undefined }

export const openIdentityDatabase = async (where: IdentityPlace, now: string): Promise<IdentityDatabase> => {
  if ('postgres' in where) await ensureSchema(where.migrator ?? where.postgres, where.postgres)
  const opened = 'file' in where ? openSqlite(where.file) : openPostgres(where.postgres)
  await migrate(opened.kysely as Kysely<unknown>, opened.type, identityMigrations, now)
  return opened
}

const openSqlite = (file: string): IdentityDatabase => {
  const connection = connect(file)
  const prepare = (text: string): SqliteStatement => {
    const statement = connection.prepare(text)
    return {
      reader: statement.columns().length > 0,
      all: parameters => statement.all(...(parameters as SqlValue[])),
      run: parameters => statement.run(...(parameters as SqlValue[])),
      iterate: parameters => statement.iterate(...(parameters as SqlValue[]))
    }
  }
  // Kysely's own driver lets one transaction at a time use the one connection.
  const kysely = new Kysely<IdentityTables>({ dialect: new SqliteDialect({ database: { prepare, close: () => connection.close() } }) })
  return { kysely, type: 'sqlite', close: () => kysely.destroy() }
}

/** The application keeps its sign-in tables itself: they hold nothing that must only grow. */
const ensureSchema = async (migrator: string, application: string): Promise<void> => {
  const client = new pg.Client({ connectionString: migrator })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema])
    if (rowCount === 1) return
    const user = client.escapeIdentifier(decodeURIComponent(new URL(application).username))
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
    if (migrator !== application) await client.query(`GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${user}`)
  } finally {
    await client.end()
  }
}

const openPostgres = (address: string): IdentityDatabase => {
  const pool = new pg.Pool({ connectionString: address, options: `-c search_path=${schema}`, max: 5 })
  const kysely = new Kysely<IdentityTables>({ dialect: new PostgresDialect({ pool }) })
  return { kysely, type: 'postgres', close: () => kysely.destroy() }
}

const identityMigrations: Migration[] = [
  {
    name: 'identity/0001-codes-and-failures',
    up: async db => {
      await db.schema
        .createTable('identity_failures')
        .addColumn('subject', 'text', column => column.primaryKey())
        .addColumn('failures', 'integer', column => column.notNull())
        .addColumn('locked_until', 'text')
        .addColumn('last_at', 'text', column => column.notNull())
        .execute()
      await db.schema
        .createTable('identity_codes')
        .addColumn('digest', 'text', column => column.primaryKey())
        .addColumn('purpose', 'text', column => column.notNull())
        .addColumn('subject', 'text', column => column.notNull())
        .addColumn('expires_at', 'text', column => column.notNull())
        .addColumn('used_at', 'text')
        .execute()
      await db.schema
        .createTable('identity_challenges')
        .addColumn('digest', 'text', column => column.primaryKey())
        .addColumn('device', 'text', column => column.notNull())
        .addColumn('expires_at', 'text', column => column.notNull())
        .execute()
      await db.schema
        .createTable('identity_used_totp')
        .addColumn('person', 'text', column => column.notNull())
        .addColumn('digest', 'text', column => column.notNull())
        .addColumn('expires_at', 'text', column => column.notNull())
        .addPrimaryKeyConstraint('identity_used_totp_key', ['person', 'digest'])
        .execute()
      await db.schema
        .createTable('identity_places')
        .addColumn('session', 'text', column => column.primaryKey())
        .addColumn('office', 'text', column => column.notNull())
        .execute()
    }
  }
]
