import { Worker } from 'node:worker_threads'
import type { SqlRow, SqlValue } from './connection.ts'
import type { ReadReply, ReadRequest } from './reader.worker.ts'

/** A few worker threads that read one SQLite file, so that no query stops the server's loop. */
export interface Readers {
  all(sql: string, parameters: readonly SqlValue[]): Promise<SqlRow[]>
  /** Several statements that see the same moment. */
  many(statements: ReadRequest['statements']): Promise<SqlRow[][]>
  close(): Promise<void>
}

interface Waiting {
  resolve(results: SqlRow[][]): void
  reject(error: Error): void
}

const startReader = (file: string) => {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { workerData: { file }, execArgv: [] })
  const waiting = new Map<number, Waiting>()
  let next = 0
  worker.on('message', (reply: ReadReply) => {
    const waiter = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('error' in reply) waiter?.reject(new Error(reply.error))
    else waiter?.resolve(reply.results)
  })
  let stopped: Error | null = null
  const fail = (error: Error) => {
    stopped = error
    for (const waiter of waiting.values()) waiter.reject(error)
    waiting.clear()
  }
  worker.on('error', fail)
  const gone = new Promise<void>(resolve => worker.once('exit', () => resolve(fail(new Error('the reader has stopped')))))
  return {
    waiting,
    ask: (statements: ReadRequest['statements']) =>
      new Promise<SqlRow[][]>((resolve, reject) => {
        if (stopped) return reject(stopped)
        const id = next++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, statements } satisfies ReadRequest)
      }),
    close: () => {
      worker.postMessage('close')
      return gone
    }
  }
}

export const startReaders = (file: string, count = 2): Readers => {
  const readers = Array.from({ length: count }, () => startReader(file))
  const many: Readers['many'] = statements => {
    let least = readers[0] as (typeof readers)[number]
    for (const reader of readers) if (reader.waiting.size < least.waiting.size) least = reader
    return least.ask(statements)
  }
  return {
    many,
    all: async (sql, parameters) => (await many([{ sql, parameters }]))[0] ?? [],
    close: async () => {
      await Promise.all(readers.map(reader => reader.close()))
    }
  }
}
