import { generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startIdentityServer } from './testing/identity-server.ts'
import type { Browser, IdentityServer } from './testing/identity-server.ts'

let server: IdentityServer
let head: Browser
beforeEach(async () => {
  server = await startIdentityServer({ totpRequired: false })
  // Any module's route that only a kiosk may use.
  server.app.get('/api/kiosk-only', async request => server.identity.guards.requireDevice(request, 'kiosk'))
  await server.person('head', { role: 'office-head', office: 'PORT-1' })
  head = await server.signedIn('head')
})
afterEach(() => server.close())

const newKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
  return {
    publicKey: { kty, crv, x, y },
    sign: (text: string) => sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  }
}

const invite = async (kind: 'kiosk' | 'gate' = 'kiosk') =>
  (await head.post('/api/devices/enrolments', { kind, office: 'PORT-1', name: 'By the door' })).body as { device: string; code: string }

const anonymous = () => server.browser()

const enrolled = async (kind: 'kiosk' | 'gate' = 'kiosk') => {
  const { device, code } = await invite(kind)
  const key = newKey()
  const reply = await anonymous().post('/api/devices/enrol', { code, publicKey: key.publicKey })
  expect([reply.status, reply.body]).toEqual([201, { device: { id: device, kind, office: 'PORT-1', name: 'By the door' } }])
  return { device, code, key }
}

const challengeFor = async (device: string) =>
  ((await anonymous().post('/api/devices/challenge', { device })).body as { challenge: string }).challenge

const tokenFor = async ({ device, key }: Awaited<ReturnType<typeof enrolled>>) => {
  const challenge = await challengeFor(device)
  return anonymous().post('/api/devices/sign-in', { device, challenge, signature: key.sign(challenge) })
}

const asked = async (token: string) => {
  const reply = await server.app.inject({ url: '/api/kiosk-only', headers: { authorization: `Bearer ${token}` } })
  return [reply.statusCode, reply.json<{ code?: string }>().code]
}

test('a kiosk enrols with its code and key, signs a challenge and works at its office', async () => {
  const kiosk = await enrolled()
  const reply = await tokenFor(kiosk)
  expect(reply.status).toBe(200)
  const { token, expiresAt } = reply.body as { token: string; expiresAt: string }
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000)
  const seen = await server.app.inject({ url: '/api/kiosk-only', headers: { authorization: `Bearer ${token}` } })
  expect(seen.json()).toEqual({
    kind: 'device',
    id: kiosk.device,
    office: 'PORT-1',
    grants: [{ role: 'device', offices: ['PORT-1'] }],
    device: 'kiosk',
    name: 'By the door'
  })
  const list = (await head.get('/api/devices')).body as { devices: object[] }
  expect(list.devices).toMatchObject([{ id: kiosk.device, kind: 'kiosk', office: 'PORT-1', name: 'By the door', status: 'enrolled' }])
})

test('a code enrols one device; a key belongs to one device', async () => {
  const kiosk = await enrolled()
  const again = await anonymous().post('/api/devices/enrol', { code: kiosk.code, publicKey: newKey().publicKey })
  expect(again).toMatchObject({ status: 403, body: { code: 'code-not-valid' } })
  const { code } = await invite()
  const same = await anonymous().post('/api/devices/enrol', { code, publicKey: kiosk.key.publicKey })
  expect(same).toMatchObject({ status: 409, body: { code: 'already-claimed' } })
  const { x } = kiosk.key.publicKey
  const offCurve = await anonymous().post('/api/devices/enrol', { code, publicKey: { kty: 'EC', crv: 'P-256', x, y: x } })
  expect(offCurve).toMatchObject({ status: 400, body: { errors: [{ field: 'body.publicKey', rule: 'on-curve' }] } })
})

test('a code is too old after an hour', async () => {
  const { code } = await invite()
  server.passSeconds(3601)
  expect((await anonymous().post('/api/devices/enrol', { code, publicKey: newKey().publicKey })).status).toBe(403)
})

