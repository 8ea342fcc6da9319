import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { eventReader, followEvents, type ServerEvent, type StreamState } from './events.ts'

describe('events', () => {
  test('are cut out of a stream wherever its pieces end', () => {
    const text = ': open\n\nid: 7\nevent: row\ndata: {"a":1}\ndata: {"b":2}\n\nevent: ping\r\ndata: {}\r\n\r\n'
    const whole = eventReader()(text)
    expect(whole).toEqual([
      { event: 'row', data: '{"a":1}\n{"b":2}', id: '7' },
      { event: 'ping', data: '{}', id: '7' }
    ])
    for (let size = 1; size < 9; size += 1) {
      const read = eventReader()
      const found: ServerEvent[] = []
      for (let at = 0; at < text.length; at += size) found.push(...read(text.slice(at, at + size)))
      expect(found).toEqual(whole)
    }
  })

  test('a comment is no event, and an event without data is none', () => {
    expect(eventReader()(': still there\n\nevent: row\n\n')).toEqual([])
  })
})

const serve = async (answer: (request: number, response: ServerResponse, lastId: string | undefined) => void) => {
  let requests = 0
  const server = createServer((request, response) =>
    answer((requests += 1), response, request.headers['last-event-id'] as string | undefined)
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/events`, close: () => (server.closeAllConnections(), server.close()) }
}

const stream = { 'content-type': 'text/event-stream' }

describe('a follower', () => {
  test('comes back after a cut with the last id it saw, and is live again', async () => {
    const lastIds: (string | undefined)[] = []
    const server = await serve((request, response, lastId) => {
      lastIds.push(lastId)
      response.writeHead(200, stream).write(`id: ${request}\nevent: row\ndata: ${request}\n\n`)
      if (request === 1) response.end()
    })
    const states: StreamState[] = []
    const rows = await new Promise<string[]>(resolve => {
      const seen: string[] = []
      const close = followEvents(server.url, {
        longestWait: 20,
        onState: state => states.push(state),
        onEvent: ({ data }) => {
          if (seen.push(data) === 2) resolve((close(), seen))
        }
      })
    })
    server.close()
    expect({ rows, states, lastIds }).toEqual({
      rows: ['1', '2'],
      states: ['connecting', 'live', 'reconnecting', 'live'],
      lastIds: [undefined, '1']
    })
  })

  test('notices a line that went dead without a word', async () => {
    const server = await serve((_request, response) => response.writeHead(200, stream).write(': open\n\n'))
    const states: StreamState[] = []
    await new Promise<void>(resolve => {
      const close = followEvents(server.url, {
        silence: 60,
        longestWait: 20,
        onEvent: () => undefined,
        onState: state => {
          states.push(state)
          if (states.length === 4) resolve(close())
        }
      })
    })
    server.close()
    expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live'])
  })

  test('does not ask again when it is refused', async () => {
    let requests = 0
    const server = await serve((request, response) => {
      requests = request
      response.writeHead(401).end()
    })
    const states = await new Promise<StreamState[]>(resolve => {
      const seen: StreamState[] = []
      followEvents(server.url, {
        longestWait: 5,
        onEvent: () => undefined,
        onState: state => (seen.push(state), state === 'refused' && resolve(seen))
      })
    })
    await new Promise(resolve => setTimeout(resolve, 50))
    server.close()
    expect({ states, requests }).toEqual({ states: ['connecting', 'refused'], requests: 1 })
  })
})
