import { webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from './base45.ts'
import type { Cbor } from './cbor.ts'
import { CborError, decodeCbor, encodeCbor } from './cbor.ts'
import type { DeclarationDocument } from './index.ts'
import { readCode, webCryptoSigner, webCryptoVerifier, writeCode } from './index.ts'
import { FAMILY } from './testing/family.ts'

const verifier = webCryptoVerifier(webcrypto.subtle)
const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
const signer = await webCryptoSigner(webcrypto.subtle, pair)

const text = (longest: number) =>
  fc.string({ unit: 'grapheme', maxLength: longest / 4 }).filter(value => value.length <= longest && !value.includes('\u0000'))
const state = fc.constantFrom('UTO', 'D', 'FRA', 'EGY', 'XXB')
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const decimal = fc
  .tuple(fc.nat({ max: 999_999_999 }), fc.nat({ max: 99 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(2, '0')}`)
const traveller = fc.record({
  familyName: text(60),
  givenNames: text(60),
  documentCode: fc.constantFrom('P', 'I', 'PD'),
  number: fc.stringMatching(/^[A-Z0-9]{1,22}$/),
  issuer: state,
  nationality: state,
  birthDate: fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length)),
  sex: fc.constantFrom('F' as const, 'M' as const, 'X' as const),
  expires: fc.option(day)
})
const answer = fc.oneof(
  fc.boolean(),
  text(200),
  fc.record({ amount: decimal, currency: fc.constantFrom('MRD', 'EUR') }),
  fc.record({ value: decimal, unit: fc.constantFrom('C62', 'KGM', 'LTR') })
)
const document: fc.Arbitrary<DeclarationDocument> = fc.record({
  document: fc.uuid({ version: 7 }),
  revision: fc.integer({ min: 1, max: 999 }),
  declaredAt: fc.integer({ min: 0, max: 4_294_967_295 }).map(seconds => new Date(seconds * 1000).toISOString()),
  form: fc.record({ id: fc.stringMatching(/^[a-z0-9-]{1,24}$/), version: fc.integer({ min: 1, max: 65_535 }) }),
  arrival: fc.record({ date: day, office: fc.option(fc.constantFrom('PORT-1', 'HQ')), transport: text(20), from: state }),
  travellers: fc.array(traveller, { minLength: 1, maxLength: 12 }),
  answers: fc.dictionary(fc.integer({ min: 1, max: 999 }).map(String), answer, { maxKeys: 20 })
})

test('whatever is written is read, valid', async () => {
  await fc.assert(
    fc.asyncProperty(document, async made => {
      expect(await readCode(await writeCode(made, signer), verifier)).toMatchObject({
        ok: true,
        code: { document: made, signature: 'valid', publicKey: signer.publicKey }
      })
    })
  )
})

test('any exchanged character is refused or unreadable, never a different declaration', async () => {
  const written = await writeCode(FAMILY, signer)
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
  for (let at = 0; at < written.length; at++) {
    const other = alphabet.charAt((alphabet.indexOf(written.charAt(at)) + 1 + (at % 44)) % 45)
    const read = await readCode(written.slice(0, at) + other + written.slice(at + 1), verifier)
    if (read.ok && read.code.signature === 'valid') expect(read.code.document).toEqual(FAMILY)
  }
})

test('any text is answered without an exception', async () => {
  const packed = fc.uint8Array({ maxLength: 200 }).map(bytes => `BWD1:${encodeBase45(bytes)}`)
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), packed), async made => {
      const read = await readCode(made, verifier)
      expect(read.ok).toBe(false)
    }),
    { numRuns: 1000 }
  )
})

test('base45 gives back every byte, as RFC 9285 prints it', () => {
  fc.assert(
    fc.property(fc.uint8Array(), bytes => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual({ ok: true, bytes })
    })
  )
  expect(['AB', 'Hello!!', 'base-45', 'ietf!'].map(words => encodeBase45(new TextEncoder().encode(words)))).toEqual([
    'BB8',
    '%69 VD92EX0',
    'UJCLQE7W581',
    'QED8WEX0'
  ])
})

const cbor = fc.letrec<{ value: Cbor }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.integer({ min: -4_294_967_296, max: 4_294_967_295 }),
    text(100),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 30 }),
    fc.array(fc.tuple(fc.integer({ min: -100_000, max: 100_000 }), tie('value')), { maxLength: 30 }).map(entries => new Map(entries))
  )
})).value

test('CBOR gives back every value, and bytes are read only as they would be written', () => {
  fc.assert(
    fc.property(cbor, value => {
      const bytes = encodeCbor(value)
      expect(encodeCbor(decodeCbor(bytes))).toEqual(bytes)
    })
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
      try {
        expect(encodeCbor(decodeCbor(bytes))).toEqual(Uint8Array.from(bytes))
      } catch (error) {
        expect(error).toBeInstanceOf(CborError)
      }
    }),
    { numRuns: 2000 }
  )
})
