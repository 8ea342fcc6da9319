import { sql, type Kysely } from 'kysely'

export type Dialect = 'sqlite' | 'postgres'

/** One step of a module's tables, forward only. `name` is for ever: `travellers/0001-arrivals`. */
export interface Migration {
  name: string
  up(this: void, db: Kysely<unknown>, dialect: Dialect): Promise<void>
}

interface Applied {
  platform_migrations: { name: string; applied_at: string }
}

/** Runs what has not run yet, each in its own transaction, in the order given; returns the names. */
export const migrate = async (db: Kysely<unknown>, dialect: Dialect, migrations: readonly Migration[], now: string): Promise<string[]> => {
  const names = migrations.map(migration => migration.name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw new Error(`two migrations are called ${twice}`)
  await sql`CREATE TABLE IF NOT EXISTS platform_migrations (name text PRIMARY KEY, applied_at text NOT NULL)`.execute(db)
  const ran: string[] = []
  for (const migration of migrations) if (await migrateOne(db, dialect, migration, now)) ran.push(migration.name)
  return ran
}

const migrateOne = (db: Kysely<Applied>, dialect: Dialect, migration: Migration, now: string): Promise<boolean> =>
  db.transaction().execute(async transaction => {
    if (dialect === 'postgres') await sql`LOCK TABLE platform_migrations IN EXCLUSIVE MODE`.execute(transaction)
    const done = await transaction.selectFrom('platform_migrations').select('name').where('name', '=', migration.name).executeTakeFirst()
    if (done) return false
    await migration.up(transaction as unknown as Kysely<unknown>, dialect)
    await transaction.insertInto('platform_migrations').values({ name: migration.name, applied_at: now }).execute()
    return true
  })
