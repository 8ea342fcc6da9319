import { sql } from 'kysely'
import type { Dialect, Migration } from '#platform/storage/migrations.ts'

/** docs/ledger-format.md, 10. `entry` = chain × 2^40 + sequence. */
const tables = (dialect: Dialect): string[] => {
  const blob = dialect === 'sqlite' ? 'BLOB' : 'bytea'
  const big = dialect === 'sqlite' ? 'INTEGER' : 'bigint'
  const keyed = dialect === 'sqlite' ? ' WITHOUT ROWID' : ''
  return [
    `CREATE TABLE ledger_chains (chain ${big} PRIMARY KEY, incarnation ${blob} NOT NULL UNIQUE, node text NOT NULL, realm text NOT NULL,
       public_key ${blob} NOT NULL, own integer NOT NULL, started_at text NOT NULL, sequence ${big} NOT NULL, hash ${blob} NOT NULL)`,
    // The row that appenders lock: this node's current chain, its head, and the last position of the feed.
    `CREATE TABLE ledger_node (one integer PRIMARY KEY CHECK (one = 1), chain ${big} NOT NULL, sequence ${big} NOT NULL, hash ${blob} NOT NULL, position ${big} NOT NULL)`,
    `CREATE TABLE ledger_entries (entry ${big} PRIMARY KEY, dossier ${blob} NOT NULL, version integer NOT NULL, term ${blob} NOT NULL, action ${blob} NOT NULL,
       envelope ${blob} NOT NULL, hash ${blob} NOT NULL, facts_salt ${blob} NOT NULL, facts ${blob} NOT NULL)`,
    `CREATE UNIQUE INDEX ledger_entries_dossier ON ledger_entries (dossier, version, term)`,
    `CREATE UNIQUE INDEX ledger_entries_action ON ledger_entries (action)`,
    `CREATE TABLE ledger_personal (entry ${big} PRIMARY KEY, retention text NOT NULL, recorded_ms ${big} NOT NULL, confirmed integer NOT NULL, salt ${blob} NOT NULL, body ${blob} NOT NULL)`,
    `CREATE INDEX ledger_personal_due ON ledger_personal (retention, recorded_ms)`,
    `CREATE TABLE ledger_feed (position ${big} PRIMARY KEY, entry ${big} NOT NULL)`,
    `CREATE UNIQUE INDEX ledger_feed_entry ON ledger_feed (entry)`,
    `CREATE TABLE ledger_erased (entry ${big} PRIMARY KEY, erasure ${big} NOT NULL)`,
    `CREATE TABLE ledger_heads (chain ${big} NOT NULL, sequence ${big} NOT NULL, signer ${blob} NOT NULL, signer_node text NOT NULL, hash ${blob} NOT NULL,
       signed_at text NOT NULL, signature ${blob} NOT NULL, PRIMARY KEY (chain, sequence, signer))`,
    `CREATE TABLE ledger_dossiers (dossier ${blob} PRIMARY KEY, kind text NOT NULL, version integer NOT NULL, term ${blob} NOT NULL, base integer NOT NULL,
       hash ${blob} NOT NULL, custodian text NOT NULL, parked text,
       erasures integer NOT NULL DEFAULT 0)${keyed}`,
    // A cache that may be emptied at any time: what a long dossier had become at a version.
    `CREATE TABLE ledger_folds (dossier ${blob} PRIMARY KEY, kind text NOT NULL, fold_as text NOT NULL, version integer NOT NULL, hash ${blob} NOT NULL,
       erasures integer NOT NULL, state text NOT NULL)`,
    `CREATE INDEX ledger_dossiers_parked ON ledger_dossiers (parked) WHERE parked IS NOT NULL`,
    `CREATE TABLE ledger_waiting (entry ${big} PRIMARY KEY, dossier ${blob} NOT NULL)`,
    `CREATE TABLE ledger_claims (scope text NOT NULL, value text NOT NULL, dossier ${blob} NOT NULL, PRIMARY KEY (scope, value, dossier))${keyed}`,
    `CREATE TABLE ledger_answers (actor text NOT NULL, command ${blob} NOT NULL, dossier ${blob} NOT NULL, salt ${blob}, digest ${blob}, answer text NOT NULL,
       expires_ms ${big}, PRIMARY KEY (actor, command))${keyed}`,
    `CREATE INDEX ledger_answers_expiring ON ledger_answers (expires_ms) WHERE expires_ms IS NOT NULL`,
    `CREATE INDEX ledger_answers_refused ON ledger_answers (dossier) WHERE expires_ms IS NOT NULL`,
    `CREATE TABLE ledger_numbers (chain ${big} NOT NULL, series text NOT NULL, next ${big} NOT NULL, PRIMARY KEY (chain, series))${keyed}`,
    `CREATE TABLE ledger_clock (one integer PRIMARY KEY CHECK (one = 1), wall_ms ${big} NOT NULL, confirmed integer NOT NULL)`
  ]
}

/** Tables that only grow. */
export const APPEND_ONLY = ['ledger_entries', 'ledger_feed', 'ledger_erased', 'ledger_heads'] as const

const refuse = (table: string, change: 'UPDATE' | 'DELETE'): string =>
  `CREATE TRIGGER ${table}_no_${change.toLowerCase()} BEFORE ${change} ON ${table} BEGIN SELECT RAISE(ABORT, '${table} only grows'); END`

const guards = [
  ...APPEND_ONLY.flatMap(table => [refuse(table, 'UPDATE'), refuse(table, 'DELETE')]),
  `CREATE TRIGGER ledger_personal_no_update BEFORE UPDATE ON ledger_personal BEGIN SELECT RAISE(ABORT, 'ledger_personal is never changed'); END`,
  `CREATE TRIGGER ledger_personal_no_delete BEFORE DELETE ON ledger_personal WHEN NOT EXISTS (SELECT 1 FROM ledger_erased WHERE entry = OLD.entry)
     BEGIN SELECT RAISE(ABORT, 'a personal part goes only with the action that erases it'); END`
]

const postgresGuards = [
  `CREATE FUNCTION ledger_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF NOT EXISTS (SELECT 1 FROM ledger_erased WHERE entry = OLD.entry) THEN RAISE EXCEPTION 'a personal part goes only with the action that erases it'; END IF;
     RETURN OLD; END $$`,
  `CREATE TRIGGER ledger_personal_no_delete BEFORE DELETE ON ledger_personal FOR EACH ROW EXECUTE FUNCTION ledger_refuse_delete()`
]

/** The ledger's own tables; they come before every module's. */
export const ledgerMigrations: Migration[] = [
  {
    name: 'ledger/0001-tables',
    up: async (db, dialect) => {
      for (const statement of [...tables(dialect), ...(dialect === 'sqlite' ? guards : postgresGuards)])
        await sql.raw(statement).execute(db)
    }
  }
]
