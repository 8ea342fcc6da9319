import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeActor } from '../ledger/open-node.ts'
import { person as personKind } from './person.ts'
import { password, startIdentityServer } from './testing/identity-server.ts'
import type { Browser, IdentityServer } from './testing/identity-server.ts'

let server: IdentityServer
beforeEach(async () => {
  server = await startIdentityServer({ totpRequired: false })
})
afterEach(() => server.close())

const key = (): Record<string, string> => ({ 'idempotency-key': server.identity.settings.newId() })
const command = (browser: Browser, person: string, name: string, body = {}) =>
  browser.post(`/api/identity/people/${person}/commands/${name}`, body, key())
const grantsOf = async (browser: Browser) => ((await browser.get('/api/session')).body as { actor: { grants: unknown } }).actor.grants

const administrator = async () => {
  await server.person('admin', { role: 'administrator', office: 'HQ' })
  return server.signedIn('admin')
}

test('an administrator registers a person, who chooses a password by the link and signs in', async () => {
  const admin = await administrator()
  const body = { name: 'Bo Reed', username: 'boe', office: 'PORT-1', roles: [{ role: 'gate-officer', office: 'PORT-1' }] }
  const headers = key()
  const invited = await admin.post('/api/identity/people', body, headers)
  expect(invited.status).toBe(201)
  const { person, code } = invited.body as { person: string; code: string }
  expect((await admin.post('/api/identity/people', body, headers)).body).toMatchObject({ person })
  const { people } = (await admin.get('/api/identity/people')).body as { people: object[] }
  expect(people).toContainEqual({ id: person, secondFactor: false, status: 'active', ...body })
  expect(await admin.post('/api/identity/people', body, key())).toMatchObject({ status: 409, body: { code: 'username-taken' } })
  const bo = server.browser()
  // The repeated request made a new link; the first is no longer good.
  expect((await bo.post('/api/identity/passwords', { code, password })).status).toBe(403)
  const again = (await admin.post(`/api/identity/people/${person}/new-password`)).body as { code: string }
  expect((await bo.post('/api/identity/passwords', { code: again.code, password })).body).toEqual({ username: 'boe' })
  expect((await bo.post('/api/identity/sign-in', { username: 'boe', password })).body).toEqual({ next: 'done' })
  expect(await grantsOf(bo)).toEqual([{ role: 'gate-officer', offices: ['PORT-1'] }])
  // Whoever has come in is invited by nobody's repeated request any more.
  expect(await admin.post('/api/identity/people', body, headers)).toMatchObject({ status: 409, body: { code: 'person-known' } })
})

test('a granted role counts on the next request, and a revoked one no longer does', async () => {
  const admin = await administrator()
  const id = await server.person('ana')
  const ana = await server.signedIn('ana')
  expect(await grantsOf(ana)).toEqual([])
  expect((await command(admin, id, 'grant-role', { role: 'senior-officer', office: 'NORTH' })).status).toBe(200)
  expect(await grantsOf(ana)).toEqual([{ role: 'senior-officer', offices: ['NORTH', 'PORT-1'] }])
  expect(await command(admin, id, 'grant-role', { role: 'senior-officer', office: 'NORTH' })).toMatchObject({
    status: 409,
    body: { code: 'role-held' }
  })
  expect((await command(admin, id, 'revoke-role', { role: 'senior-officer', office: 'NORTH' })).status).toBe(200)
  expect(await grantsOf(ana)).toEqual([])
})

test('a disabled person is out at once, and cannot come back in until enabled', async () => {
  const admin = await administrator()
  const id = await server.person('ana', { role: 'gate-officer', office: 'PORT-1' })
  const ana = await server.signedIn('ana')
  expect((await command(admin, id, 'disable-person')).status).toBe(200)
  expect((await ana.get('/api/session')).status).toBe(401)
  expect(await server.browser().post('/api/identity/sign-in', { username: 'ana', password })).toMatchObject({
    status: 401,
    body: { code: 'wrong-credentials' }
  })
  expect((await command(admin, id, 'enable-person')).status).toBe(200)
  expect((await (await server.signedIn('ana')).get('/api/session')).status).toBe(200)
})

