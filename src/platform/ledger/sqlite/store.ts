import type { SealTime, Writer } from '../seal.ts'
import type { Store, StoredDossier, StoredEntry } from '../store.ts'
import type { Head, Remembered } from '../work.ts'
import { SqliteAppender } from './appender.ts'
import type { WriterThread } from './writer.ts'
import type { SqlRow, SqlValue } from '#platform/storage/sqlite/connection.ts'
import { kyselyOver } from '#platform/storage/sqlite/dialect.ts'
import type { Readers } from '#platform/storage/sqlite/readers.ts'

const DOSSIER = 'SELECT kind, version, term, base, hash, custodian, parked, erasures FROM ledger_dossiers WHERE dossier = ?'
const DOSSIER_ENTRIES = `SELECT e.entry, e.version, e.envelope, e.hash, e.facts, p.body AS personal FROM ledger_entries e
  LEFT JOIN ledger_personal p ON p.entry = e.entry WHERE e.dossier = ? AND e.version > ? ORDER BY e.version`
const FEED =
  'SELECT f.position, e.envelope FROM ledger_feed f JOIN ledger_entries e ON e.entry = f.entry WHERE f.position > ? ORDER BY f.position LIMIT ?'

const bytes = (value: SqlValue | undefined): Uint8Array => value as Uint8Array

export const readStoredEntry = (row: SqlRow): StoredEntry => ({
  entry: Number(row['entry']),
  envelope: bytes(row['envelope']),
  hash: bytes(row['hash']),
  facts: bytes(row['facts']),
  personal: row['personal'] as Uint8Array | null
})

export const readStoredDossier = (row: SqlRow, entries: SqlRow[]): StoredDossier => ({
  kind: String(row['kind']),
  version: Number(row['version']),
  term: bytes(row['term']),
  base: Number(row['base']),
  hash: bytes(row['hash']),
  custodian: String(row['custodian']),
  parked: row['parked'] as string | null,
  erasures: Number(row['erasures']),
  entries: entries.map(readStoredEntry)
})

export const readHeadRow = (row: SqlRow): Head => ({
  chain: Number(row['chain']),
  sequence: Number(row['sequence']),
  hash: bytes(row['hash']),
  position: Number(row['position'])
})

export interface SqliteStoreParts {
  readers: Readers
  writer: WriterThread
  sign: Writer
  head: Head
  time(this: void): SealTime
}

/** The ledger on one SQLite file: reads by the readers, everything written by the writer thread. */
export const openSqliteStore = ({ readers, writer, sign, head, time }: SqliteStoreParts): Store => {
  const listeners = new Set<() => void>()
  const appender = new SqliteAppender(writer, sign, head, time, () => listeners.forEach(listener => listener()))
  const send = async (queries: Parameters<Store['write']>[0], erases: boolean): Promise<SqlRow[][]> => {
    const statements = queries.map(({ sql, parameters }) => ({ sql, parameters: parameters as SqlValue[] }))
    const reply = await writer.ask({ what: 'write', statements, erases })
    if (reply.what !== 'done') throw new Error(reply.what === 'failed' ? reply.error : 'nothing was written')
    return reply.rows ?? []
  }
  const write: Store['write'] = queries => send(queries, false)
  return {
    dialect: 'sqlite',
    append: work => appender.append(work),
    load: async (dossier, after = 0) => {
      const [found, entries] = await readers.many([
        { sql: DOSSIER, parameters: [dossier] },
        { sql: DOSSIER_ENTRIES, parameters: [dossier, after] }
      ])
      return found?.[0] && readStoredDossier(found[0], entries ?? [])
    },
    findAnswer: async (actor, command) => {
      const [row] = await readers.all('SELECT salt, digest, answer FROM ledger_answers WHERE actor = ? AND command = ?', [actor, command])
      return row as Remembered | undefined
    },
    feed: async (after, limit) => {
      const rows = await readers.all(FEED, [after, limit])
      return rows.map(row => ({ position: Number(row['position']), envelope: bytes(row['envelope']) }))
    },
    head: async () => {
      const [row] = await readers.all('SELECT chain, sequence, hash, position FROM ledger_node', [])
      if (!row) throw new Error('this node has no chain yet')
      return readHeadRow(row)
    },
    onAppended: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onErased: () => undefined,
    db: kyselyOver(async (sql, parameters) => ({ rows: await readers.all(sql, parameters), changes: 0 })),
    write,
    forgetRefusals: async before => {
      await send(
        [{ sql: 'DELETE FROM ledger_answers WHERE expires_ms IS NOT NULL AND expires_ms <= ? RETURNING 1', parameters: [before] }],
        true
      )
    },
    scrub: async () => {
      const reply = await writer.ask({ what: 'scrub' })
      if (reply.what === 'failed') throw new Error(reply.error)
    },
    close: async () => {
      await appender.settled()
      await readers.close()
      await writer.close()
    }
  }
}
