import { sql } from 'kysely'
import type { OfficerDecision, Outcome } from '../model/actions.ts'
import type { Channel } from '../model/form.ts'
import type { Status } from '../model/views.ts'
import type { Migration } from '#platform/storage/migrations.ts'

/** A declaration at this node, as lists and checks need it. */
export type ArrivalRow = {
  dossier: string
  version: number
  reference: string
  document: string | null
  office: string | null
  gate: string | null
  status: Status
  outcome: Outcome | null
  reasons: string
  flagged: number
  channel: Channel | null
  presented_at: string | null
  changed_at: string
  presentations: number
  travellers: number
  name: string | null
  nationality: string | null
  transport: string | null
  /** Those the presentation stands for, the one shown first. */
  passport: string | null
  short_code: string | null
  decision: OfficerDecision | null
  findings: string
}

export type TravellerTables = {
  travellers_arrivals: ArrivalRow
  /** Forms as they were put in force; a version is never changed. */
  travellers_forms: { id: string; version: number; body: string; added_at: string }
}

export const migrations: Migration[] = [
  {
    name: 'travellers/0001-arrivals',
    up: async (db, dialect) => {
      // References are searched by their beginning: bytewise order, as SQLite has it anyway.
      const bytewise = dialect === 'postgres' ? sql`text collate "C"` : 'text'
      await db.schema
        .createTable('travellers_arrivals')
        .addColumn('dossier', 'text', column => column.primaryKey())
        .addColumn('version', 'integer', column => column.notNull())
        .addColumn('reference', bytewise, column => column.notNull())
        .addColumn('document', 'text')
        .addColumn('office', 'text')
        .addColumn('gate', 'text')
        .addColumn('status', 'text', column => column.notNull())
        .addColumn('outcome', 'text')
        .addColumn('reasons', 'text', column => column.notNull())
        .addColumn('flagged', 'integer', column => column.notNull())
        .addColumn('channel', 'text')
        .addColumn('presented_at', 'text')
        .addColumn('changed_at', 'text', column => column.notNull())
        .addColumn('presentations', 'integer', column => column.notNull())
        .addColumn('travellers', 'integer', column => column.notNull())
        .addColumn('name', 'text')
        .addColumn('nationality', 'text')
        .addColumn('transport', 'text')
        .addColumn('passport', 'text')
        .addColumn('short_code', 'text')
        .addColumn('decision', 'text')
        .addColumn('findings', 'text', column => column.notNull())
        .execute()
      const index = (name: string, columns: string[]) =>
        db.schema.createIndex(`travellers_arrivals_${name}`).on('travellers_arrivals').columns(columns).execute()
      await index('board', ['office', 'presented_at'])
      await index('status', ['office', 'status'])
      await index('reference', ['reference'])
      await index('document', ['document'])
      await index('passport', ['passport'])
      await index('short_code', ['short_code'])
    }
  },
  {
    name: 'travellers/0002-forms',
    up: async db => {
      await db.schema
        .createTable('travellers_forms')
        .addColumn('id', 'text', column => column.notNull())
        .addColumn('version', 'integer', column => column.notNull())
        .addColumn('body', 'text', column => column.notNull())
        .addColumn('added_at', 'text', column => column.notNull())
        .addPrimaryKeyConstraint('travellers_forms_key', ['id', 'version'])
        .execute()
    }
  },
  {
    // The passports of whom an officer has not finished with, and of whom was let go lately, are looked up by state.
    name: 'travellers/0003-open-arrivals',
    up: async db => {
      await db.schema.dropIndex('travellers_arrivals_passport').execute()
      await db.schema.createIndex('travellers_arrivals_open').on('travellers_arrivals').columns(['status', 'presented_at']).execute()
    }
  }
]
