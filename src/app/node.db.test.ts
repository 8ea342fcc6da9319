import pg from 'pg'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { seedMeridia } from './demo/seed.ts'
import { modulesOf } from './modules.ts'
import { openAppNode } from './node.ts'
import { assembleServer } from './server.ts'
import { emptyFolder } from './testing/process.ts'
import { startPostgres, whyNoPostgres } from '#platform/storage/testing/postgres.ts'

test('on PostgreSQL with a user of its own for each task, people sign in and nobody changes the past', async ({ skip }) => {
  const missing = whyNoPostgres()
  if (missing) skip(missing)
  const cluster = await startPostgres()
  try {
    const admin = new pg.Client({ connectionString: cluster.url })
    await admin.connect()
    // As docs/operating.md says it.
    await admin.query('CREATE ROLE breakwater_migrator LOGIN CREATEROLE')
    await admin.query('CREATE ROLE breakwater_server LOGIN')
    await admin.query('CREATE ROLE breakwater_sweeper LOGIN')
    await admin.query('CREATE DATABASE breakwater OWNER breakwater_migrator')
    await admin.end()
    const as = (user: string): string => `postgres://${user}@127.0.0.1:${cluster.port}/breakwater`
    const config = readConfig({
      BREAKWATER_DATA: emptyFolder(),
      BREAKWATER_DATABASE_URL: as('breakwater_server'),
      BREAKWATER_DATABASE_MIGRATOR_URL: as('breakwater_migrator'),
      BREAKWATER_DATABASE_ERASER_URL: as('breakwater_sweeper'),
      BREAKWATER_TOTP: 'optional',
      BREAKWATER_LOG_LEVEL: 'silent'
    })
    for (const start of ['first', 'second']) {
      const node = await openAppNode(config, modulesOf(config))
      await seedMeridia(node)
      const { app } = await assembleServer(node)
      const payload = { username: 'gate', password: 'meridia-harbour' }
      const signedIn = await app.inject({ method: 'POST', url: '/api/identity/sign-in', payload })
      expect([start, signedIn.statusCode, signedIn.json()]).toEqual([start, 200, { next: 'done' }])
      const cookies = Object.fromEntries(signedIn.cookies.map(({ name, value }) => [name, value]))
      const session = await app.inject({ url: '/api/session', cookies })
      expect(session.json()).toMatchObject({ person: { username: 'gate' }, office: 'AIRPORT-1' })
      expect((await app.inject('/api/ready')).json()).toEqual({ ready: true, checks: { ledger: 'ok', identity: 'ok' } })
      await app.close()
      await node.close()
    }
    const server = new pg.Client({ connectionString: as('breakwater_server') })
    await server.connect()
    for (const change of ['DELETE FROM ledger_entries', 'UPDATE ledger_entries SET version = 9', 'DELETE FROM ledger_personal']) {
      await expect(server.query(change)).rejects.toThrow('permission denied')
    }
    await server.end()
  } finally {
    cluster.stop()
  }
}, 120_000)
