import type { Connection } from './connection.ts'

/** A table's columns and primary key, as SQLite has it. */
export const describeTable = (connection: Connection, table: string): { name: string; columns: string[]; key: string[] } => {
  const rows = connection.database.prepare('SELECT name, pk FROM pragma_table_info(?)').all(table)
  const key = rows.filter(row => Number(row['pk']) > 0).sort((a, b) => Number(a['pk']) - Number(b['pk']))
  return { name: table, columns: rows.map(row => String(row['name'])), key: key.map(row => String(row['name'])) }
}
