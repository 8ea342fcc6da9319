import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { password } from './demo/meridia.ts'
import { seedMeridia } from './demo/seed.ts'
import { modulesOf } from './modules.ts'
import { openAppNode } from './node.ts'
import type { AppNode } from './node.ts'
import { assembleServer } from './server.ts'
import type { AppServer } from './server.ts'
import { emptyFolder } from './testing/process.ts'

let node: AppNode
let server: AppServer
const lines: string[] = []
beforeAll(async () => {
  const config = readConfig({
    BREAKWATER_DATA: emptyFolder(),
    BREAKWATER_TOTP: 'optional',
    BREAKWATER_METRICS_TOKEN: 'a token for the scraper'
  })
  node = await openAppNode(config, modulesOf(config))
  await seedMeridia(node)
  server = await assembleServer(node, { write: line => lines.push(line) })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.app.close()
  await node.close()
})

const url = (): string => server.app.listeningOrigin

const cookieOf = async (username: string): Promise<string> => {
  const reply = await server.app.inject({ method: 'POST', url: '/api/identity/sign-in', payload: { username, password } })
  return reply.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

type Json = { [key: string]: Json } & { $ref?: string }

interface Operation {
  summary?: string
  parameters?: { in: string; name: string; required: boolean; schema: Json }[]
  responses: Record<string, { content?: Record<string, { schema: Json }> }>
}

interface Document {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Json> }
}

const refsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => (key === '$ref' && typeof part === 'string' ? [part] : refsIn(part)))
}

test('the interface is described as OpenAPI 3.1: every route, with its parameters and the schema of each answer', async () => {
  const document = (await server.app.inject('/api/openapi.json')).json<Document>()
  expect(document.openapi).toBe('3.1.0')
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map(method => `${method.toUpperCase()} ${path}`)
  )
  // The router names a place once for all routes through it; what each route calls it is checked below.
  const served = routes().map(route => route.replace(/:\w+(\|:\w+)*/g, '{}'))
  expect(described.map(route => route.replace(/\{\w+\}/g, '{}')).sort()).toEqual(served.sort())
  expect(described.length).toBeGreaterThan(30)
  const faults: string[] = []
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, { summary, parameters = [], responses }] of Object.entries(item)) {
      const inPath = parameters.filter(parameter => parameter.in === 'path' && parameter.required).map(({ name }) => name)
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      if (inPath.sort().join() !== wanted.sort().join()) faults.push(`${method} ${path}: path parameters`)
      if (!summary) faults.push(`${method} ${path}: no summary`)
      const good = Object.entries(responses).filter(([status]) => /^2\d\d$/.test(status))
      if (good.length === 0) faults.push(`${method} ${path}: no good answer`)
      for (const [status, { content }] of Object.entries(responses)) {
        const schemas = Object.values(content ?? {}).map(({ schema }) => schema)
        if (status !== '204' && (schemas.length === 0 || schemas.some(schema => schema === undefined)))
          faults.push(`${method} ${path}: ${status}`)
      }
      for (const status of ['4XX', '5XX'])
        if (!responses[status]?.content?.['application/problem+json']) faults.push(`${method} ${path}: ${status}`)
    }
  }
  expect(faults).toEqual([])
  const known = new Set(Object.keys(document.components.schemas).map(name => `#/components/schemas/${name}`))
  expect(refsIn(document).filter(ref => !known.has(ref))).toEqual([])
})

/** The routes as the router has them, without those that only pages use. */
const routes = (): string[] => {
  const found: string[] = []
  const stack: string[] = []
  for (const line of server.app.printRoutes({ commonPrefix: false, includeHooks: false }).split('\n')) {
    const [, indent = '', rest = ''] = /^([│\s]*)[├└]── (.*)$/.exec(line) ?? []
    const [, part = '', methods = ''] = /^(.*?)(?: \(([^)]*)\))?$/.exec(rest) ?? []
    const depth = indent.length / 4
    stack.length = depth
    stack[depth] = part
    const path = stack.join('')
    const verbs = methods.split(', ').filter(verb => verb !== '' && !['HEAD', 'OPTIONS'].includes(verb))
    if (path.startsWith('/api/') && !path.startsWith('/api/docs')) found.push(...verbs.map(verb => `${verb} ${path}`))
  }
  return found
}

