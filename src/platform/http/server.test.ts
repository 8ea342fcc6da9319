import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandIdOf, CommandHeaders } from './command-headers.ts'
import { createMetrics } from './metrics.ts'
import { ProblemError } from './problem.ts'
import { sendRefusal } from './refusal.ts'
import { buildServer } from './server.ts'
import { refuse } from '#kernel/decider.ts'

const started = async () => {
  const lines: string[] = []
  let ids = 0
  const app = await buildServer({
    node: 'HQ',
    newId: () => `request-${++ids}`,
    metrics: createMetrics('HQ'),
    version: '1.2.3',
    logLevel: 'info',
    logTarget: { write: line => lines.push(line) },
    secure: false,
    trustProxy: false,
    bodyLimit: 200,
    requestTimeout: 500
  })
  const Item = z.strictObject({ name: z.string().max(5), count: z.number().int().optional() })
  app.post(
    '/api/items/:id',
    { schema: { body: Item, headers: CommandHeaders, response: { 200: z.object({ command: z.string() }) } } },
    async request => ({
      command: commandIdOf(request)
    })
  )
  app.get('/api/refused', async (_request, reply) =>
    sendRefusal(reply, refuse('already-released', { since: '2026-11-23' }).refusal, { 'already-released': 409 } as const)
  )
  app.get('/api/busy', async (_request, reply) => sendRefusal<never>(reply, { code: 'busy' }, {}))
  app.get('/api/guarded', async () => {
    throw new ProblemError('not-signed-in')
  })
  app.get('/api/broken', async () => {
    throw new Error('the inside of the node')
  })
  app.get('/api/limited', { config: { rateLimit: { max: 1, timeWindow: '1 minute' } } }, async () => ({}))
  return { app, lines }
}

const id = '01932d4e-0000-7000-8000-000000000001'
const problem = (code: string) => `https://breakwater.example/problems/${code}`

test('bad input is a 400 that names every field and its rule, and never the value', async () => {
  const { app } = await started()
  const reply = await app.inject({
    method: 'POST',
    url: '/api/items/1',
    headers: { 'idempotency-key': id },
    payload: { name: 'too long', extra: 1 }
  })
  expect(reply.statusCode).toBe(400)
  expect(reply.headers['content-type']).toContain('application/problem+json')
  expect(reply.json()).toEqual({
    type: problem('bad-input'),
    title: 'Bad input',
    status: 400,
    code: 'bad-input',
    requestId: 'request-1',
    errors: [
      { field: 'body.name', rule: 'too_big', message: 'Too big: expected string to have <=5 characters' },
      { field: 'body.extra', rule: 'unrecognized_keys', message: 'Unrecognized key: "extra"' }
    ]
  })
})

test('a command needs an id of its own', async () => {
  const { app } = await started()
  const without = await app.inject({ method: 'POST', url: '/api/items/1', payload: { name: 'a' } })
  expect(without.json()).toMatchObject({ status: 400, errors: [{ field: 'headers.idempotency-key' }] })
  const withId = await app.inject({
    method: 'POST',
    url: '/api/items/1',
    headers: { 'idempotency-key': id.toUpperCase() },
    payload: { name: 'a' }
  })
  expect(withId.json()).toEqual({ command: id })
})

test('text that is no JSON, too long or of another type is refused without being quoted', async () => {
  const { app } = await started()
  const send = (payload: string, type: string) =>
    app.inject({ method: 'POST', url: '/api/items/1', headers: { 'content-type': type, 'idempotency-key': id }, payload })
  expect((await send('{"name": Anna', 'application/json')).json()).toEqual({
    type: problem('bad-input'),
    title: 'Bad input',
    status: 400,
    code: 'bad-input',
    detail: 'The body is not JSON.',
    requestId: 'request-1'
  })
  expect((await send(`{"name": "${'x'.repeat(300)}"}`, 'application/json')).json()).toMatchObject({ status: 413, code: 'too-large' })
  expect((await send('name', 'text/csv')).json()).toMatchObject({ status: 415, code: 'unsupported-media-type' })
})

