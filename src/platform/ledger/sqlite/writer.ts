import { Worker } from 'node:worker_threads'
import type { WriterReply, WriterRequest } from './messages.ts'

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** The one thread that writes. */
export interface WriterThread {
  ask(request: WithoutId<Exclude<WriterRequest, { what: 'close' }>>): Promise<WriterReply>
  close(): Promise<void>
}

export const startWriter = (file: string): WriterThread => {
  const worker = new Worker(new URL('./writer.worker.ts', import.meta.url), { workerData: { file }, execArgv: [] })
  const waiting = new Map<number, { resolve(reply: WriterReply): void; reject(error: Error): void }>()
  let next = 0
  let stopped: Error | null = null
  const fail = (error: Error) => {
    stopped = error
    for (const waiter of waiting.values()) waiter.reject(error)
    waiting.clear()
  }
  worker.on('message', (reply: WriterReply) => {
    waiting.get(reply.id)?.resolve(reply)
    waiting.delete(reply.id)
  })
  worker.on('error', fail)
  const gone = new Promise<void>(resolve => worker.once('exit', () => resolve(fail(new Error('the writer has stopped')))))
  return {
    ask: request =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(stopped)
        const id = next++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ ...request, id })
      }),
    close: () => {
      worker.postMessage({ id: next++, what: 'close' } satisfies WriterRequest)
      return gone
    }
  }
}
