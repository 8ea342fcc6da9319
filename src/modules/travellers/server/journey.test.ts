import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOTHING, anna } from '../model/testing/declarations.ts'
import type { Board, DossierPage } from '../model/views.ts'
import type { Customs } from './testing/customs.ts'
import { newPhone, openCustoms, shown, thumbprintOf, zoneOf } from './testing/customs.ts'
import { readCode, webCryptoVerifier, writeCode } from '#standards/qr/index.ts'

let customs: Customs
beforeAll(async () => {
  customs = await openCustoms()
})
afterAll(() => customs.close())

const toGate = {
  outcome: 'gate',
  shortCode: expect.stringMatching(/^...-...$/) as string,
  validUntil: expect.any(String) as string,
  gate: '1',
  step: { picture: 'gate', light: 'green' }
}
const toOfficer = { outcome: 'officer', shortCode: null, validUntil: null, gate: '1', step: { picture: 'desk', light: 'yellow' } }
const present = async (code: string | null, mrz: string | null, command?: string) =>
  (await customs.kiosk.post('/kiosk/presentations', shown(code, mrz), command)).body
const arrivals = async () => ((await (await customs.officer('noor')).get('/api/travellers/board?office=PORT-1')).body as Board).arrivals
const withDocument = async (document: string) => {
  const noor = await customs.officer('noor')
  const found = (await noor.get(`/api/travellers/search?reference=${document}`)).body as { dossier: string }[]
  return Promise.all(found.map(async ({ dossier }) => (await noor.get(`/api/travellers/declarations/${dossier}`)).body as DossierPage))
}
const reasonsOf = async (document: string) =>
  (await withDocument(document)).map(page => [page.status, (page.referral?.reasons ?? []).map(({ code }) => code)])
const cash = { ...NOTHING, '13': true, '14': { amount: '20000', currency: 'EUR' }, '15': 'own' }

test('declared offline, presented, walked through: the gate opens once', async () => {
  const phone = await newPhone()
  const code = await phone.code()
  const answer = await present(code, phone.zone)
  expect(answer).toEqual(toGate)
  const opened = await customs.gate.post('/gate/openings', { code: null, shortCode: answer['shortCode'] })
  expect(opened).toEqual({ status: 200, body: { outcome: 'open', openedUntil: expect.any(String) as string } })
  expect((await customs.gate.post('/gate/openings', { code, shortCode: null })).body).toEqual({ outcome: 'officer', openedUntil: null })
  expect(await reasonsOf(phone.document)).toEqual([['referred', ['gate-already-opened']]])
})

test('the code opens the gate as well as the short code', async () => {
  const phone = await newPhone()
  const code = await phone.code()
  expect(await present(code, phone.zone)).toEqual(toGate)
  expect((await customs.gate.post('/gate/openings', { code, shortCode: null })).body).toMatchObject({ outcome: 'open' })
})

test('a kiosk that sends again gets the first answer, also after the gate', async () => {
  const [phone, command] = [await newPhone(), randomUUID()]
  const code = await phone.code()
  const first = await present(code, phone.zone, command)
  await customs.gate.post('/gate/openings', { code, shortCode: null })
  expect(await present(code, phone.zone, command)).toEqual(first)
  const reused = await customs.kiosk.post('/kiosk/presentations', shown(null, null), command)
  expect([reused.status, reused.body['code']]).toEqual([422, 'command-reused'])
})

test('over the allowance: referred, examined, found, and a mistap put right', async () => {
  const phone = await newPhone()
  expect(await present(await phone.code({ answers: cash }), phone.zone)).toEqual(toOfficer)
  const row = (await arrivals()).find(({ status }) => status === 'referred')
  expect(row).toMatchObject({
    outcome: 'officer',
    gate: '1',
    channel: 'red',
    name: 'ERIKSSON, ANNA MARIA',
    nationality: 'UTO',
    transport: 'MR204'
  })
  const { dossier } = (await withDocument(phone.document))[0]!
  const noor = await customs.officer('noor')
  const give = (command: string, body: object) =>
    noor.post(`/api/travellers/declarations/${dossier}/commands/${command}`, body, { 'idempotency-key': randomUUID() })
  expect((await give('decide', { decision: 'walk-on' })).status).toBe(200)
  expect(await give('correct-decision', { decision: 'examine', reason: 'mistap' })).toMatchObject({ status: 200, body: { version: 4 } })
  const duty = { amount: '120.00', currency: 'MRD' }
  expect((await give('record-findings', { findings: ['duty-paid'], duty, note: 'Paid by card' })).status).toBe(200)
  expect(await give('decide', { decision: 'walk-on' })).toMatchObject({ status: 409, body: { code: 'not-referred' } })
  const page = (await noor.get(`/api/travellers/declarations/${dossier}`)).body as DossierPage
  expect(page).toMatchObject({
    status: 'concluded',
    version: 5,
    custodian: { node: 'HQ', since: page.history[0]?.recordedAt },
    decision: 'examine',
    findings: ['duty-paid'],
    duty,
    presentation: { reasons: [{ code: 'form-consequence', of: 'cash-over-threshold' }] },
    personal: { travellers: [phone.holder], transport: 'MR204', scanned: { number: phone.holder.number } },
    form: { id: 'uto-arrival' },
    related: []
  })
  expect(page.history.map(({ type, by, note }) => [type, by.kind, by.name, note])).toEqual([
    ['travellers.declaration-lodged.v1', 'device', 'Kiosk 1', undefined],
    ['travellers.declaration-presented.v1', 'device', 'Kiosk 1', undefined],
    ['travellers.officer-decided.v1', 'person', 'Name of noor', undefined],
    ['travellers.decision-corrected.v1', 'person', 'Name of noor', undefined],
    ['travellers.findings-recorded.v1', 'person', 'Name of noor', 'Paid by card']
  ])
  expect(page.may.find(({ command }) => command === 'decide')).toEqual({ command: 'decide', allowed: false, refusal: 'not-referred' })
})

