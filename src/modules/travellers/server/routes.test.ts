import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOTHING, anna } from '../model/testing/declarations.ts'
import type { Board, BoardRow } from '../model/views.ts'
import type { Customs } from './testing/customs.ts'
import { FORM, newPhone, openCustoms, shown } from './testing/customs.ts'

let customs: Customs
beforeAll(async () => {
  customs = await openCustoms()
})
afterAll(() => customs.close())

const boardFor = async (username: string, office = 'PORT-1') => {
  const browser = await customs.officer(username)
  return browser.get(`/api/travellers/board?office=${office}`)
}

test('a phone fetches the form in force at its office', async () => {
  const reply = await customs.server.browser().get('/api/travellers/form?office=PORT-1')
  expect({ status: reply.status, body: reply.body }).toEqual({
    status: 200,
    body: { form: FORM, version: 1, etag: expect.stringMatching(/^[\w-]{22}$/) as string }
  })
  expect((await customs.server.browser().get('/api/travellers/form?office=LAND-1')).body).toMatchObject({ form: { id: 'uto-land' } })
  expect((await customs.server.browser().get('/api/travellers/form?office=lower')).status).toBe(400)
})

test('a phone lodges by itself: the same again gets the same receipt, a higher revision corrects until presented', async () => {
  const phone = await newPhone()
  const code = await phone.code()
  const first = await customs.submit(code)
  expect(first).toEqual({
    status: 201,
    body: { receipt: { document: phone.document, revision: 1, lodgedAt: expect.any(String) as string, status: 'lodged' } }
  })
  expect(await customs.submit(code)).toEqual(first)
  const second = await phone.code({ revision: 2, answers: { ...NOTHING, '18': true, '19': 'packed' } })
  expect(await customs.submit(second)).toMatchObject({ status: 201, body: { receipt: { revision: 2, status: 'lodged' } } })
  expect(await customs.submit(await phone.code({ answers: { ...NOTHING, '1': true } }))).toMatchObject({
    status: 409,
    body: { code: 'revision-superseded' }
  })
  await customs.kiosk.post('/kiosk/presentations', shown(second, phone.zone))
  expect(await customs.submit(second)).toMatchObject({ status: 201, body: { receipt: { revision: 2, status: 'presented' } } })
  expect(await customs.submit(await phone.code({ revision: 3 }))).toMatchObject({ status: 409, body: { code: 'already-presented' } })
})

test('what is no code, or an altered one, is refused with the layer that failed', async () => {
  expect(await customs.submit('HC1:ABC')).toMatchObject({ status: 422, body: { code: 'code-unreadable', refusal: { stage: 'prefix' } } })
  expect((await customs.submit('x'.repeat(5_000))).status).toBe(400)
  const phone = await newPhone()
  const reply = await customs.server.app.inject({
    method: 'POST',
    url: '/api/travellers/declarations',
    payload: { code: await phone.code() }
  })
  expect(reply.json()).toMatchObject({ status: 400, code: 'bad-input' })
})

test('without a phone the passport’s holder declares at the kiosk', async () => {
  const { zone, holder } = await newPhone()
  const declaration = (answers: object) => ({ form: { id: 'uto-arrival', version: 1 }, from: 'JPN', transport: 'MR204', answers })
  const body = { code: null, mrz: zone, declaration: declaration(NOTHING) }
  const command = randomUUID()
  const answer = await customs.kiosk.post('/kiosk/presentations', body, command)
  expect(answer).toMatchObject({ status: 200, body: { outcome: 'gate', step: { picture: 'gate', light: 'green' } } })
  expect(await customs.kiosk.post('/kiosk/presentations', body, command)).toEqual(answer)
  expect((await customs.gate.post('/gate/openings', { code: null, shortCode: answer.body['shortCode'] })).body).toMatchObject({
    outcome: 'open'
  })
  const { arrivals } = (await boardFor('noor')).body as Board
  expect(arrivals.find(row => row.name === `${holder.familyName}, ${holder.givenNames}` && row.status === 'through-gate')).toMatchObject({
    outcome: 'gate',
    reasons: []
  })
  const incomplete = await customs.kiosk.post('/kiosk/presentations', { ...body, declaration: declaration({}) })
  expect(incomplete.body).toMatchObject({ outcome: 'officer', shortCode: null })
  const nameless = await customs.kiosk.post('/kiosk/presentations', { ...body, mrz: zone.replace('UTO', 'UTP') })
  expect(nameless.body).toMatchObject({ outcome: 'officer', shortCode: null })
})

test('a kiosk is told where to send somebody and nothing more', async () => {
  const phone = await newPhone()
  const reply = await customs.kiosk.post(
    '/kiosk/presentations',
    shown(await phone.code({ answers: { ...NOTHING, '1': true } }), phone.zone)
  )
  expect(Object.keys(reply.body).sort()).toEqual(['gate', 'outcome', 'shortCode', 'step', 'validUntil'])
  expect(JSON.stringify(reply.body)).not.toMatch(/reason|prohibited|consequence/)
})

