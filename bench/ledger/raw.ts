import { rmSync } from 'node:fs'
import { connect, type Connection, type SqlRow, type SqlValue } from '#platform/storage/sqlite/connection.ts'

// What the driver alone can do: the rows that the ledger wrote, written again by the fewest statements, in transactions of the same size, with nothing decided, hashed or checked.

interface Step {
  sql: string
  values: SqlValue[]
}

const upsert = (table: string, row: SqlRow, key: string): Step => {
  const columns = Object.keys(row)
  const set = columns.map(column => `${column} = excluded.${column}`).join(', ')
  const conflict = key ? ` ON CONFLICT (${key}) DO UPDATE SET ${set}` : ''
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})${conflict}`,
    values: Object.values(row)
  }
}

const all = (source: Connection, sql: string): SqlRow[] => source.database.prepare(sql).all()

/** The rows of each command, in the order they were written. */
const readSteps = (source: Connection): Step[][] => {
  const index = (rows: SqlRow[], column: string) =>
    new Map(rows.map(row => [row[column] instanceof Uint8Array ? Buffer.from(row[column]).toString('hex') : String(row[column]), row]))
  const personal = index(all(source, 'SELECT * FROM ledger_personal'), 'entry')
  const dossiers = index(all(source, 'SELECT * FROM ledger_dossiers'), 'dossier')
  const answers = index(all(source, 'SELECT * FROM ledger_answers'), 'command')
  const parcels = index(all(source, 'SELECT * FROM parcels_parcel'), 'dossier')
  const words = new Map<string, SqlRow[]>()
  for (const row of all(source, 'SELECT * FROM parcels_word'))
    words.set(String(row['dossier']), [...(words.get(String(row['dossier'])) ?? []), row])
  return all(source, 'SELECT e.*, f.position FROM ledger_entries e JOIN ledger_feed f USING (entry) ORDER BY e.entry').flatMap(
    ({ position, ...entry }): Step[][] => {
      const envelope = JSON.parse(Buffer.from(entry['envelope'] as Uint8Array).toString()) as {
        dossier: string
        command: string
        version: number
      }
      const part = personal.get(String(entry['entry']))
      const dossier = dossiers.get(envelope.dossier.replaceAll('-', ''))
      const answer = answers.get(envelope.command.replaceAll('-', ''))
      const parcel = parcels.get(envelope.dossier)
      if (!dossier || !answer || !parcel) return []
      return [
        [
          upsert('ledger_entries', entry, ''),
          ...(part ? [upsert('ledger_personal', part, '')] : []),
          upsert('ledger_feed', { position: position ?? null, entry: entry['entry'] ?? null }, ''),
          upsert('ledger_dossiers', dossier, 'dossier'),
          upsert('ledger_answers', answer, ''),
          upsert('parcels_parcel', parcel, 'dossier'),
          ...(envelope.version === 1 ? (words.get(envelope.dossier) ?? []).map(word => upsert('parcels_word', word, 'word, dossier')) : [])
        ]
      ]
    }
  )
}

const schemaOf = (source: Connection): string[] =>
  all(source, 'SELECT sql FROM sqlite_master WHERE sql IS NOT NULL').map(row => String(row['sql']))

/** Writes a ledger's rows again with the driver alone; gives commands per second. */
export const rawSqlite = (ledger: string, batch: number): number => {
  const source = connect(ledger, { readOnly: true })
  const file = `${ledger}.raw`
  const target = connect(file)
  try {
    for (const sql of schemaOf(source)) target.database.exec(sql)
    const steps = readSteps(source)
    const start = performance.now()
    for (let from = 0; from < steps.length; from += batch) {
      target.database.exec('BEGIN IMMEDIATE')
      for (const command of steps.slice(from, from + batch)) for (const { sql, values } of command) target.prepare(sql).run(...values)
      target.database.exec('COMMIT')
    }
    return steps.length / ((performance.now() - start) / 1000)
  } finally {
    source.close()
    target.close()
    for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true })
  }
}