test('a challenge serves once, one device, for a minute, and only with the right key', async () => {
  const kiosk = await enrolled()
  const other = await enrolled()
  const signIn = async (device: string, challenge: string, signature: string) =>
    (await anonymous().post('/api/devices/sign-in', { device, challenge, signature })).status
  const first = await challengeFor(kiosk.device)
  expect(await signIn(kiosk.device, first, kiosk.key.sign(first))).toBe(200)
  expect(await signIn(kiosk.device, first, kiosk.key.sign(first))).toBe(401)
  const second = await challengeFor(kiosk.device)
  expect(await signIn(other.device, second, other.key.sign(second))).toBe(401)
  const third = await challengeFor(kiosk.device)
  expect(await signIn(kiosk.device, third, other.key.sign(third))).toBe(401)
  expect(await signIn(kiosk.device, third, kiosk.key.sign(third))).toBe(401)
  const late = await challengeFor(kiosk.device)
  server.passSeconds(61)
  expect(await signIn(kiosk.device, late, kiosk.key.sign(late))).toBe(401)
  expect(await signIn(kiosk.device, 'made up', kiosk.key.sign('made up'))).toBe(401)
})

test('a revoked device is refused on its next request, whatever its token says', async () => {
  const kiosk = await enrolled()
  const { token } = (await tokenFor(kiosk)).body as { token: string }
  expect(await asked(token)).toEqual([200, undefined])
  expect((await head.post(`/api/devices/${kiosk.device}/revoke`)).status).toBe(200)
  expect(await asked(token)).toEqual([401, 'not-signed-in'])
  expect((await tokenFor(kiosk)).status).toBe(401)
  expect(await head.post(`/api/devices/${kiosk.device}/revoke`)).toMatchObject({ status: 409, body: { code: 'device-revoked' } })
})

test('a token ends, and cannot be made up or stretched', async () => {
  const kiosk = await enrolled()
  const { token } = (await tokenFor(kiosk)).body as { token: string }
  const [device, expires, mac] = token.split('~')
  expect(await asked([device, Number(expires) + 60_000, mac].join('~'))).toEqual([401, 'not-signed-in'])
  expect(await asked('made-up')).toEqual([401, 'not-signed-in'])
  server.passSeconds(15 * 60 + 1)
  expect(await asked(token)).toEqual([401, 'not-signed-in'])
})

test('a gate may not do what only a kiosk does, nor a person', async () => {
  const { token } = (await tokenFor(await enrolled('gate'))).body as { token: string }
  expect(await asked(token)).toEqual([403, 'not-permitted'])
  expect((await head.get('/api/kiosk-only')).status).toBe(401)
})

test('only who keeps the office invites and revokes its devices', async () => {
  await server.person('gate.officer', { role: 'gate-officer', office: 'PORT-1' })
  const officer = await server.signedIn('gate.officer')
  const body = { kind: 'kiosk', office: 'PORT-1', name: 'Mine' }
  expect((await officer.post('/api/devices/enrolments', body)).body).toMatchObject({ code: 'not-permitted' })
  expect((await head.post('/api/devices/enrolments', { ...body, office: 'HQ' })).body).toMatchObject({ code: 'not-permitted' })
  expect((await head.post('/api/devices/enrolments', { ...body, office: 'X-1' })).body).toMatchObject({ code: 'office-unknown' })
  const kiosk = await enrolled()
  expect((await officer.post(`/api/devices/${kiosk.device}/revoke`)).body).toMatchObject({ code: 'not-permitted' })
})

test('revoking what is no device is refused, however its id is written', async () => {
  const { device } = await enrolled()
  const person = await server.person('ana')
  expect(await head.post(`/api/devices/${person}/revoke`)).toMatchObject({ status: 404, body: { code: 'device-unknown' } })
  expect((await head.post(`/api/devices/${device.toUpperCase()}/revoke`)).status).toBe(200)
})
