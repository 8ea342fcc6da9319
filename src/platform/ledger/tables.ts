/** How a column's value travels: bytes, a text stored as its UTF-8 bytes, a text, an integer. */
export type ColumnType = 'bytes' | 'utf8' | 'text' | 'integer'
export type Value = string | number | Uint8Array | null

/** A ledger table as the append path writes it. With `key`, a row that exists is replaced. */
export interface TableSpec {
  name: string
  columns: readonly (readonly [name: string, type: ColumnType])[]
  key?: readonly string[]
  /** A row that exists stays as it is. */
  keep?: boolean
}

export const ENTRIES: TableSpec = {
  name: 'ledger_entries',
  columns: [
    ['entry', 'integer'],
    ['dossier', 'bytes'],
    ['version', 'integer'],
    ['term', 'bytes'],
    ['action', 'bytes'],
    ['envelope', 'utf8'],
    ['hash', 'bytes'],
    ['facts_salt', 'bytes'],
    ['facts', 'utf8']
  ]
}
export const PERSONAL: TableSpec = {
  name: 'ledger_personal',
  columns: [
    ['entry', 'integer'],
    ['retention', 'text'],
    ['recorded_ms', 'integer'],
    ['confirmed', 'integer'],
    ['salt', 'bytes'],
    ['body', 'utf8']
  ]
}
export const FEED: TableSpec = {
  name: 'ledger_feed',
  columns: [
    ['position', 'integer'],
    ['entry', 'integer']
  ]
}
export const DOSSIERS: TableSpec = {
  name: 'ledger_dossiers',
  columns: [
    ['dossier', 'bytes'],
    ['kind', 'text'],
    ['version', 'integer'],
    ['term', 'bytes'],
    ['base', 'integer'],
    ['hash', 'bytes'],
    ['custodian', 'text'],
    ['parked', 'text']
  ],
  key: ['dossier']
}
/** Who holds a claim. More than one dossier only after entries came from elsewhere: a duplicate, for an officer. */
export const CLAIMS: TableSpec = {
  name: 'ledger_claims',
  columns: [
    ['scope', 'text'],
    ['value', 'text'],
    ['dossier', 'bytes']
  ],
  key: ['scope', 'value', 'dossier'],
  keep: true
}
export const ANSWERS: TableSpec = {
  name: 'ledger_answers',
  columns: [
    ['actor', 'text'],
    ['command', 'bytes'],
    ['dossier', 'bytes'],
    ['salt', 'bytes'],
    ['digest', 'bytes'],
    ['answer', 'text'],
    ['expires_ms', 'integer']
  ]
}
export const ERASED: TableSpec = {
  name: 'ledger_erased',
  columns: [
    ['entry', 'integer'],
    ['erasure', 'integer']
  ]
}

/** What `stampOf` says, as the database works it out from a row of `ledger_dossiers`. */
export const STAMP = 'CASE WHEN parked IS NULL THEN version + erasures * 4294967296 ELSE -1 - version - erasures * 4294967296 END'

/** Rows to write, table by table, in the order the tables were first named. */
export type Writes = Map<TableSpec, Value[][]>

export const addRow = (writes: Writes, table: TableSpec, row: Value[]): void => {
  const rows = writes.get(table)
  if (rows) rows.push(row)
  else writes.set(table, [row])
}
