import { SEVERAL } from '../answers.ts'
import type { ProjectedWrites } from '../projection.ts'
import type { Sealed } from '../seal.ts'
import type { ColumnType, TableSpec, Value } from '../tables.ts'
import type { Head, Work } from '../work.ts'
import { toWire, type Wire, type WireGuard, type WireHead, type WireRows } from './messages.ts'

const insertInto = (table: string, columns: readonly string[], verb: string, ending = ''): string =>
  `${verb} INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})${ending}`

const statements = new WeakMap<object, string>()
const remembered = (of: object, make: () => string): string => {
  let sql = statements.get(of)
  if (!sql) statements.set(of, (sql = make()))
  return sql
}

const insert = (table: TableSpec): string =>
  remembered(table, () => {
    const columns = table.columns.map(([name]) => name)
    if (!table.key) return insertInto(table.name, columns, 'INSERT')
    const rest = columns.filter(name => !table.key?.includes(name)).map(name => `${name} = excluded.${name}`)
    return insertInto(
      table.name,
      columns,
      'INSERT',
      ` ON CONFLICT (${table.key.join(', ')}) DO ${table.keep ? 'NOTHING' : `UPDATE SET ${rest.join(', ')}`}`
    )
  })

const wire = (value: Value): Wire => (value instanceof Uint8Array ? toWire(value) : value)

const wired = (rows: readonly Value[][]): Wire[] => {
  const values: Wire[] = []
  for (const row of rows) for (const value of row) values.push(wire(value))
  return values
}

const projectedRows = ({ table, rows, removed }: ProjectedWrites): WireRows[] => {
  const text = (count: number): ColumnType[] => new Array<ColumnType>(count).fill('text')
  const replace = remembered(table, () => {
    const rest = table.columns.map(column => `${column} = excluded.${column}`).join(', ')
    const ending = ` ON CONFLICT (${table.key.join(', ')}) DO UPDATE SET ${rest} WHERE ${table.name}.dossier = excluded.dossier`
    return insertInto(table.name, table.columns, 'INSERT', ending)
  })
  const out: WireRows[] = []
  if (removed.length > 0)
    out.push({
      sql: `DELETE FROM ${table.name} WHERE ${table.key.map(column => `${column} = ?`).join(' AND ')}`,
      types: text(table.key.length),
      values: removed.flat()
    })
  if (rows.length > 0) out.push({ sql: replace, types: text(table.columns.length), values: rows.flat(), exact: true })
  return out
}

const erasures = (works: readonly Work[]): WireRows[] =>
  works.flatMap(({ erase }): WireRows[] => {
    if (!erase) return []
    const dossiers = erase.dossiers.map(({ dossier }) => toWire(dossier))
    const commands = erase.commands.flatMap(({ actor, command }) => [actor, toWire(command)])
    const tables = [...new Set(erase.dossiers.flatMap(dossier => dossier.tables))]
    return [
      { sql: 'UPDATE ledger_dossiers SET erasures = erasures + 1 WHERE dossier = ?', types: ['bytes'], values: dossiers },
      { sql: 'DELETE FROM ledger_folds WHERE dossier = ?', types: ['bytes'], values: dossiers },
      { sql: 'DELETE FROM ledger_personal WHERE entry = ?', types: ['integer'], values: erase.entries },
      {
        sql: 'DELETE FROM ledger_answers WHERE dossier = ? AND expires_ms IS NOT NULL',
        types: ['bytes'],
        values: [toWire(SEVERAL), ...dossiers]
      },
      {
        sql: 'UPDATE ledger_answers SET salt = NULL, digest = NULL WHERE actor = ? AND command = ?',
        types: ['text', 'bytes'],
        values: commands
      },
      ...tables.map((table): WireRows => ({
        sql: `DELETE FROM ${table} WHERE dossier = ?`,
        types: ['text'],
        values: erase.dossiers.filter(dossier => dossier.tables.includes(table)).map(dossier => dossier.text)
      }))
    ]
  })

const applied = (works: readonly Work[]): WireRows[] => {
  const values = works.flatMap(work => work.apply?.entries ?? []).map(({ entry }) => entry)
  return values.length > 0 ? [{ sql: 'DELETE FROM ledger_waiting WHERE entry = ?', types: ['integer'], values }] : []
}

/** The statements of a sealed batch, in order: ledger rows, what an erasure takes out, projections. */
export const wireWrites = (sealed: Sealed, works: readonly Work[]): WireRows[] => [
  ...[...sealed.writes].map(([table, rows]) => ({
    sql: insert(table),
    types: table.columns.map(([, type]) => type),
    values: wired(rows)
  })),
  ...erasures(works),
  ...applied(works),
  ...sealed.projected.flatMap(projectedRows)
]

export const wireGuard = (work: Work): WireGuard => ({
  name: work.remember && [work.remember.actor, toWire(work.remember.command)],
  reads: work.reads.map(({ dossier, stamp }) => [toWire(dossier), stamp]),
  claims: work.claims.map(({ scope, value, dossier }) => [scope, value, toWire(dossier)])
})

export const wireHead = (head: Head): WireHead => ({ ...head, hash: toWire(head.hash) })
