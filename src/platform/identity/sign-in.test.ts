import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { password, startIdentityServer } from './testing/identity-server.ts'
import type { IdentityServer } from './testing/identity-server.ts'
import { totpOf } from './testing/totp.ts'

let server: IdentityServer
afterEach(() => server.close())

describe('with a password alone', () => {
  beforeEach(async () => {
    server = await startIdentityServer({ totpRequired: false })
  })

  test('a person signs in, is known, works at another office and signs out', async () => {
    const id = await server.person('ana', { role: 'gate-officer', office: 'NORTH' })
    const ana = server.browser()
    expect((await ana.get('/api/session')).status).toBe(401)
    const reply = await ana.post('/api/identity/sign-in', { username: ' Ana ', password })
    expect([reply.status, reply.body]).toEqual([200, { next: 'done' }])
    expect(String(reply.headers['set-cookie'])).toMatch(/^breakwater\.session_token=.+; HttpOnly; SameSite=Strict$/)
    const session = {
      person: { id, name: 'Name of ana', username: 'ana' },
      office: 'PORT-1',
      node: { name: 'HQ', realm: 'real', state: 'serving' }
    }
    const actor = { kind: 'person', id, office: 'PORT-1', grants: [{ role: 'gate-officer', offices: ['NORTH', 'PORT-1'] }] }
    expect((await ana.get('/api/session')).body).toMatchObject({ ...session, actor })
    expect((await ana.post('/api/session/office', { office: 'NORTH' })).body).toEqual({ office: 'NORTH' })
    expect((await ana.get('/api/session')).body).toMatchObject({ office: 'NORTH', actor: { office: 'NORTH' } })
    expect((await ana.post('/api/session/office', { office: 'LAND-1' })).status).toBe(403)
    const kept = new Map(ana.cookies)
    expect((await ana.post('/api/identity/sign-out')).status).toBe(204)
    expect((await ana.get('/api/session')).status).toBe(401)
    for (const [name, value] of kept) ana.cookies.set(name, value)
    expect((await ana.get('/api/session')).status).toBe(401)
  })

  test('a wrong password and an unknown name get the same answer; the fifth wrong one locks', async () => {
    await server.person('ana')
    const wrong = { status: 401, body: { code: 'wrong-credentials' } }
    expect(await server.browser().post('/api/identity/sign-in', { username: 'nobody.here', password })).toMatchObject(wrong)
    for (let tries = 0; tries < 5; tries++) {
      expect(await server.browser().post('/api/identity/sign-in', { username: 'ana', password: 'guess' })).toMatchObject(wrong)
    }
    const locked = await server.browser().post('/api/identity/sign-in', { username: 'ana', password })
    expect([locked.status, locked.headers['retry-after'], locked.body]).toMatchObject([
      429,
      '900',
      { code: 'locked-out', refusal: { seconds: 900 } }
    ])
    server.passSeconds(901)
    expect((await server.browser().post('/api/identity/sign-in', { username: 'ana', password })).body).toEqual({ next: 'done' })
  })

  test('what is sent from another site is refused', async () => {
    await server.person('ana')
    const ana = await server.signedIn('ana')
    const reply = await ana.post('/api/session/office', { office: 'PORT-1' }, { 'sec-fetch-site': 'cross-site' })
    expect(reply).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
  })

  test('no name, user name, password or cookie is in the log', async () => {
    await server.person('ana.delmar')
    const ana = await server.signedIn('ana.delmar')
    await ana.get('/api/session?name=ana.delmar')
    await ana.post('/api/identity/sign-in', { username: 'ana.delmar', password: 'my secret guess' })
    const log = server.lines.join('')
    expect(log).toContain('"route":"/api/session"')
    for (const secret of ['ana.delmar', 'Name of', password, 'my secret guess', ...ana.cookies.values(), '127.0.0.1'])
      expect(log).not.toContain(secret)
  })
})

