import type pg from 'pg'

const COLUMNS = `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, array_position(i.indkey::int[], a.attnum::int) AS key
  FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
  WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`

/** A table's columns with their types and its primary key, as PostgreSQL has it. */
export const describeTable = async (
  pool: pg.Pool,
  table: string
): Promise<{ name: string; columns: string[]; types: string[]; key: string[] }> => {
  const { rows } = await pool.query<{ name: string; type: string; key: number | null }>(COLUMNS, [table])
  const key = rows.filter(row => row.key !== null).sort((a, b) => (a.key ?? 0) - (b.key ?? 0))
  return { name: table, columns: rows.map(row => row.name), types: rows.map(row => row.type), key: key.map(row => row.name) }
}
