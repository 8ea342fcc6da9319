import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyDigest, chainOf, entryHash, entryNumber, envelopeText, NO_HASH, readEnvelope, sequenceOf, type Envelope } from './envelope.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'

const envelope: Envelope = {
  action: '01a20a2d-4880-7c76-85dc-6b48f492f40a',
  actor: { id: 'clerk-1', kind: 'person', office: 'PORT-1' },
  base: 0,
  command: '01a20a2d-487f-7cec-8080-017ef57718c8',
  dossier: '01a20a2d-487f-7c58-a9ea-f9267fb6abdb',
  facts: 'a'.repeat(64),
  follows: null,
  format: 1,
  incarnation: '01a20a2d-4817-7480-909f-860367149dcc',
  kind: 'parcels.parcel',
  node: 'HQ',
  occurredAt: '2026-11-23T20:00:00.000Z',
  personal: null,
  realm: 'real',
  recordedAt: '2026-11-23T20:00:00.001Z',
  retention: null,
  sequence: 2,
  term: '01a20a2d-4880-7c76-85dc-6b48f492f40a',
  timeConfirmed: true,
  type: 'parcels.parcel-opened.v1',
  version: 1
}

test('the text written by hand is the canonical form, whatever people call themselves', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      fc.string({ minLength: 1, maxLength: 20 }),
      fc.boolean(),
      (id, command, full) => {
        const written = {
          ...envelope,
          actor: { ...envelope.actor, id, office: full ? 'A' : null },
          command,
          ...(full && { follows: 'b'.repeat(64), personal: 'c'.repeat(64), retention: 'x' })
        }
        expect(envelopeText(written)).toBe(canonicalJson(written))
      }
    )
  )
})

test('an envelope is read only in its one form', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  expect(readEnvelope(bytes(envelopeText(envelope)))).toEqual(envelope)
  expect(() => readEnvelope(bytes(JSON.stringify(envelope, null, 1)))).toThrow('the envelope is not in canonical form')
  expect(() => readEnvelope(bytes(canonicalJson({ ...envelope, extra: 1 })))).toThrow('extra')
  expect(() => readEnvelope(bytes(canonicalJson({ ...envelope, format: 2 })))).toThrow()
  expect(() => readEnvelope(new Uint8Array([0xff]))).toThrow()
})

// Computed with another implementation (printf and sha256sum), so that a change of the format does not go unseen.
test('hash and digest are what docs/ledger-format.md says, in numbers', () => {
  expect(entryHash(NO_HASH, '{}').toString('hex')).toBe('fb1634c4e6cd4b1f1afe3ce2d6ef080f7ac5d1f357d723ad4dfca782733b62db')
  expect(bodyDigest(Buffer.alloc(32, 7), '{"mark":"a"}')).toBe('1c0da0adcd48087eeaa0b6d5f0b319508c3a67d3371b6a4bf2ac0ff9950f20ef')
  expect(entryHash(NO_HASH, envelopeText(envelope)).toString('hex')).toBe(
    '2b7b49537752bbe96e9dcdef5fa4bb6b457b4452a37fe43dc6a3ada1bb9a5718'
  )
})

test('an entry number holds chain and sequence', () => {
  const entry = entryNumber(3, 41_207)
  expect([entry, chainOf(entry), sequenceOf(entry)]).toEqual([3 * 2 ** 40 + 41_207, 3, 41_207])
  expect(Number.isSafeInteger(entryNumber(4_000, 2 ** 40 - 1))).toBe(true)
})
