import { describe, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { newCommandId } from './command-id.ts'
import { Problem, Unreachable } from './problem.ts'

const reads = { parse: (value: unknown) => value }

/** Plays a network that gives these answers one after the other; keeps what was asked. */
const network = (...answers: (Response | Error)[]) => {
  const asked: { url: string; key: string | null; body: unknown }[] = []
  const fetch = (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push({
      url: String(url),
      key: new Headers(init?.headers).get('idempotency-key'),
      body: init?.body ? JSON.parse(init.body as string) : undefined
    })
    const answer = answers.shift()
    return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer ?? new TypeError('no more answers'))
  }
  return { asked, client: createClient({ fetch: fetch, waits: [1, 1] }) }
}

const problem = (status: number, code: string, more: object = {}) =>
  new Response(JSON.stringify({ type: `https://breakwater.example/problems/${code}`, title: code, status, ...more }), { status })

describe('a command', () => {
  test('is sent again under the same id when no answer came, and happens once', async () => {
    const { asked, client } = network(new TypeError('cut'), problem(503, 'busy'), Response.json({ version: 2 }))
    expect(await client.command('/api/x', { a: 1 }, reads)).toEqual({ version: 2 })
    expect(asked.map(({ body }) => body)).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }])
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1)
    expect(asked[0]?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  })

  test('keeps the id it is given', async () => {
    const { asked, client } = network(Response.json({}))
    const key = newCommandId()
    await client.command('/api/x', {}, reads, { key })
    expect(asked.map(one => one.key)).toEqual([key])
  })

  test('is not sent again after a refusal, which is an answer', async () => {
    const { asked, client } = network(problem(409, 'not-referred', { refusal: { status: 'lodged' } }), Response.json({}))
    const refused = await client.command('/api/x', {}, reads).catch((reason: unknown) => reason)
    expect(refused).toBeInstanceOf(Problem)
    expect(refused).toMatchObject({ status: 409, code: 'not-referred', members: { refusal: { status: 'lodged' } } })
    expect(asked.length).toBe(1)
  })

  test('gives up saying that nobody answered', async () => {
    const { asked, client } = network(new TypeError('cut'), new TypeError('cut'), new TypeError('cut'))
    await expect(client.command('/api/x', {}, reads)).rejects.toBeInstanceOf(Unreachable)
    expect(asked.length).toBe(3)
  })
})

test('what is no command is sent once and bears no id', async () => {
  const { asked, client } = network(new TypeError('cut'))
  await expect(client.post('/api/identity/sign-in', { username: 'a' }, reads)).rejects.toBeInstanceOf(Unreachable)
  expect(asked).toEqual([{ url: '/api/identity/sign-in', key: null, body: { username: 'a' } }])
})

test('bad input names its fields', async () => {
  const errors = [{ field: 'body.name', rule: 'too_small', message: 'Too small' }]
  const { client } = network(problem(400, 'bad-input', { errors }))
  await expect(client.get('/api/x', reads)).rejects.toMatchObject({ code: 'bad-input', errors })
})

test('an answer that is no JSON is still a problem with its status', async () => {
  const { client } = network(new Response('<h1>Bad gateway</h1>', { status: 502 }))
  await expect(client.get('/api/x', reads)).rejects.toMatchObject({ status: 502, code: 'http-502' })
})

test('command ids grow with time and say which moment they were made', () => {
  const earlier = newCommandId(Date.parse('2026-11-23T20:15:00.000Z'))
  expect(Number.parseInt(earlier.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-23T20:15:00.000Z'))
  expect(earlier < newCommandId(Date.parse('2026-11-23T20:15:00.001Z'))).toBe(true)
  expect(new Set(Array.from({ length: 1000 }, () => newCommandId(0))).size).toBe(1000)
})
