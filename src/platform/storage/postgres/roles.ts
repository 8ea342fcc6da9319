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
  const run = (statement: string) => migrator.query(statement)
  await run(createRole(APP_ROLE))
  await run(createRole(ERASER_ROLE))
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
  for (const [role, url] of [
    [APP_ROLE, members.appUrl],
    [ERASER_ROLE, members.eraserUrl]
  ] as const) {
    if (user(url)) await run(`GRANT ${role} TO ${quote(user(url))}`)
    await run(`GRANT USAGE ON SCHEMA public TO ${role}`)
    await run(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`)
    await run(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`)
    const closed = [...rights.appendOnly, ...rights.erasable, 'platform_migrations']
    await run(`REVOKE UPDATE, DELETE, TRUNCATE ON ${closed.join(', ')} FROM ${role}`)
    await run(`REVOKE INSERT ON platform_migrations FROM ${role}`)
  }
  await run(`REVOKE INSERT ON ledger_erased FROM ${APP_ROLE}`)
  await run(`GRANT DELETE ON ${rights.erasable.join(', ')} TO ${ERASER_ROLE}`)
}
