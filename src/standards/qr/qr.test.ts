import { createHash, webcrypto } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import { encodeBase45 } from './base45.ts'
import { Tagged, decodeCbor, encodeCbor } from './cbor.ts'
import { readSign1 } from './cose.ts'
import type { DeclarationDocument } from './index.ts'
import { PREFIX, readCode, webCryptoSigner, webCryptoVerifier, writeCode } from './index.ts'
import { inflate } from './inflate.ts'
import { toPayload } from './payload.ts'
import { FAMILY } from './testing/family.ts'

const verifier = webCryptoVerifier(webcrypto.subtle)
const newSigner = async () =>
  webCryptoSigner(webcrypto.subtle, await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']))
const pack = (bytes: Uint8Array) => PREFIX + encodeBase45(deflateRawSync(bytes))

test('the family of four fits a code of version 15 at level L, whole', async () => {
  const text = await writeCode(FAMILY, await newSigner())
  const code = QRCode.create(text, { errorCorrectionLevel: 'L' })
  expect(code.version).toBeLessThanOrEqual(15)
  expect(code.segments.map(segment => segment.mode.id)).toEqual(['Alphanumeric'])
  expect((await readCode(text, verifier)) as unknown).toMatchObject({ ok: true, code: { document: FAMILY, signature: 'valid' } })
})

test('the thumbprint is the SHA-256 of the key as deterministic COSE_Key', async () => {
  const signer = await newSigner()
  const read = await readCode(await writeCode(FAMILY, signer), verifier)
  const key = Buffer.concat([Buffer.from('a401022001215820', 'hex'), signer.publicKey.x, Buffer.from('225820', 'hex'), signer.publicKey.y])
  expect(read).toMatchObject({
    ok: true,
    code: { thumbprint: createHash('sha256').update(key).digest('base64url'), publicKey: signer.publicKey }
  })
})

const resigned = async (change: (document: DeclarationDocument) => DeclarationDocument) => {
  const text = await writeCode(FAMILY, await newSigner())
  const bytes = unpacked(text)
  const cose = readSign1(decodeCbor(bytes))
  if (!cose.ok) throw new Error(cose.fault)
  const payload = encodeCbor(toPayload(change(FAMILY)))
  return pack(encodeCbor(new Tagged(18, [cose.sign1.protectedHeader, new Map(), payload, cose.sign1.signature])))
}

const unpacked = (text: string): Uint8Array => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
  const digits = [...text.slice(PREFIX.length)].map(character => alphabet.indexOf(character))
  const bytes: number[] = []
  for (let index = 0; index < digits.length; index += 3) {
    const value = digits[index]! + digits[index + 1]! * 45 + (digits[index + 2] ?? 0) * 2025
    if (index + 2 < digits.length) bytes.push(value >>> 8)
    bytes.push(value & 255)
  }
  const result = inflate(Uint8Array.from(bytes))
  if (!result.ok) throw new Error(result.reason)
  return result.bytes
}

test('a declaration altered after signing is readable, and said to be altered', async () => {
  const altered = await resigned(document => ({ ...document, answers: { ...document.answers, '13': false } }))
  expect(await readCode(altered, verifier)).toMatchObject({
    ok: true,
    code: { signature: 'invalid', document: { answers: { '13': false } } }
  })
  const untouched = await resigned(document => document)
  expect(await readCode(untouched, verifier)).toMatchObject({ ok: true, code: { signature: 'valid', document: FAMILY } })
})

test('a signature by another key than the one in the header is invalid', async () => {
  const [one, other] = [await newSigner(), await newSigner()]
  const text = await writeCode(FAMILY, { publicKey: one.publicKey, sign: bytes => other.sign(bytes) })
  expect(await readCode(text, verifier)).toMatchObject({ ok: true, code: { signature: 'invalid' } })
  const offCurve = await writeCode(FAMILY, { publicKey: { x: one.publicKey.x, y: other.publicKey.y }, sign: bytes => one.sign(bytes) })
  expect(await readCode(offCurve, verifier)).toMatchObject({ ok: true, code: { signature: 'invalid' } })
})

