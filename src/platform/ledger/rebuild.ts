import { sql, type Kysely } from 'kysely'
import type { ProjectedRow } from './contract.ts'
import type { Kinds } from './kinds.ts'
import { Projected, type ProjectionTable } from './projection.ts'
import { replay } from './replay.ts'
import type { StoredDossier, StoredEntry } from './store.ts'
import type { LedgerTables } from './tables-in-database.ts'
import { idText } from '#kernel/id.ts'

const PAGE = 200

/** What a rebuild did. */
export interface Rebuilt {
  dossiers: number
  rows: number
  parked: number
}

const loadPage = async (db: Kysely<LedgerTables>, after: Uint8Array | null): Promise<(StoredDossier & { dossier: Uint8Array })[]> => {
  let query = db.selectFrom('ledger_dossiers').selectAll().orderBy('dossier').limit(PAGE)
  if (after) query = query.where('dossier', '>', after)
  const dossiers = await query.execute()
  if (dossiers.length === 0) return []
  const ids = dossiers.map(row => row.dossier)
  const entries = await db
    .selectFrom('ledger_entries as e')
    .leftJoin('ledger_personal as p', 'p.entry', 'e.entry')
    .select(['e.dossier', 'e.entry', 'envelope', 'hash', 'facts', 'p.body as personal'])
    .where('e.dossier', 'in', ids)
    .orderBy('e.version')
    .execute()
  const byDossier = new Map<string, StoredEntry[]>(ids.map(id => [idText(id), []]))
  for (const entry of entries) byDossier.get(idText(entry.dossier))?.push(entry)
  return dossiers.map(row => ({ ...row, entries: byDossier.get(idText(row.dossier)) ?? [] }))
}

const writeRows = async (
  db: Kysely<LedgerTables>,
  tables: ReadonlyMap<string, ProjectionTable>,
  all: [string, ProjectedRow[]][]
): Promise<number> => {
  const projected = new Projected(tables)
  for (const [dossier, rows] of all) for (const row of rows) projected.add(dossier, row)
  let written = 0
  for (const { table, rows } of projected.writes()) {
    written += rows.length
    for (let from = 0; from < rows.length; from += PAGE) {
      const values = rows.slice(from, from + PAGE).map(row => sql`(${sql.join(row)})`)
      await sql`INSERT INTO ${sql.table(table.name)} (${sql.join(table.columns.map(column => sql.ref(column)))}) VALUES ${sql.join(values)}`.execute(
        db
      )
    }
  }
  return written
}

/**
 * Empties every projection table and fills it again from the ledger. Run it inside one transaction that nobody appends
 * beside (SQLite: `BEGIN IMMEDIATE`; PostgreSQL: the head's lock).
 */
export const rebuildProjections = async (
  db: Kysely<LedgerTables>,
  kinds: Kinds,
  tables: ReadonlyMap<string, ProjectionTable>
): Promise<Rebuilt> => {
  await sql`UPDATE ledger_node SET position = position`.execute(db)
  for (const table of tables.keys()) await sql`DELETE FROM ${sql.table(table)}`.execute(db)
  await sql`DELETE FROM ledger_claims`.execute(db)
  await sql`DELETE FROM ledger_folds`.execute(db)
  const done: Rebuilt = { dossiers: 0, rows: 0, parked: 0 }
  for (let after: Uint8Array | null = null; ;) {
    const page = await loadPage(db, after)
    if (page.length === 0) return done
    const rows: [string, ProjectedRow[]][] = []
    for (const stored of page) {
      const kind = kinds.find(stored.kind)
      done.dossiers++
      if (stored.parked !== null) done.parked++
      if (!kind || stored.version === 0) continue
      const again = replay(kind, stored)
      rows.push([idText(stored.dossier), again.rows])
      for (const { scope, value } of again.claims) {
        await db
          .insertInto('ledger_claims')
          .values({ scope, value, dossier: stored.dossier })
          .onConflict(conflict => conflict.doNothing())
          .execute()
      }
    }
    done.rows += await writeRows(db, tables, rows)
    after = page.at(-1)?.dossier ?? null
  }
}
