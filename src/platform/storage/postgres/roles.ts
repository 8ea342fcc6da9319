import type pg from 'pg'
import { APP_ROLE, ERASER_ROLE } from './connect.ts'

/** Tables with rights of their own; every other table of the schema is free to the application. */
export interface TableRights {
  /** The application may read and add. */
  appendOnly: readonly string[]
  /** As above; the eraser may also delete. */
  erasable: readonly string[]
}

const createRole = (role: string): string => `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`

const user = (url: string): string => decodeURIComponent(new URL(url).username)

/** Gives the roles their rights on all tables that exist now. Run by the migrator after migrations. */
export const grantRights = async (
  migrator: pg.Pool,
  rights: TableRights,
  members: { appUrl: string; eraserUrl: string }
): Promise<void> => {
  await migrator.query(createRole(APP_ROLE))
  await migrator.query(createRole(ERASER_ROLE))
  const client = await migrator.connect()
  let broken = true
  try {
    // One transaction: a running process must not for a moment have more rights than it should.
    await client.query('BEGIN')
    for (const statement of grants(rights, members)) await client.query(statement)
    await client.query('COMMIT')
    broken = false
  } finally {
    client.release(broken)
  }
}

const grants = (rights: TableRights, members: { appUrl: string; eraserUrl: string }): string[] => {
  const statements: string[] = []
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
  for (const [role, url] of [
    [APP_ROLE, members.appUrl],
    [ERASER_ROLE, members.eraserUrl]
  ] as const) {
    if (user(url)) statements.push(`GRANT ${role} TO ${quote(user(url))}`)
    statements.push(`GRANT USAGE ON SCHEMA public TO ${role}`)
    statements.push(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`)
    statements.push(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`)
    const closed = [...rights.appendOnly, ...rights.erasable, 'platform_migrations']
    statements.push(`REVOKE UPDATE, DELETE, TRUNCATE ON ${closed.join(', ')} FROM ${role}`)
    statements.push(`REVOKE INSERT ON platform_migrations FROM ${role}`)
  }
  statements.push(`REVOKE INSERT ON ledger_erased FROM ${APP_ROLE}`)
  statements.push(`GRANT DELETE ON ${rights.erasable.join(', ')} TO ${ERASER_ROLE}`)
  return statements
}
