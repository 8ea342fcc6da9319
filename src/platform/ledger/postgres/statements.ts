import { SEVERAL } from '../answers.ts'
import type { ProjectedWrites, ProjectionTable } from '../projection.ts'
import type { Sealed } from '../seal.ts'
import { STAMP, type ColumnType, type TableSpec, type Value } from '../tables.ts'
import type { Erase, Work } from '../work.ts'

/** A statement with a name, so that the server plans it once. */
export interface Statement {
  name: string
  text: string
  values: string[]
  /** Rows that must be written: one that is not belongs to another dossier. */
  exact?: number
}

const TYPES: Record<ColumnType, string> = { bytes: 'bytea', utf8: 'bytea', text: 'text', integer: 'bigint' }

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

const element = (value: Value, type: ColumnType): string => {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return `"\\\\x${hex(value)}"`
  return type === 'utf8' ? `"\\\\x${Buffer.from(value, 'utf8').toString('hex')}"` : `"${value.replace(/[\\"]/g, '\\$&')}"`
}

/** Column by column, as PostgreSQL's array literals. */
const arrays = (rows: readonly (readonly Value[])[], types: readonly ColumnType[]): string[] =>
  types.map((type, column) => `{${rows.map(row => element(row[column] ?? null, type)).join(',')}}`)

const texts = (rows: readonly (readonly (string | number | null)[])[], count: number): string[] =>
  arrays(rows, new Array<ColumnType>(count).fill('text'))

const unnest = (types: readonly string[]): string => `unnest(${types.map((type, i) => `$${i + 1}::${type}[]`).join(', ')})`

const made = new WeakMap<object, string>()
const once = (of: object, make: () => string): string => {
  let text = made.get(of)
  if (text === undefined) made.set(of, (text = make()))
  return text
}