describe('with a second factor', () => {
  beforeEach(async () => {
    server = await startIdentityServer({ totpRequired: true })
  })

  const enrol = async (username: string) => {
    const there = server.browser()
    expect((await there.post('/api/identity/sign-in', { username, password })).body).toEqual({ next: 'enrol-totp' })
    expect(await there.get('/api/session')).toMatchObject({ status: 403, body: { code: 'second-factor-needed' } })
    expect((await there.post('/api/identity/totp/enrolment', { password: 'guess' })).status).toBe(401)
    const { uri, backupCodes } = (await there.post('/api/identity/totp/enrolment', { password })).body as {
      uri: string
      backupCodes: string[]
    }
    expect(uri).toMatch(/^otpauth:\/\/totp\/Breakwater:ana\?secret=[A-Z2-7]+&issuer=Breakwater&digits=6&period=30$/)
    expect((await there.get('/api/session')).status).toBe(403)
    // A code of the step before is accepted too, and leaves today's for the sign-in that follows.
    expect((await there.post('/api/identity/totp', { code: totpOf(uri, Date.now() - 30_000) })).body).toEqual({ next: 'done' })
    expect((await there.get('/api/session')).status).toBe(200)
    return { uri, backupCodes }
  }

  test('it is set up before anything else, asked for at the next sign-in, and good once', async () => {
    await server.person('ana', { role: 'gate-officer', office: 'PORT-1' })
    const { uri } = await enrol('ana')
    const again = server.browser()
    expect((await again.post('/api/identity/sign-in', { username: 'ana', password })).body).toEqual({ next: 'totp' })
    expect((await again.get('/api/session')).status).toBe(401)
    expect(await again.post('/api/identity/totp', { code: '000000' })).toMatchObject({ status: 401, body: { code: 'wrong-code' } })
    const code = totpOf(uri, Date.now())
    expect((await again.post('/api/identity/totp', { code })).body).toEqual({ next: 'done' })
    expect((await again.get('/api/session')).status).toBe(200)
    const replay = server.browser()
    await replay.post('/api/identity/sign-in', { username: 'ana', password })
    expect(await replay.post('/api/identity/totp', { code })).toMatchObject({ status: 401, body: { code: 'wrong-code' } })
    expect((await replay.get('/api/session')).status).toBe(401)
  })

  test('a session of the password alone ends when the second factor is set up, and does not become one of both', async () => {
    await server.person('ana')
    const thief = server.browser()
    await thief.post('/api/identity/sign-in', { username: 'ana', password })
    await enrol('ana')
    expect(await thief.get('/api/session')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
  })

  test('a backup code stands in for a lost phone, once', async () => {
    await server.person('ana')
    const { backupCodes } = await enrol('ana')
    const [code = ''] = backupCodes
    for (const [status, session] of [
      [200, 200],
      [401, 401]
    ]) {
      const there = server.browser()
      await there.post('/api/identity/sign-in', { username: 'ana', password })
      expect((await there.post('/api/identity/totp', { code })).status).toBe(status)
      expect((await there.get('/api/session')).status).toBe(session)
    }
  })

  test('a new-password link is good once, ends open sessions and the old second factor', async () => {
    const id = await server.person('ana')
    await enrol('ana')
    const { code, link } = await server.identity.people.invite(id)
    expect(link).toBe(`http://node.test/console/new-password?code=${code}`)
    const there = server.browser()
    expect((await there.post('/api/identity/passwords', { code, password: 'short' })).status).toBe(400)
    expect((await there.post('/api/identity/passwords', { code, password: 'another long password' })).body).toEqual({ username: 'ana' })
    expect(await there.post('/api/identity/passwords', { code, password: 'another long password' })).toMatchObject({
      status: 403,
      body: { code: 'code-not-valid' }
    })
    expect((await there.post('/api/identity/sign-in', { username: 'ana', password })).status).toBe(401)
    expect((await there.post('/api/identity/sign-in', { username: 'ana', password: 'another long password' })).body).toEqual({
      next: 'enrol-totp'
    })
  })
})
