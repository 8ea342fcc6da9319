import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

export type SqlValue = SQLInputValue
export type SqlRow = Record<string, SqlValue>

/** An open SQLite file with its prepared statements. */
export interface Connection {
  database: DatabaseSync
  /** The statement, prepared once. */
  prepare(sql: string): StatementSync
  close(): void
}

const STATEMENTS = 500

/** Opens a file as this project always does: WAL, a commit is on the disk when it returns, deleted content is overwritten. */
export const connect = (file: string, options: { readOnly?: boolean } = {}): Connection => {
  const readOnly = options.readOnly ?? false
  const database = new DatabaseSync(file, { readOnly, timeout: 5_000 })
  if (!readOnly)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000')
  database.exec('PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -32000')
  const statements = new Map<string, StatementSync>()
  return {
    database,
    prepare: sql => {
      let statement = statements.get(sql)
      if (!statement) {
        if (statements.size >= STATEMENTS) statements.clear()
        statement = database.prepare(sql)
        statements.set(sql, statement)
      }
      return statement
    },
    close: () => {
      statements.clear()
      database.close()
    }
  }
}
