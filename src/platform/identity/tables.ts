import type { Kysely } from 'kysely'
import type { Migration } from '../storage/migrations.ts'
import type { DeviceKind } from './actors.ts'
import type { Role } from '#kernel/actor.ts'

/** What the dossiers of people and devices project, in the ledger's database; a person's and a device's id is its dossier's. */
export type IdentityProjections = {
  identity_people: { dossier: string; status: 'active' | 'disabled'; office: string }
  identity_grants: { dossier: string; role: Role; office: string; granted_at: string; granted_by: string }
  identity_devices: {
    dossier: string
    status: 'invited' | 'enrolled' | 'revoked'
    kind: DeviceKind
    office: string
    name: string
    public_key: string | null
    since: string
  }
}

export const projectionMigrations: Migration[] = [
  {
    name: 'identity/0001-people-and-devices',
    up: async db => {
      await db.schema
        .createTable('identity_people')
        .addColumn('dossier', 'text', column => column.primaryKey())
        .addColumn('status', 'text', column => column.notNull())
        .addColumn('office', 'text', column => column.notNull())
        .execute()
      await db.schema
        .createTable('identity_grants')
        .addColumn('dossier', 'text', column => column.notNull())
        .addColumn('role', 'text', column => column.notNull())
        .addColumn('office', 'text', column => column.notNull())
        .addColumn('granted_at', 'text', column => column.notNull())
        .addColumn('granted_by', 'text', column => column.notNull())
        .addPrimaryKeyConstraint('identity_grants_key', ['dossier', 'role', 'office'])
        .execute()
      await db.schema
        .createTable('identity_devices')
        .addColumn('dossier', 'text', column => column.primaryKey())
        .addColumn('status', 'text', column => column.notNull())
        .addColumn('kind', 'text', column => column.notNull())
        .addColumn('office', 'text', column => column.notNull())
        .addColumn('name', 'text', column => column.notNull())
        .addColumn('public_key', 'text')
        .addColumn('since', 'text', column => column.notNull())
        .execute()
    }
  }
]

/** A person's standing and roles; undefined for somebody the ledger does not know. */
export const findStanding = async (
  db: Kysely<IdentityProjections>,
  person: string
): Promise<{ status: 'active' | 'disabled'; office: string; roles: { role: Role; office: string }[] } | undefined> => {
  const rows = await db
    .selectFrom('identity_people')
    .leftJoin('identity_grants', 'identity_grants.dossier', 'identity_people.dossier')
    .select(['identity_people.status', 'identity_people.office as home', 'identity_grants.role', 'identity_grants.office'])
    .where('identity_people.dossier', '=', person)
    .orderBy('identity_grants.granted_at')
    .execute()
  const [first] = rows
  if (!first) return undefined
  const roles = rows.flatMap(({ role, office }) => (role && office ? [{ role, office }] : []))
  return { status: first.status, office: first.home, roles }
}

/** Everybody's standing and roles, for the list of people. */
export const listStandings = async (
  db: Kysely<IdentityProjections>
): Promise<Map<string, { status: 'active' | 'disabled'; office: string; roles: { role: Role; office: string }[] }>> => {
  const rows = await db
    .selectFrom('identity_people')
    .leftJoin('identity_grants', 'identity_grants.dossier', 'identity_people.dossier')
    .select([
      'identity_people.dossier',
      'identity_people.status',
      'identity_people.office as home',
      'identity_grants.role',
      'identity_grants.office'
    ])
    .orderBy('identity_grants.granted_at')
    .execute()
  const people = new Map<string, { status: 'active' | 'disabled'; office: string; roles: { role: Role; office: string }[] }>()
  for (const { dossier: person, status, home, role, office } of rows) {
    const standing = people.get(person) ?? { status, office: home, roles: [] }
    if (role && office) standing.roles.push({ role, office })
    people.set(person, standing)
  }
  return people
}

export const hasAdministrator = async (db: Kysely<IdentityProjections>): Promise<boolean> => {
  const found = await db
    .selectFrom('identity_grants')
    .innerJoin('identity_people', 'identity_people.dossier', 'identity_grants.dossier')
    .select('identity_grants.dossier')
    .where('role', '=', 'administrator')
    .where('status', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export const findDevice = (db: Kysely<IdentityProjections>, device: string) =>
  db.selectFrom('identity_devices').selectAll().where('dossier', '=', device).executeTakeFirst()