const insertSql = (
  table: string,
  columns: readonly string[],
  types: readonly string[],
  key: readonly string[] | undefined,
  keep: boolean
): string => {
  const rest = columns.filter(column => !key?.includes(column)).map(column => `${column} = excluded.${column}`)
  const conflict = !key
    ? ''
    : ` ON CONFLICT (${key.join(', ')}) DO ${keep || rest.length === 0 ? 'NOTHING' : `UPDATE SET ${rest.join(', ')}`}`
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM ${unnest(types)}${conflict}`
}

const insertRows = (table: TableSpec, rows: Value[][]): Statement => {
  const types = table.columns.map(([, type]) => type)
  const text = once(table, () => {
    const columns = table.columns.map(([name]) => name)
    return insertSql(
      table.name,
      columns,
      types.map(type => TYPES[type]),
      table.key,
      table.keep ?? false
    )
  })
  return { name: `insert ${table.name}`, text, values: arrays(rows, types) }
}

const keyTypes = (table: ProjectionTable): string[] => table.key.map(column => table.types?.[table.columns.indexOf(column)] ?? 'text')

const projectedRows = ({ table, rows, removed }: ProjectedWrites): Statement[] => {
  const statements: Statement[] = []
  if (removed.length > 0) {
    const matches = table.key.map(column => `t.${column} = k.${column}`).join(' AND ')
    const text = `DELETE FROM ${table.name} t USING ${unnest(keyTypes(table))} AS k(${table.key.join(', ')}) WHERE ${matches}`
    statements.push({ name: `remove ${table.name}`, text, values: texts(removed, table.key.length) })
  }
  if (rows.length > 0) {
    const text = once(table, () => {
      const rest = table.columns.map(column => `${column} = excluded.${column}`).join(', ')
      const insert = insertSql(table.name, table.columns, table.types ?? [], undefined, false)
      return `${insert} ON CONFLICT (${table.key.join(', ')}) DO UPDATE SET ${rest} WHERE ${table.name}.dossier = excluded.dossier`
    })
    statements.push({ name: `project ${table.name}`, text, values: texts(rows, table.columns.length), exact: rows.length })
  }
  return statements
}

const eraseRows = ({ entries, dossiers, commands }: Erase): Statement[] => {
  const tables = [...new Set(dossiers.flatMap(dossier => dossier.tables))]
  const rows = dossiers.map(({ dossier }) => [dossier])
  return [
    {
      name: 'note erasures',
      text: 'UPDATE ledger_dossiers SET erasures = erasures + 1 WHERE dossier = ANY($1::bytea[])',
      values: arrays(rows, ['bytes'])
    },
    // After the count, which a fold on its way waits for.
    {
      name: 'erase folds',
      text: 'DELETE FROM ledger_folds WHERE dossier = ANY($1::bytea[])',
      values: arrays(rows, ['bytes'])
    },
    {
      name: 'erase personal',
      text: 'DELETE FROM ledger_personal WHERE entry = ANY($1::bigint[])',
      values: arrays(
        entries.map(entry => [entry]),
        ['integer']
      )
    },
    {
      name: 'erase refusals',
      text: 'DELETE FROM ledger_answers WHERE dossier = ANY($1::bytea[]) AND expires_ms IS NOT NULL',
      values: arrays([[SEVERAL], ...rows], ['bytes'])
    },
    {
      name: 'erase digests',
      text: `UPDATE ledger_answers a SET salt = NULL, digest = NULL FROM unnest($1::text[], $2::bytea[]) AS k(actor, command) WHERE a.actor = k.actor AND a.command = k.command`,
      values: arrays(
        commands.map(({ actor, command }) => [actor, command]),
        ['text', 'bytes']
      )
    },
    ...tables.map(table => ({
      name: `erase ${table}`,
      text: `DELETE FROM ${table} WHERE dossier = ANY($1::text[])`,
      values: texts(
        dossiers.filter(dossier => dossier.tables.includes(table)).map(dossier => [dossier.text]),
        1
      )
    }))
  ]
}

const appliedRows = (works: readonly Work[]): Statement[] => {
  const rows = works.flatMap(work => work.apply?.entries ?? []).map(({ entry }) => [entry])
  const text = 'DELETE FROM ledger_waiting WHERE entry = ANY($1::bigint[])'
  return rows.length > 0 ? [{ name: 'applied', text, values: arrays(rows, ['integer']) }] : []
}

/** The statements of a sealed batch, in order: ledger rows, what an erasure takes out, projections. */
export const writeStatements = (sealed: Sealed, works: readonly Work[]): Statement[] => [
  ...[...sealed.writes].map(([table, rows]) => insertRows(table, rows)),
  ...works.flatMap(({ erase }) => (erase ? eraseRows(erase) : [])),
  ...appliedRows(works),
  ...sealed.projected.flatMap(projectedRows),
  {
    name: 'move the head',
    text: 'UPDATE ledger_node SET sequence = $1::bigint, hash = $2::bytea, position = $3::bigint',
    values: [String(sealed.head.sequence), `\\x${hex(sealed.head.hash)}`, String(sealed.head.position)]
  }
]

/** What must be known under the lock to say who lost. */
export const guardStatements = (works: readonly Work[]): { dossiers: Statement; answers: Statement; claims: Statement } => ({
  dossiers: {
    name: 'check dossiers',
    text: `SELECT d.dossier, ${STAMP} AS stamp FROM unnest($1::bytea[]) AS k(dossier) JOIN ledger_dossiers d ON d.dossier = k.dossier`,
    values: arrays(
      works.flatMap(work => work.reads.map(({ dossier }) => [dossier])),
      ['bytes']
    )
  },
  answers: {
    name: 'check answers',
    text: `SELECT a.actor, a.command, a.salt, a.digest, a.answer FROM unnest($1::text[], $2::bytea[]) AS k(actor, command)
      JOIN ledger_answers a ON a.actor = k.actor AND a.command = k.command`,
    values: arrays(
      works.flatMap(({ remember }) => (remember ? [[remember.actor, remember.command]] : [])),
      ['text', 'bytes']
    )
  },
  claims: {
    name: 'check claims',
    text: 'SELECT c.scope, c.value, c.dossier FROM unnest($1::text[], $2::text[]) AS k(scope, value) JOIN ledger_claims c ON c.scope = k.scope AND c.value = k.value',
    values: arrays(
      works.flatMap(work => work.claims.map(({ scope, value }) => [scope, value])),
      ['text', 'text']
    )
  }
})
