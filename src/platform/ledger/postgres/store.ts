import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { StoreParts } from '../database.ts'
import { gather } from '../gathered.ts'
import { nextId } from '../random.ts'
import type { Store, StoredDossier, StoredEntry } from '../store.ts'
import type { Head, Remembered } from '../work.ts'
import { PostgresAppender } from './appender.ts'
import { Listener } from './listen.ts'
import { Session } from './session.ts'
import { idText } from '#kernel/id.ts'
import { openPool } from '#platform/storage/postgres/connect.ts'

const CHANNEL = 'breakwater_ledger'
const DOSSIERS = {
  name: 'dossiers',
  text: 'SELECT dossier, kind, version, term, base, hash, custodian, parked, erasures FROM ledger_dossiers WHERE dossier = ANY($1::bytea[])'
}
const DOSSIER_ENTRIES = {
  name: 'dossier entries',
  text: `SELECT e.dossier, e.version, e.entry, e.envelope, e.hash, e.facts, p.body AS personal FROM ledger_entries e LEFT JOIN ledger_personal p ON p.entry = e.entry
    WHERE e.dossier = ANY($1::bytea[]) ORDER BY e.version`
}
/** Without a name, so that it is planned for the one dossier it reads. */
const LATER_ENTRIES = `SELECT e.version, e.entry, e.envelope, e.hash, e.facts, p.body AS personal FROM ledger_entries e
  LEFT JOIN ledger_personal p ON p.entry = e.entry WHERE e.dossier = $1 AND e.version > $2 AND e.version <= $3 ORDER BY e.version`
const FEED = {
  name: 'feed',
  text: 'SELECT f.position, e.envelope FROM ledger_feed f JOIN ledger_entries e ON e.entry = f.entry WHERE f.position > $1 ORDER BY f.position LIMIT $2'
}

/** Who connects for what. */
export interface PostgresStoreParts extends StoreParts {
  app: { url: string; role: string }
  eraser: { url: string; role: string }
}

type Found = Omit<StoredDossier, 'entries'> & { dossier: Uint8Array }

/** An append between the two statements adds versions above those found, which are left out; an erasure only takes away. */
const loadMany = async (reads: pg.Pool, dossiers: Uint8Array[]): Promise<(StoredDossier | undefined)[]> => {
  const found = (await reads.query<Found>({ ...DOSSIERS, values: [dossiers] })).rows
  if (found.length === 0) return dossiers.map(() => undefined)
  const entries = await reads.query<StoredEntry & { dossier: Uint8Array; version: number }>({
    ...DOSSIER_ENTRIES,
    values: [found.map(row => row.dossier)]
  })
  const byId = new Map(found.map(row => [idText(row.dossier), { ...row, entries: [] as StoredEntry[] }]))
  for (const entry of entries.rows) {
    const dossier = byId.get(idText(entry.dossier))
    if (dossier && entry.version <= dossier.version) dossier.entries.push(entry)
  }
  return dossiers.map(dossier => byId.get(idText(dossier)))
}

const loadLater = async (reads: pg.Pool, dossier: Uint8Array, after: number): Promise<StoredDossier | undefined> => {
  const found = (await reads.query<Found>({ ...DOSSIERS, values: [[dossier]] })).rows[0]
  if (!found) return undefined
  const entries = await reads.query<StoredEntry>(LATER_ENTRIES, [dossier, after, found.version])
  return { ...found, entries: entries.rows }
}

/** Takes turns with nobody's transaction half done: plain statements all or none. */
const writeAll = async (
  pool: pg.Pool,
  queries: readonly { sql: string; parameters: readonly unknown[] }[]
): Promise<Record<string, unknown>[][]> => {
  const [only] = queries
  // By itself it is all or none already, and holds no lock while this process does something else.
  if (only && queries.length === 1) return [(await pool.query<Record<string, unknown>>(only.sql, [...only.parameters])).rows]
  const client = await pool.connect()
  let broken = true
  try {
    await client.query('BEGIN')
    const rows = []
    for (const { sql, parameters } of queries) rows.push((await client.query<Record<string, unknown>>(sql, [...parameters])).rows)
    await client.query('COMMIT')
    broken = false
    return rows
  } finally {
    client.release(broken)
  }
}

/** The ledger on PostgreSQL, for one of any number of processes. */
export const openPostgresStore = async (parts: PostgresStoreParts): Promise<Store> => {
  const { app, eraser, sign, head, time } = parts
  const reads = openPool({ ...app, readOnly: true }, 6)
  const writes = openPool(app, 2)
  const sessions = [new Session(app), new Session(app)]
  const erasing = new Session(eraser)
  const listeners = new Set<() => void>()
  const erased = new Set<() => void>()
  const appended = () => listeners.forEach(listener => listener())
  const self = nextId(0)
  const heard = (word: string) => {
    if (word.endsWith(self)) return
    if (word.startsWith('erased')) erased.forEach(listener => listener())
    appended()
  }
  const listener = new Listener(app, CHANNEL, heard)
  await listener.start()
  const channel = { name: CHANNEL, self }
  const appender = new PostgresAppender({
    sessions,
    eraser: erasing,
    chain: head.chain,
    sign,
    time,
    appended,
    channel
  })
  const db = new Kysely<object>({ dialect: new PostgresDialect({ pool: reads }) }) as Store['db']
  const write: Store['write'] = queries => writeAll(writes, queries)
  const load = gather<Uint8Array, StoredDossier>(dossiers => loadMany(reads, dossiers))
  return {
    dialect: 'postgres',
    append: work => appender.append(work),
    load: (dossier, after = 0) => (after > 0 ? loadLater(reads, dossier, after) : load(dossier)),
    findAnswer: async (actor, command) => {
      const { rows } = await reads.query<Remembered>('SELECT salt, digest, answer FROM ledger_answers WHERE actor = $1 AND command = $2', [
        actor,
        command
      ])
      return rows[0]
    },
    feed: async (after, limit) => (await reads.query<{ position: number; envelope: Uint8Array }>({ ...FEED, values: [after, limit] })).rows,
    head: async () => {
      const { rows } = await reads.query<Head>('SELECT chain, sequence, hash, position FROM ledger_node')
      if (!rows[0]) throw new Error('this node has no chain yet')
      return rows[0]
    },
    onAppended: heardOne => {
      listeners.add(heardOne)
      return () => listeners.delete(heardOne)
    },
    onErased: forget => void erased.add(forget),
    db,
    write,
    forgetRefusals: async before => {
      await write([{ sql: 'DELETE FROM ledger_answers WHERE expires_ms IS NOT NULL AND expires_ms <= $1', parameters: [before] }])
    },
    // What PostgreSQL leaves in its own files is its administrator's matter: docs/ledger-format.md, 8.
    scrub: () => Promise.resolve(),
    close: async () => {
      await appender.settled()
      await listener.close()
      await Promise.all([...sessions.map(session => session.drop()), erasing.drop(), reads.end(), writes.end()])
    }
  }
}