test('the gate stays shut for codes nobody was given', async () => {
  const shut = { outcome: 'officer', openedUntil: null }
  const unused = await newPhone()
  for (const body of [
    { code: null, shortCode: '222-222' },
    { code: null, shortCode: 'nonsense' },
    { code: 'BWD1:??', shortCode: null },
    { code: await unused.code(), shortCode: null }
  ])
    expect((await customs.gate.post('/gate/openings', body)).body).toEqual(shut)
  expect((await customs.gate.post('/gate/openings', { code: null, shortCode: null })).status).toBe(400)
})

test('kiosks present and gates open, and nobody else does', async () => {
  const phone = await newPhone()
  const body = shown(await phone.code(), phone.zone)
  expect((await customs.gate.post('/kiosk/presentations', body)).status).toBe(403)
  expect((await customs.kiosk.post('/gate/openings', { code: null, shortCode: '222-222' })).status).toBe(403)
  const noor = await customs.officer('noor')
  expect((await noor.post('/api/travellers/kiosk/presentations', body, { 'idempotency-key': randomUUID() })).status).toBe(401)
})

test('officers see their own office, others nothing', async () => {
  const phone = await newPhone()
  await customs.kiosk.post('/kiosk/presentations', shown(await phone.code({ answers: { ...NOTHING, '10': true } }), phone.zone))
  const board = await boardFor('noor')
  expect(board.status).toBe(200)
  const { dossier, reference } = (board.body as Board).arrivals[0]!
  for (const username of ['elsewhere', 'cashier']) {
    expect((await boardFor(username)).status, username).toBe(403)
    const browser = await customs.officer(username)
    expect((await browser.get(`/api/travellers/declarations/${dossier}`)).status, username).toBe(404)
    expect((await browser.get(`/api/travellers/search?reference=${reference}`)).body, username).toEqual([])
    const decide = await browser.post(
      `/api/travellers/declarations/${dossier}/commands/decide`,
      { decision: 'walk-on' },
      { 'idempotency-key': randomUUID() }
    )
    expect(decide.status, username).toBe(404)
  }
  expect((await customs.server.browser().get('/api/travellers/board?office=PORT-1')).status).toBe(401)
  const head = await customs.officer('head')
  const decide = await head.post(
    `/api/travellers/declarations/${dossier}/commands/decide`,
    { decision: 'walk-on' },
    { 'idempotency-key': randomUUID() }
  )
  expect(decide).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
})

test('a command sent again is not done again', async () => {
  const phone = await newPhone()
  await customs.kiosk.post('/kiosk/presentations', shown(await phone.code({ answers: { ...NOTHING, '10': true } }), phone.zone))
  const noor = await customs.officer('noor')
  const [found] = (await noor.get(`/api/travellers/search?reference=${phone.document}`)).body as { dossier: string }[]
  const url = `/api/travellers/declarations/${found!.dossier}/commands/decide`
  const key = { 'idempotency-key': randomUUID() }
  const first = await noor.post(url, { decision: 'question' }, key)
  expect(first.body).toEqual({ version: 3, actionIds: [expect.any(String)] })
  expect((await noor.post(url, { decision: 'question' }, key)).body).toEqual(first.body)
  expect((await noor.post(url, { decision: 'examine' }, key)).body).toMatchObject({ code: 'command-reused' })
  expect((await noor.post(url, { decision: 'dance' }, { 'idempotency-key': randomUUID() })).status).toBe(400)
})

test('a scan is on the board within a second', async () => {
  const noor = await customs.officer('noor')
  await customs.server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = customs.server.app.server.address() as AddressInfo
  const cookie = [...noor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const stop = new AbortController()
  const reply = await fetch(`http://127.0.0.1:${port}/api/travellers/board/events?office=PORT-1`, {
    headers: { cookie },
    signal: stop.signal
  })
  expect(reply.headers.get('content-type')).toContain('text/event-stream')
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
  const phone = await newPhone()
  const code = await phone.code({ travellers: [{ ...phone.holder, familyName: 'SWIFT' }] })
  const before = performance.now()
  await customs.kiosk.post('/kiosk/presentations', shown(code, phone.zone.replace('ERIKSSON<<ANNA<MARIA<<<', 'SWIFT<<ANNA<MARIA<<<<<<')))
  let heard = ''
  while (!heard.includes('SWIFT') && performance.now() - before < 5_000) heard += (await reader.read()).value ?? ''
  const took = performance.now() - before
  stop.abort()
  const row = JSON.parse(/data: (\{.*SWIFT.*\})/.exec(heard)![1]!) as BoardRow
  expect(row).toMatchObject({
    office: 'PORT-1',
    status: 'to-gate',
    outcome: 'gate',
    name: 'SWIFT, ANNA MARIA',
    nationality: anna.nationality
  })
  expect(took).toBeLessThan(1_000)
})
