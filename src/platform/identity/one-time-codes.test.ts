import { expect, test } from 'vitest'
import { openIdentityDatabase } from './database.ts'
import { lockOut } from './lock-out.ts'
import { oneTimeCodes } from './one-time-codes.ts'
import { deriveKeys } from './secrets.ts'

const start = Date.parse('2026-11-23T08:00:00.000Z')

const opened = async () => {
  let now = start
  const clock = { now: () => new Date(now) }
  const database = await openIdentityDatabase({ file: ':memory:' }, clock.now().toISOString())
  const { digests } = deriveKeys('a secret of this test')
  return {
    database,
    codes: oneTimeCodes(database.kysely, clock, digests),
    lock: lockOut(database.kysely, clock, digests),
    passMinutes: (minutes: number) => (now += minutes * 60_000)
  }
}

test('a code works once, and only for its purpose', async () => {
  const { codes } = await opened()
  const { code, expiresAt } = await codes.issue('new-password', 'ana', 10)
  expect(expiresAt).toBe('2026-11-23T08:10:00.000Z')
  expect(await codes.redeem('first-administrator', code)).toBeUndefined()
  expect(await codes.redeem('new-password', code)).toBe('ana')
  expect(await codes.redeem('new-password', code)).toBeUndefined()
  await codes.giveBack('new-password', code)
  expect(await codes.redeem('new-password', code)).toBe('ana')
})

test('a code expires, and a newer one takes its place', async () => {
  const { codes, passMinutes } = await opened()
  const first = await codes.issue('new-password', 'ana', 10)
  const second = await codes.issue('new-password', 'ana', 10)
  expect(await codes.redeem('new-password', first.code)).toBeUndefined()
  passMinutes(10)
  expect(await codes.redeem('new-password', second.code)).toBeUndefined()
})

test('a typed code is read as it was meant', async () => {
  const { codes } = await opened()
  const { code } = await codes.issue('device', 'kiosk', 10)
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
  const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
  expect(await codes.redeem('device', typed)).toBe('kiosk')
})

test('no code is stored as it is', async () => {
  const { codes, database } = await opened()
  const { code } = await codes.issue('device', 'kiosk', 10)
  expect(JSON.stringify(await database.kysely.selectFrom('identity_codes').selectAll().execute())).not.toContain(code.replaceAll('-', ''))
})

test('two who redeem the same code at once: one gets it', async () => {
  const { codes } = await opened()
  const { code } = await codes.issue('device', 'kiosk', 10)
  const results = await Promise.all(Array.from({ length: 8 }, () => codes.redeem('device', code)))
  expect(results.filter(subject => subject === 'kiosk')).toHaveLength(1)
})

test('five attempts without a right password lock a name for a quarter of an hour, whoever it is', async () => {
  const { lock, passMinutes } = await opened()
  for (const name of ['Ana', 'ana', ' ana ', 'ANA', 'ana']) expect(await lock.begin(name)).toBe(0)
  expect(await lock.begin('ana')).toBe(900)
  passMinutes(14)
  expect(await lock.begin('ANA')).toBe(60)
  expect(await lock.begin('bob')).toBe(0)
  passMinutes(1)
  expect(await lock.begin('ana')).toBe(0)
})

test('many at once are no way around the lock', async () => {
  const { lock } = await opened()
  const waits = await Promise.all(Array.from({ length: 40 }, () => lock.begin('ana')))
  expect(waits.filter(seconds => seconds === 0)).toHaveLength(5)
})

test('a right password forgets the wrong ones', async () => {
  const { lock } = await opened()
  for (let round = 0; round < 3; round++) {
    for (let tries = 0; tries < 5; tries++) expect(await lock.begin('ana')).toBe(0)
    await lock.succeeded('ana')
  }
})
