import { expect, test } from 'vitest'
import { cookieHeader, openAccounts } from './accounts.ts'
import { openIdentityDatabase } from './database.ts'
import { secretOf, totpOf } from './testing/totp.ts'

const person = { id: '01932d4e-0000-7000-8000-000000000001', name: 'Ana', username: 'ana' }
const password = 'a long enough password'

const opened = async () => {
  const database = await openIdentityDatabase({ file: ':memory:' }, '2026-11-23T08:00:00.000Z')
  const withSecret = (secret: string) =>
    openAccounts({ database, secret: secret.padEnd(40, '.'), publicUrl: 'http://node.test', secure: true })
  return { database, withSecret }
}

test('with another secret than it was made with, a second factor refuses every code until it is removed', async () => {
  const { withSecret } = await opened()
  const before = await withSecret('the old secret')
  await before.create(person)
  await before.setPassword(person.id, password)
  const first = await before.signIn('ana', password)
  if (first === 'wrong') throw new Error('wrong')
  const enrolment = await before.enrolSecondFactor(password, cookieHeader(first.cookies))
  if (typeof enrolment === 'string') throw new Error(enrolment)
  const code = () => totpOf(enrolment.uri, Date.now())
  expect(await before.verifySecondFactor(code(), cookieHeader(first.cookies))).toMatchObject({ person: person.id })

  const after = await withSecret('a new secret')
  expect(await after.findSession(cookieHeader(first.cookies))).toBeUndefined()
  const second = await after.signIn('ana', password)
  if (second === 'wrong') throw new Error('wrong')
  expect(second.next).toBe('totp')
  expect(await after.verifySecondFactor(code(), cookieHeader(second.cookies))).toBe('wrong')
  await after.removeSecondFactor(person.id)
  expect(await after.signIn('ana', password)).toMatchObject({ next: 'in', session: { person: person.id, secondFactor: false } })
})

test('reached by HTTPS, cookies travel by HTTPS alone', async () => {
  const { withSecret } = await opened()
  const accounts = await withSecret('a secret')
  await accounts.create(person)
  await accounts.setPassword(person.id, password)
  const signedIn = await accounts.signIn('ana', password)
  if (signedIn === 'wrong') throw new Error('wrong')
  const attributes = signedIn.cookies.map(cookie =>
    cookie
      .split('; ')
      .slice(1)
      .filter(part => !part.startsWith('Max-Age'))
      .sort()
  )
  expect(attributes).toEqual([['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']])
  expect(signedIn.cookies[0]).toMatch(/^__Secure-breakwater\.session_token=/)
})

test('neither a password nor a second factor is stored as it is', async () => {
  const { database, withSecret } = await opened()
  const accounts = await withSecret('a secret')
  await accounts.create(person)
  await accounts.setPassword(person.id, password)
  const signedIn = await accounts.signIn('ana', password)
  if (signedIn === 'wrong') throw new Error('wrong')
  const enrolment = await accounts.enrolSecondFactor(password, cookieHeader(signedIn.cookies))
  if (typeof enrolment === 'string') throw new Error(enrolment)
  const tables = database.kysely.withTables<{ account: { password: string }; twoFactor: { secret: string; backupCodes: string } }>()
  const stored = JSON.stringify([
    await tables.selectFrom('account').selectAll().execute(),
    await tables.selectFrom('twoFactor').selectAll().execute()
  ])
  for (const plain of [password, secretOf(enrolment.uri).toString(), ...enrolment.backupCodes]) expect(stored).not.toContain(plain)
})
