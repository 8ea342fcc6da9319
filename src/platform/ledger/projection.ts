import type { ProjectedRow } from './contract.ts'

/** A projection's table as the database has it. */
export interface ProjectionTable {
  name: string
  columns: string[]
  /** PostgreSQL's names of the columns' types. */
  types?: string[]
  key: string[]
}

/** What one table must look like after a batch: whole rows to write, keys to take out. */
export interface ProjectedWrites {
  table: ProjectionTable
  rows: (string | number | null)[][]
  removed: (string | number)[][]
}

const keyText = (values: (string | number)[]): string => JSON.stringify(values)

/** Gathers the rows of a batch; the last word on a key wins, so that each table is written set-wise once. */
export class Projected {
  readonly #tables: ReadonlyMap<string, ProjectionTable>
  readonly #byTable = new Map<ProjectionTable, Map<string, { key: (string | number)[]; row: (string | number | null)[] | null }>>()

  constructor(tables: ReadonlyMap<string, ProjectionTable>) {
    this.#tables = tables
  }

  add(dossier: string, projected: ProjectedRow): void {
    const table = this.#tables.get(projected.table)
    if (!table) throw new Error(`a projection writes ${projected.table}, which its kind does not declare in \`tables\``)
    const values: Record<string, string | number | null | undefined> = { ...projected.row, ...projected.key }
    values['dossier'] ??= dossier
    if (values['dossier'] !== dossier) throw new Error(`a projection of ${dossier} writes a row of another dossier in ${table.name}`)
    const unknown = Object.keys(values).find(column => !table.columns.includes(column))
    if (unknown) throw new Error(`${table.name} has no column ${unknown}`)
    const key = table.key.map(column => {
      const value = values[column]
      if (value == null) throw new Error(`a row of ${table.name} misses its key column ${column}`)
      return value
    })
    let rows = this.#byTable.get(table)
    if (!rows) this.#byTable.set(table, (rows = new Map()))
    rows.set(keyText(key), { key, row: projected.row && table.columns.map(column => values[column] ?? null) })
  }

  writes(): ProjectedWrites[] {
    return [...this.#byTable].map(([table, rows]) => ({
      table,
      rows: [...rows.values()].flatMap(({ row }) => (row ? [row] : [])),
      removed: [...rows.values()].flatMap(({ key, row }) => (row ? [] : [key]))
    }))
  }
}

/** A declared projection table that fits: it exists, has a key, and a column that says whose a row is. */
export const checkedTable = (table: ProjectionTable): ProjectionTable => {
  if (table.columns.length === 0) throw new Error(`the projection table ${table.name} does not exist: does a migration make it?`)
  if (table.key.length === 0) throw new Error(`the projection table ${table.name} has no primary key`)
  if (!table.columns.includes('dossier')) throw new Error(`the projection table ${table.name} has no column \`dossier\``)
  return table
}