test('each layer that fails is named', async () => {
  const signer = await newSigner()
  const good = unpacked(await writeCode(FAMILY, signer))
  const cose = readSign1(decodeCbor(good))
  if (!cose.ok) throw new Error(cose.fault)
  const { protectedHeader, payload, signature } = cose.sign1
  const header = decodeCbor(protectedHeader) as Map<number, number>
  const sign1 = (...parts: Parameters<typeof encodeCbor>[0][]) => pack(encodeCbor(new Tagged(18, parts)))
  const none = new Map<number, never>()
  const faults: [string, unknown][] = [
    ['HC1:6BF', { stage: 'prefix', found: 'HC1:6' }],
    ['', { stage: 'prefix', found: '' }],
    [PREFIX + '0'.repeat(4_300), { stage: 'length', found: 4_305, most: 4_296 }],
    [`${PREFIX}QED8a`, { stage: 'base45', at: 9 }],
    [`${PREFIX}:::`, { stage: 'base45', at: 5 }],
    [`${PREFIX}QED8`, { stage: 'base45', at: 8 }],
    [PREFIX, { stage: 'inflate', reason: 'not-deflate' }],
    [PREFIX + encodeBase45(Uint8Array.from([255, 255, 255])), { stage: 'inflate', reason: 'not-deflate' }],
    [PREFIX + encodeBase45(deflateRawSync(good).subarray(0, 100)), { stage: 'inflate', reason: 'not-deflate' }],
    [pack(good.subarray(0, 100)), { stage: 'cbor', reason: 'cut short', at: 91 }],
    [pack(Uint8Array.from([...good, 0])), { stage: 'cbor', reason: 'bytes left over', at: good.length }],
    [pack(encodeCbor([1, 2])), { stage: 'cose', reason: 'not-sign1' }],
    [sign1(protectedHeader, new Map([[4, 1]]), payload, signature), { stage: 'cose', reason: 'headers' }],
    [sign1(encodeCbor(new Map(header).set(1, -8)), none, payload, signature), { stage: 'cose', reason: 'algorithm' }],
    [sign1(encodeCbor(new Map([[1, -7]])), none, payload, signature), { stage: 'cose', reason: 'key' }],
    [sign1(protectedHeader, none, null, signature), { stage: 'cose', reason: 'payload' }],
    [sign1(protectedHeader, none, payload, signature.subarray(1)), { stage: 'cose', reason: 'signature-length' }],
    [sign1(protectedHeader, none, encodeCbor(new Map([[1, 1]])), signature), { stage: 'document' }],
    [sign1(protectedHeader, none, encodeCbor(toPayload({ ...FAMILY, travellers: [] })), signature), { stage: 'document' }],
    [
      sign1(protectedHeader, none, encodeCbor(toPayload({ ...FAMILY, arrival: { ...FAMILY.arrival, date: '2026-02-30' } })), signature),
      { stage: 'document' }
    ]
  ]
  for (const [text, fault] of faults)
    expect([text.slice(0, 12), await readCode(text, verifier)]).toEqual([text.slice(0, 12), { ok: false, fault }])
})

test('a bomb is refused after little work', async () => {
  const bomb = PREFIX + encodeBase45(deflateRawSync(new Uint8Array(2_500_000), { level: 9 }))
  expect(bomb.length).toBeLessThan(4_296)
  expect(await readCode(bomb, verifier)).toEqual({ ok: false, fault: { stage: 'inflate', reason: 'too-large' } })
})

test('a document that breaks its schema is not signed', async () => {
  const signer = await newSigner()
  await expect(writeCode({ ...FAMILY, revision: 0 }, signer)).rejects.toThrow()
  await expect(writeCode({ ...FAMILY, declaredAt: '2026-11-23T18:40:12.500Z' }, signer)).rejects.toThrow()
})
