import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOTHING } from '../model/testing/declarations.ts'
import type { DossierPage } from '../model/views.ts'
import type { Customs } from './testing/customs.ts'
import { newPhone, openCustoms, shown, thumbprintOf, zoneOf } from './testing/customs.ts'
import { writeMrz } from '#standards/mrz/index.ts'

let customs: Customs
beforeAll(async () => {
  customs = await openCustoms()
  await customs.server.person('admin', { role: 'administrator', office: 'HQ' })
})
afterAll(() => customs.close())

const present = async (code: string, mrz: string) => (await customs.kiosk.post('/kiosk/presentations', shown(code, mrz))).body['outcome']
const reasonsFor = async (document: string) => {
  const noor = await customs.officer('noor')
  const found = (await noor.get(`/api/travellers/search?reference=${document}`)).body as { dossier: string }[]
  const pages = found.map(async ({ dossier }) => (await noor.get(`/api/travellers/declarations/${dossier}`)).body as DossierPage)
  return (await Promise.all(pages)).flatMap(page => page.referral?.reasons ?? [])
}

test('a family that was referred does not get through with a new declaration and another of its passports', async () => {
  const [mother, father] = [await newPhone(), await newPhone()]
  const travellers = [mother.holder, father.holder]
  expect(await present(await mother.code({ travellers, answers: { ...NOTHING, '10': true } }), mother.zone)).toBe('officer')
  expect(await present(await father.code({ travellers }), father.zone)).toBe('officer')
  expect(await reasonsFor(father.document)).toEqual([{ code: 'open-referral' }])
})

test('one passport does not open the gate twice with two declarations', async () => {
  const [owner, helper] = [await newPhone(), await newPhone()]
  const code = await owner.code()
  expect(await present(code, owner.zone)).toBe('gate')
  expect((await customs.gate.post('/gate/openings', { code, shortCode: null })).body['outcome']).toBe('open')
  expect(await present(await helper.code({ travellers: [owner.holder] }), owner.zone)).toBe('officer')
  expect(await reasonsFor(helper.document)).toEqual([{ code: 'passport-used' }])
})

test('a visa does not stand in for a passport', async () => {
  const phone = await newPhone()
  const travellers = [{ ...phone.holder, documentCode: 'V' }]
  const visa = writeMrz({ format: 'MRV-A', ...phone.holder, documentCode: 'V' }).join('\n')
  expect(await present(await phone.code({ travellers }), visa)).toBe('officer')
  expect(await reasonsFor(phone.document)).toEqual([{ code: 'passport-not-read' }])
})

test('a passport that has ended does not go to the gate', async () => {
  const phone = await newPhone()
  const holder = { ...phone.holder, expires: '2021-01-31' }
  expect(await present(await phone.code({ travellers: [holder] }), zoneOf(holder))).toBe('officer')
  expect(await reasonsFor(phone.document)).toEqual([{ code: 'passport-expired' }])
})

test('two kiosks at once with one code: one way to the gate, and that is shut again', async () => {
  const phone = await newPhone()
  const code = await phone.code()
  const outcomes = await Promise.all([present(code, phone.zone), present(code, phone.zone)])
  expect(outcomes.sort()).toEqual(['gate', 'officer'])
  expect((await customs.gate.post('/gate/openings', { code, shortCode: null })).body['outcome']).toBe('officer')
})

test('an officer who loses the role hears nothing more of the board', async () => {
  const id = await customs.server.person('brief', { role: 'gate-officer', office: 'PORT-1' })
  const brief = await customs.officer('brief')
  await customs.server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = customs.server.app.server.address() as AddressInfo
  const cookie = [...brief.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const reply = await fetch(`http://127.0.0.1:${port}/api/travellers/board/events?office=PORT-1`, { headers: { cookie } })
  expect(reply.status).toBe(200)
  const admin = await customs.officer('admin')
  const role = { role: 'gate-officer', office: 'PORT-1' }
  const revoked = await admin.post(`/api/identity/people/${id}/commands/revoke-role`, role, { 'idempotency-key': randomUUID() })
  expect(revoked.status).toBe(200)
  const phone = await newPhone()
  await present(await phone.code(), phone.zone)
  // The stream ends by itself.
  expect(await reply.text()).not.toContain('event: row')
})

test('a phone learns that its declaration was presented, never what came of it, and nobody else learns anything', async () => {
  const [phone, stranger] = [await newPhone(), await newPhone()]
  const { document } = phone
  const ask = async (key: string) => {
    const url = `/api/travellers/declarations/${document}/status`
    const reply = await customs.server.app.inject({ url, headers: { 'x-declaration-key': key } })
    return [reply.statusCode, reply.json<{ code?: string }>().code ?? reply.json<object>()]
  }
  const own = thumbprintOf(phone.signer)
  expect(await ask(own)).toEqual([404, 'not-found'])
  const code = await phone.code()
  await customs.submit(code)
  expect(await ask(own)).toEqual([200, { document, status: 'lodged' }])
  // With a passport it does not name: the answer must not differ from a presentation that went well.
  expect(await present(code, stranger.zone)).toBe('officer')
  expect(await ask(own)).toEqual([200, { document, status: 'presented' }])
  expect((await customs.submit(code)).body).toMatchObject({ receipt: { status: 'presented' } })
  expect(await ask(thumbprintOf(stranger.signer))).toEqual([404, 'not-found'])
  expect(await ask('short')).toEqual([400, 'bad-input'])
})