const other = { ...anna, familyName: 'OKORO', number: 'XK4471902' }

test('a referral that is open finds its passport at the next kiosk', async () => {
  const [late, clean] = [await newPhone(), await newPhone()]
  expect(await present(await late.code({ answers: cash }), late.zone)).toEqual(toOfficer)
  expect(await present(await clean.code({ travellers: [late.holder] }), late.zone)).toEqual(toOfficer)
  expect(await reasonsOf(clean.document)).toEqual([['referred', ['open-referral']]])
})

test('somebody else’s passport opens a dossier of its own; the genuine one walks on untouched', async () => {
  const phone = await newPhone()
  const code = await phone.code()
  expect((await customs.submit(code)).status).toBe(201)
  expect(await present(code, zoneOf(other))).toEqual(toOfficer)
  expect((await reasonsOf(phone.document)).sort()).toEqual([
    ['lodged', []],
    ['referred', ['passport-mismatch']]
  ])
  expect(await present(code, phone.zone)).toEqual(toGate)
})

test('a forged code under a genuine id never touches the genuine dossier', async () => {
  const genuine = await newPhone()
  const forger = await newPhone(genuine.document)
  expect((await customs.submit(await forger.code({ travellers: [other], revision: 9 }))).status).toBe(201)
  expect((await customs.submit(await genuine.code())).status).toBe(201)
  const swapped = { publicKey: genuine.signer.publicKey, sign: forger.signer.sign }
  const altered = await writeCode({ ...(await documentIn(await genuine.code())), answers: { ...NOTHING, '10': true } }, swapped)
  expect((await customs.submit(altered)).body['code']).toBe('signature-invalid')
  const thief = { ...anna, number: 'TT0099887' }
  expect(await present(altered, zoneOf(thief))).toEqual(toOfficer)
  expect(await present(await genuine.code(), genuine.zone)).toEqual(toGate)
  const pages = await withDocument(genuine.document)
  expect(pages.map(page => [page.declared?.key, page.status, page.related.length]).sort()).toEqual(
    [
      [thumbprintOf(forger.signer), 'lodged', 2],
      [thumbprintOf(genuine.signer), 'referred', 2],
      [thumbprintOf(genuine.signer), 'to-gate', 2]
    ].sort()
  )
})

const documentIn = async (code: string) => {
  const read = await readCode(code, webCryptoVerifier(crypto.subtle))
  if (!read.ok) throw new Error(read.fault.stage)
  return read.code.document
}

test('an old one, one for another day, one already used and an unreadable one go to an officer', async () => {
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString()
  const at = (count: number) => `${days(count).slice(0, 19)}.000Z`
  const old = await newPhone()
  expect(await present(await old.code({ declaredAt: at(-8) }), old.zone)).toEqual(toOfficer)
  expect(await reasonsOf(old.document)).toEqual([['referred', ['declaration-too-old']]])
  const early = await newPhone()
  expect(
    await present(await early.code({ arrival: { date: days(4).slice(0, 10), office: null, transport: 'MR204', from: 'JPN' } }), early.zone)
  ).toEqual(toOfficer)
  expect(await reasonsOf(early.document)).toEqual([['referred', ['wrong-arrival-date']]])
  const used = await newPhone()
  const code = await used.code()
  expect(await present(code, used.zone)).toEqual(toGate)
  expect(await present(code, used.zone)).toEqual(toOfficer)
  expect(await reasonsOf(used.document)).toEqual([['referred', ['already-presented']]])
  const before = new Set((await arrivals()).map(row => row.dossier))
  expect(await present('BWD1:NOT A CODE', zoneOf({ ...anna, number: 'UN0000001' }))).toEqual(toOfficer)
  expect(await present(null, null)).toEqual(toOfficer)
  const fresh = (await arrivals()).filter(row => !before.has(row.dossier))
  expect(fresh.map(row => [row.status, row.reasons, row.name])).toEqual([
    ['referred', [{ code: 'code-unreadable', of: 'camera' }, { code: 'passport-not-read' }], null],
    ['referred', [{ code: 'code-unreadable', of: 'base45' }], 'ERIKSSON, ANNA MARIA']
  ])
})
