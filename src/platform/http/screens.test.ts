import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'
import { buildServer } from './server.ts'
import type { Server } from './server.ts'

let app: Server
beforeAll(async () => {
  const screens = mkdtempSync(join(tmpdir(), 'breakwater-screens-'))
  for (const folder of ['assets', 'console', 'traveller']) mkdirSync(join(screens, folder))
  const files = {
    'index.html': '<html><head><title>Start</title></head></html>',
    'console/index.html': '<html><head><title>Console</title></head></html>',
    'traveller/index.html': '<html><head><title>Traveller</title></head></html>',
    'traveller/service-worker.js': 'worker',
    'assets/index-Ab3_x9Zq.js': 'script',
    'assets/index-Ab3_x9Zq.js.br': 'the same, smaller',
    '.inputs': 'what was built'
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(screens, name), text)
  app = await buildServer({
    node: 'HQ',
    newId: () => 'r',
    metrics: createMetrics('HQ'),
    version: '0',
    logLevel: 'silent',
    secure: true,
    trustProxy: false,
    screens
  })
})
afterAll(() => app.close())

const titleAt = async (url: string) => {
  const reply = await app.inject(url)
  return [reply.statusCode, /<title>(.*)<\/title>/.exec(reply.body)?.[1] ?? reply.headers.location ?? reply.body]
}

test('each application answers every address below its own with its page', async () => {
  expect(await titleAt('/')).toEqual([200, 'Start'])
  expect(await titleAt('/console/')).toEqual([200, 'Console'])
  expect(await titleAt('/console/declarations/01932d4e?tab=history')).toEqual([200, 'Console'])
  expect(await titleAt('/console/index.html')).toEqual([200, 'Console'])
  expect(await titleAt('/traveller/review')).toEqual([200, 'Traveller'])
  expect(await titleAt('/console')).toEqual([308, '/console/'])
  expect(await titleAt('/traveller/service-worker.js')).toEqual([200, 'worker'])
})

test('what is not there is a 404, also a screen that was not built', async () => {
  for (const url of [
    '/elsewhere',
    '/console/missing.js',
    '/kiosk/',
    '/assets/',
    '/assets',
    '/.inputs',
    '/../package.json',
    '/api/elsewhere'
  ]) {
    expect([url, (await app.inject(url)).statusCode]).toEqual([url, 404])
  }
})

test('only files named after their content are kept; pages and workers are asked for again', async () => {
  const kept = async (url: string) => (await app.inject(url)).headers['cache-control']
  expect(await kept('/assets/index-Ab3_x9Zq.js')).toBe('public, max-age=31536000, immutable')
  expect(await kept('/traveller/service-worker.js')).toBe('no-cache')
  expect(await kept('/console/')).toBe('no-cache')
})

test('a page carries a nonce for its style elements that is new each time', async () => {
  const nonces = await Promise.all(
    ['/console/', '/console/'].map(async url => {
      const { body, headers } = await app.inject(url)
      const [, nonce = 'none'] = /<meta property="csp-nonce" nonce="([^"]+)">/.exec(body) ?? []
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
      return nonce
    })
  )
  expect(new Set(nonces).size).toBe(2)
})

test('a node reached by HTTPS tells browsers to insist', async () => {
  expect((await app.inject('/')).headers['strict-transport-security']).toBe('max-age=31536000')
})

test('who can read compressed copies gets them', async () => {
  const reply = await app.inject({ url: '/assets/index-Ab3_x9Zq.js', headers: { 'accept-encoding': 'gzip, br' } })
  expect([reply.headers['content-encoding'], reply.headers['content-type'], reply.body]).toEqual([
    'br',
    'application/javascript; charset=utf-8',
    'the same, smaller'
  ])
  expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable')
})
