import { parentPort, workerData } from 'node:worker_threads'
import { connect, type SqlRow, type SqlValue } from './connection.ts'

/** What a reader worker is asked: statements to run in one read transaction. */
export interface ReadRequest {
  id: number
  statements: { sql: string; parameters: readonly SqlValue[] }[]
}

/** Its answer: the rows of each statement, or why not. */
export type ReadReply = { id: number; results: SqlRow[][] } | { id: number; error: string }

const connection = connect((workerData as { file: string }).file, { readOnly: true })

const read = (request: ReadRequest): SqlRow[][] => {
  const several = request.statements.length > 1
  if (several) connection.database.exec('BEGIN')
  try {
    return request.statements.map(({ sql, parameters }) => connection.prepare(sql).all(...parameters))
  } finally {
    if (several) connection.database.exec('COMMIT')
  }
}

parentPort?.on('message', (request: ReadRequest | 'close') => {
  if (request === 'close') {
    connection.close()
    return parentPort?.close()
  }
  let reply: ReadReply
  try {
    reply = { id: request.id, results: read(request) }
  } catch (error) {
    reply = { id: request.id, error: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(reply)
})
