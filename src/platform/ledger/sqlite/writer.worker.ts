import { parentPort, workerData } from 'node:worker_threads'
import { STAMP, type ColumnType } from '../tables.ts'
import {
  fromWire,
  toWire,
  type AppendRequest,
  type Loss,
  type Wire,
  type WireGuard,
  type WireHead,
  type WireRows,
  type WriterReply,
  type WriterRequest
} from './messages.ts'
import { connect, type SqlValue } from '#platform/storage/sqlite/connection.ts'

const connection = connect((workerData as { file: string }).file)

const head = (): WireHead => {
  const row = connection.prepare('SELECT chain, sequence, hash, position FROM ledger_node').get()
  if (!row) throw new Error('this node has no chain yet')
  return {
    chain: Number(row['chain']),
    sequence: Number(row['sequence']),
    hash: toWire(row['hash'] as Uint8Array),
    position: Number(row['position'])
  }
}

const answered = (name: [string, string]): Loss | undefined => {
  const row = connection
    .prepare('SELECT salt, digest, answer FROM ledger_answers WHERE actor = ? AND command = ?')
    .get(name[0], fromWire(name[1]))
  if (!row) return undefined
  return {
    what: 'answered',
    salt: row['salt'] as Uint8Array | null,
    digest: row['digest'] as Uint8Array | null,
    answer: String(row['answer'])
  }
}

const loss = (guard: WireGuard): Loss | undefined => {
  const before = guard.name && answered(guard.name)
  if (before) return before
  for (const [dossier, stamp] of guard.reads) {
    const row = connection.prepare(`SELECT ${STAMP} AS stamp FROM ledger_dossiers WHERE dossier = ?`).get(fromWire(dossier))
    if (Number(row?.['stamp'] ?? 0) !== stamp) return { what: 'conflict' }
  }
  for (const [scope, value, dossier] of guard.claims) {
    const row = connection
      .prepare('SELECT 1 FROM ledger_claims WHERE scope = ? AND value = ? AND dossier <> ?')
      .get(scope, value, fromWire(dossier))
    if (row) return { what: 'claimed', scope, value }
  }
  return undefined
}

const decode = (value: Wire, type: ColumnType): SqlValue => {
  if (typeof value !== 'string') return value
  if (type === 'bytes') return Buffer.from(value, 'latin1')
  return type === 'utf8' ? Buffer.from(value, 'utf8') : value
}

const writeRows = ({ sql, types, values, exact }: WireRows): void => {
  const statement = connection.prepare(sql)
  for (let from = 0; from < values.length; from += types.length) {
    const row = types.map((type, i) => decode(values[from + i] as Wire, type))
    const { changes } = statement.run(...row)
    if (exact && changes === 0) throw new Error(`a projection writes a row of another dossier: ${sql}`)
  }
}

const transaction = <T>(body: () => T): T => {
  connection.database.exec('BEGIN IMMEDIATE')
  try {
    const result = body()
    connection.database.exec('COMMIT')
    return result
  } catch (error) {
    if (connection.database.isTransaction) connection.database.exec('ROLLBACK')
    throw error
  }
}

const append = (request: AppendRequest): WriterReply =>
  transaction(() => {
    const now = head()
    const losers: [number, Loss][] = []
    request.guards.forEach((guard, i) => {
      const lost = loss(guard)
      if (lost) losers.push([i, lost])
    })
    const moved =
      now.chain !== request.from.chain ||
      now.sequence !== request.from.sequence ||
      now.hash !== request.from.hash ||
      now.position !== request.from.position
    if (moved || losers.length > 0) return { id: request.id, what: 'lost', head: now, losers }
    request.writes.forEach(writeRows)
    if (request.erases) connection.database.exec('PRAGMA user_version = 1')
    const { sequence, hash, position } = request.to
    connection.prepare('UPDATE ledger_node SET sequence = ?, hash = ?, position = ?').run(sequence, fromWire(hash), position)
    return { id: request.id, what: 'done' }
  })

/** Empties the write-ahead log, so that nothing erased is left in it; waits for readers to let go. */
const truncateLog = (): void => {
  for (let attempt = 0; attempt < 50; attempt++) {
    const row = connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
    if (row?.['busy'] === 0) return
  }
  throw new Error('the write-ahead log could not be truncated: a reader holds it')
}

/**
 * `secure_delete` zeroes what is deleted, but not the copies that SQLite leaves in a page when it moves its rows to a
 * neighbour: those were found in the file. Only writing the whole file again is sure. `user_version` says, inside the
 * erasing transaction, that this is still to be done; it survives a crash between the two.
 */
const scrub = (): void => {
  if (connection.database.prepare('PRAGMA user_version').get()?.['user_version'] === 0) return
  connection.database.exec('PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY')
  truncateLog()
  connection.database.exec('PRAGMA user_version = 0')
}

const answer = (request: Exclude<WriterRequest, { what: 'close' }>): WriterReply => {
  switch (request.what) {
    case 'append':
      return append(request)
    case 'write': {
      const rows = transaction(() => {
        const results = request.statements.map(({ sql, parameters }) => connection.prepare(sql).all(...parameters))
        if (request.erases && results.some(result => result.length > 0)) connection.database.exec('PRAGMA user_version = 1')
        return results
      })
      return { id: request.id, what: 'done', rows }
    }
    case 'scrub':
      scrub()
      return { id: request.id, what: 'done' }
  }
}

parentPort?.on('message', (request: WriterRequest) => {
  if (request.what === 'close') {
    connection.close()
    return parentPort?.close()
  }
  let reply: WriterReply
  try {
    reply = answer(request)
  } catch (error) {
    const code = (error as { errcode?: number }).errcode ?? 0
    reply = { id: request.id, what: 'failed', error: error instanceof Error ? error.message : String(error), busy: (code & 0xff) === 5 }
  }
  parentPort?.postMessage(reply)
})