test('an expected refusal has the status of its table and carries its detail', async () => {
  const { app } = await started()
  const reply = await app.inject('/api/refused')
  expect([reply.statusCode, reply.json()]).toEqual([
    409,
    {
      type: problem('already-released'),
      title: 'Already released',
      status: 409,
      code: 'already-released',
      refusal: { since: '2026-11-23' }
    }
  ])
  const busy = await app.inject('/api/busy')
  expect([busy.statusCode, busy.headers['retry-after'], busy.json().code]).toEqual([503, '1', 'busy'])
})

test('a guard, an unknown address and a rate limit answer with problems', async () => {
  const { app } = await started()
  expect((await app.inject('/api/guarded')).json()).toMatchObject({ status: 401, code: 'not-signed-in' })
  expect((await app.inject('/api/nowhere')).json()).toEqual({
    type: problem('not-found'),
    title: 'Not found',
    status: 404,
    code: 'not-found',
    requestId: 'request-2'
  })
  await app.inject('/api/limited')
  expect((await app.inject('/api/limited')).json()).toMatchObject({
    status: 429,
    code: 'too-many-requests',
    detail: 'Try again in 1 minute.'
  })
})

test('the unexpected is a 500 without detail, logged once with request id and node', async () => {
  const { app, lines } = await started()
  const reply = await app.inject('/api/broken?passport=L898902C3')
  expect(reply.json()).toEqual({
    type: problem('unexpected'),
    title: 'Unexpected',
    status: 500,
    code: 'unexpected',
    requestId: 'request-1'
  })
  const errors = lines.map(line => JSON.parse(line)).filter(line => line.level === 'error')
  expect(errors).toHaveLength(1)
  expect(errors[0]).toMatchObject({ node: 'HQ', requestId: 'request-1', actor: null, req: { method: 'GET', route: '/api/broken' } })
  expect(errors[0].err).toMatchObject({ type: 'Error', message: 'the inside of the node' })
  expect(lines.join('')).not.toContain('L898902C3')
})

test('pages may run only scripts of this node', async () => {
  const { app } = await started()
  const { headers } = await app.inject('/api/nowhere')
  expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cache-control']).toBe('no-store')
})

test.each([
  ['a zero in a text', { name: 'a\u0000' }],
  ['a zero in a name', { 'na\u0000me': 'a' }],
  ['half a character', { name: 'a\ud800' }]
])('%s stops at the edge', async (_what, payload) => {
  const { app } = await started()
  const reply = await app.inject({ method: 'POST', url: '/api/items/1', headers: { 'idempotency-key': id }, payload })
  expect(reply.json()).toMatchObject({ status: 400, code: 'bad-input', errors: [{ field: 'body', rule: 'text' }] })
  const inPath = await app.inject({ method: 'POST', url: '/api/items/%00', headers: { 'idempotency-key': id }, payload: { name: 'a' } })
  expect(inPath.json()).toMatchObject({ status: 400, code: 'bad-input', errors: [{ field: 'params', rule: 'text' }] })
})

test.each(['cross-site', 'same-site'])('what a page of %s sends changes nothing', async site => {
  const { app } = await started()
  const headers = { 'idempotency-key': id, 'sec-fetch-site': site }
  const reply = await app.inject({ method: 'POST', url: '/api/items/1', headers, payload: { name: 'a' } })
  expect(reply.json()).toMatchObject({ status: 403, code: 'not-permitted' })
})

test('a caller who never finishes is cut off', async () => {
  const { app } = await started()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  const closed = new Promise(resolve => socket.once('close', resolve))
  socket.write('POST /api/items/1 HTTP/1.1\r\nHost: n\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{')
  const said: string[] = []
  socket.on('data', bytes => said.push(String(bytes)))
  await closed
  expect(said.join('')).toMatch(/^HTTP\/1\.1 408/)
  await app.close()
})