test('the page that describes the interface runs only scripts of this node', async () => {
  const page = await server.app.inject('/api/docs/')
  const [, nonce = 'none'] = /<script src="js\/scalar\.js" nonce="([^"]+)">/.exec(page.body) ?? []
  expect(page.headers['content-security-policy']).toContain(`script-src 'self' 'wasm-unsafe-eval' 'nonce-${nonce}'`)
  expect(page.body).not.toMatch(/https?:\/\//)
  expect((await server.app.inject('/api/docs/js/scalar.js')).statusCode).toBe(200)
})

test('metrics are for those with the token, and count what was asked and appended', async () => {
  expect((await server.app.inject('/api/metrics')).statusCode).toBe(403)
  await server.app.inject('/api/travellers/form?office=AIRPORT-1')
  const reply = await server.app.inject({ url: '/api/metrics', headers: { authorization: 'Bearer a token for the scraper' } })
  expect(reply.statusCode).toBe(200)
  const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(reply.body)?.[1])
  expect(value('breakwater_http_request_seconds_count\\{node="HQ",method="GET",route="/api/travellers/form",status="200"\\}')).toBe(1)
  expect(value('breakwater_ledger_accepted_total\\{node="HQ"\\}')).toBe(node.ground.ledger.counts.accepted)
  expect(value('breakwater_ledger_conflicts_total\\{node="HQ"\\}')).toBe(0)
  expect(value('nodejs_eventloop_lag_seconds\\{node="HQ"\\}')).toBeGreaterThanOrEqual(0)
})

test('without a token, metrics answer only callers of this machine that no proxy passed on', async () => {
  const { metricsToken: _token, ...config } = node.config
  const open = await assembleServer({ ...node, config: { ...config, metricsToken: undefined, logLevel: 'silent' } })
  expect((await open.app.inject('/api/metrics')).statusCode).toBe(200)
  expect((await open.app.inject({ url: '/api/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode).toBe(403)
  expect((await open.app.inject({ url: '/api/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(403)
  open.announceStop()
  expect([(await open.app.inject('/api/ready')).statusCode, (await open.app.inject('/api/health')).json()]).toEqual([
    503,
    { status: 'alive' }
  ])
  await open.app.close()
})

test('auditors follow the feed from where they stopped, in order; others may not', async () => {
  expect((await fetch(`${url()}/api/feed/events`)).status).toBe(401)
  expect((await fetch(`${url()}/api/feed/events`, { headers: { cookie: await cookieOf('gate') } })).status).toBe(403)
  const entries = await node.platform.ledger.feed(0, 1_000)
  const last = entries.at(-1)?.position ?? 0
  const stop = new AbortController()
  const headers = { cookie: await cookieOf('auditor'), 'last-event-id': String(last - 2) }
  const stream = await fetch(`${url()}/api/feed/events`, { headers, signal: stop.signal })
  let text = ''
  const reading = (async () => {
    for await (const part of stream.body ?? []) text += Buffer.from(part).toString()
  })().catch(() => undefined)
  const ids = (): number[] => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  await expect.poll(ids).toEqual([last - 1, last])
  const { person } = await node.identity.people
    .register(
      node.platform.newId(),
      { kind: 'system', id: 'HQ', office: null, grants: [] },
      { name: 'Nils Holm', username: 'nils', office: 'HQ', roles: [] }
    )
    .then(done => (done.ok ? done : { person: 'refused' }))
  await expect.poll(ids).toEqual([last - 1, last, last + 1])
  expect(text).toContain(`"dossier":"${person}"`)
  expect(text).not.toContain('Nils')
  stop.abort()
  await reading
  await expect.poll(() => server.app.eventStreams.size).toBe(0)
})

test('nothing a person typed or is called is in the log', async () => {
  const cookie = await cookieOf('gate')
  await server.app.inject({ url: '/api/session?who=Gil%20Okono', headers: { cookie } })
  await server.app.inject({ url: '/api/travellers/search?reference=L898902C3', headers: { cookie } })
  await server.app.inject({ method: 'POST', url: '/api/travellers/declarations', payload: { code: 'A PASSPORT L898902C3' } })
  const log = lines.join('')
  expect(log).toContain('"route":"/api/travellers/search"')
  for (const secret of ['Okono', 'L898902C3', password, 'breakwater.session_token', '127.0.0.1', 'reference='])
    expect(log.replaceAll('Server listening at http://127.0.0.1', '')).not.toContain(secret)
})
