import type { Kysely, Insertable } from 'kysely'
import type { LedgerModule } from '../ledger/node-options.ts'
import type { Foundation } from '../platform.ts'
import { findTreeFaults, Office, officeTree } from './offices.ts'
import type { Offices, TreeFault } from './offices.ts'

type ReferenceTables = {
  reference_offices: { id: string; name: string; kind: string; parent: string | null; zone: string }
}

/** Reference data's tables, for the list of what the node's database holds. */
export const referenceModule: LedgerModule = {
  name: 'reference',
  migrations: [
    {
      name: 'reference/0001-offices',
      up: async db => {
        await db.schema
          .createTable('reference_offices')
          .addColumn('id', 'text', column => column.primaryKey())
          .addColumn('name', 'text', column => column.notNull())
          .addColumn('kind', 'text', column => column.notNull())
          .addColumn('parent', 'text')
          .addColumn('zone', 'text', column => column.notNull())
          .execute()
      }
    }
  ]
}

/** The offices, and the way to change them as a whole. */
export interface OfficeStore extends Offices {
  replace(offices: readonly Office[]): Promise<{ ok: true } | { ok: false; faults: TreeFault[] }>
  /** Reads again what another process may have changed. */
  refresh(): Promise<void>
}

export const openOffices = async ({ db, write }: Pick<Foundation, 'db' | 'write'>): Promise<OfficeStore> => {
  const tables: Kysely<ReferenceTables> = db.withTables<ReferenceTables>()
  let tree = officeTree([])
  const refresh = async (): Promise<void> => {
    const rows = await tables.selectFrom('reference_offices').selectAll().execute()
    tree = officeTree(rows.map(row => Office.parse({ ...row, name: JSON.parse(row.name) as unknown })))
  }
  await refresh()
  return {
    all: () => tree.all(),
    find: id => tree.find(id),
    coveredBy: id => tree.coveredBy(id),
    refresh,
    replace: async offices => {
      const faults = findTreeFaults(offices)
      if (faults.length > 0) return { ok: false, faults }
      const rows = offices.map((office): Insertable<ReferenceTables['reference_offices']> => ({
        ...office,
        name: JSON.stringify(office.name)
      }))
      const empty = tables.deleteFrom('reference_offices').compile()
      await write(rows.length === 0 ? [empty] : [empty, tables.insertInto('reference_offices').values(rows).compile()])
      await refresh()
      return { ok: true }
    }
  }
}
