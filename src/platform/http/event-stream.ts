import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Metrics } from './metrics.ts'
import type { Server } from './server.ts'

/** One Server-Sent Event. `id` comes back as Last-Event-ID when the browser reconnects. */
export interface ServerEvent {
  event: string
  data: unknown
  id?: string | number
}

/** The response schema of a route that streams events. */
export const eventStreamReply = { description: 'Server-Sent Events', content: { 'text/event-stream': { schema: z.string() } } }

/** Above this a reader is too slow for its own good: it is cut off and comes back with its Last-Event-ID. */
const maxBuffered = 1_048_576
const heartbeat = 15_000
/** A stream ends after this and the browser opens the next, so that whoever lost the right to it does not keep it. */
const longest = 600_000

/** A stream of events to one browser. */
export class EventStream {
  readonly signal: AbortSignal
  readonly readable: Readable
  readonly #abort = new AbortController()
  readonly #timers: NodeJS.Timeout[]

  constructor() {
    this.signal = this.#abort.signal
    this.readable = new Readable({ read() {}, highWaterMark: maxBuffered })
    this.readable.on('close', () => this.close())
    this.#timers = [setInterval(() => this.send({ event: 'ping', data: {} }), heartbeat), setTimeout(() => this.close(), longest)]
    for (const timer of this.#timers) timer.unref()
  }

  send({ event, data, id }: ServerEvent): void {
    if (this.signal.aborted) return
    const lines = [...(id === undefined ? [] : [`id: ${id}`]), `event: ${event}`, `data: ${JSON.stringify(data)}`, '', '']
    if (!this.readable.push(lines.join('\n'))) this.close()
  }

  close(): void {
    if (this.signal.aborted) return
    for (const timer of this.#timers) clearTimeout(timer)
    this.#abort.abort()
    this.readable.push(null)
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    eventStreams: Set<EventStream>
  }
}

/** Streams end when the server stops, so that a drain does not wait for browsers. */
export const closeStreamsWith = (app: Server, metrics: Metrics): void => {
  const streams = new Set<EventStream>()
  app.decorate('eventStreams', streams)
  metrics.streams.remove()
  Object.assign(metrics.streams, { collect: () => metrics.streams.set(streams.size) })
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.close()
  })
}

/** Answers with an event stream; the caller sends to it until `signal` aborts (browser gone, too slow, or node stopping). */
export const openEventStream = (request: FastifyRequest, reply: FastifyReply): EventStream => {
  const stream = new EventStream()
  const { eventStreams } = request.server
  eventStreams.add(stream)
  stream.signal.addEventListener('abort', () => eventStreams.delete(stream), { once: true })
  reply.raw.on('close', () => stream.close())
  reply.type('text/event-stream').header('cache-control', 'no-store').header('x-accel-buffering', 'no').serializer(String)
  // A first comment sends the headers at once, so that the browser knows it is connected.
  stream.readable.push(': open\n\n')
  void reply.send(stream.readable)
  return stream
}

/** Where a reconnecting browser stopped: Last-Event-ID, else `fallback`. */
export const lastEventId = (request: FastifyRequest, fallback: number): number => {
  const given = Number(request.headers['last-event-id'])
  return Number.isSafeInteger(given) && given >= 0 && request.headers['last-event-id'] !== undefined ? given : fallback
}