test('without the role nobody registers, grants or sees people', async () => {
  const id = await server.person('ana', { role: 'gate-officer', office: 'PORT-1' })
  await server.person('head', { role: 'office-head', office: 'PORT-1' })
  const [ana, head] = [await server.signedIn('ana'), await server.signedIn('head')]
  const body = { name: 'X', username: 'xxx', office: 'PORT-1', roles: [] }
  expect((await ana.post('/api/identity/people', body, key())).body).toMatchObject({ code: 'not-permitted' })
  expect((await ana.get('/api/identity/people')).body).toEqual({ people: [] })
  expect((await command(ana, id, 'grant-role', { role: 'cashier', office: 'PORT-1' })).body).toMatchObject({ code: 'own-account' })
  expect((await command(head, id, 'grant-role', { role: 'cashier', office: 'PORT-1' })).status).toBe(200)
  expect((await command(head, id, 'grant-role', { role: 'auditor', office: 'PORT-1' })).body).toMatchObject({ code: 'not-permitted' })
  expect((await command(head, id, 'grant-role', { role: 'cashier', office: 'NOWHERE' })).body).toMatchObject({
    status: 422,
    code: 'office-unknown'
  })
  expect((await command(head, id, 'grant-role', { role: 'cashier' })).body).toMatchObject({
    status: 400,
    errors: [{ field: 'body.office', rule: 'required' }]
  })
  expect((await server.browser().get('/api/identity/people')).status).toBe(401)
})

test('the first administrator comes with the printed link, once', async () => {
  const { code } = await server.identity.codes.issue('first-administrator', 'node', 60)
  const first = server.browser()
  const body = { code, name: 'Ada', username: 'ada', password }
  expect(await first.post('/api/identity/first-administrator', { ...body, code: 'x' })).toMatchObject({
    status: 403,
    body: { code: 'code-not-valid' }
  })
  expect(await first.post('/api/identity/first-administrator', body)).toMatchObject({ status: 201, body: { next: 'done' } })
  expect(await grantsOf(first)).toEqual([{ role: 'administrator', offices: ['HQ', 'NORTH', 'PORT-1', 'LAND-1'] }])
  expect((await server.browser().post('/api/identity/first-administrator', body)).status).toBe(403)
  const second = await server.identity.codes.issue('first-administrator', 'node', 60)
  const other = { ...body, code: second.code, username: 'eve' }
  expect(await server.browser().post('/api/identity/first-administrator', other)).toMatchObject({
    status: 409,
    body: { code: 'administrator-exists' }
  })
})

test('every change of roles is an action with its actor; the name is in the personal part alone', async () => {
  const admin = await administrator()
  const id = await server.person('ana')
  await command(admin, id, 'grant-role', { role: 'cashier', office: 'PORT-1' })
  const { person } = await import('./person.ts')
  const dossier = await server.identity.settings.ledger.find(person, id)
  const adminId = ((await admin.get('/api/session')).body as { person: { id: string } }).person.id
  expect(dossier?.history.map(({ entry, action }) => [entry.actor, action])).toEqual([
    [
      { kind: 'system', id: nodeActor('HQ').id, office: null },
      {
        type: 'identity.person-registered.v1',
        facts: { person: id, office: 'PORT-1' },
        personal: { name: 'Name of ana', username: 'ana' }
      }
    ],
    [
      { kind: 'person', id: adminId, office: 'PORT-1' },
      { type: 'identity.role-granted.v1', facts: { role: 'cashier', office: 'PORT-1' } }
    ]
  ])
})

test('a command to what is no person is refused, however its id is written', async () => {
  const admin = await administrator()
  const id = await server.person('ana')
  const enrolment = { kind: 'kiosk', office: 'PORT-1', name: 'K' }
  const { device } = (await admin.post('/api/devices/enrolments', enrolment)).body as { device: string }
  const role = { role: 'gate-officer', office: 'PORT-1' }
  expect(await command(admin, device, 'grant-role', role)).toMatchObject({ status: 404, body: { code: 'person-unknown' } })
  expect((await command(admin, id.toUpperCase(), 'grant-role', role)).status).toBe(200)
})

test('who offers somebody a new password leaves a trace', async () => {
  const admin = await administrator()
  const id = await server.person('ana')
  expect((await admin.post(`/api/identity/people/${id}/new-password`)).status).toBe(201)
  const { person } = (await admin.get('/api/session')).body as { person: { id: string } }
  const history = (await server.platform.ledger.find(personKind, id))?.history.map(({ entry }) => [entry.type, entry.actor.id])
  expect(history?.at(-1)).toEqual(['identity.password-offered.v1', person.id])
})
