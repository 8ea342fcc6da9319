import { expect, test } from 'vitest'
import type { DeclarationAction } from './actions.ts'
import { declaration } from './declaration.ts'
import { freeTextOf } from './lodge.ts'
import {
  ARRIVAL,
  KEY,
  NOTHING,
  anna,
  corrected,
  kiosk,
  lodged,
  lodgingOf,
  phone,
  presentedToGate,
  presentedToOfficer
} from './testing/declarations.ts'
import { given } from '#kernel/specification.ts'

const lodge = (...of: Parameters<typeof lodgingOf>) => ({ type: 'lodge' as const, ...lodgingOf(...of) })
const at = { actor: phone }

test('a traveller lodges a declaration from a phone', () => {
  given(declaration, [])
    .when(lodge(), at)
    .then([
      {
        type: 'travellers.declaration-lodged.v1',
        facts: {
          document: '019ab1c2-7d3e-7a4b-9c5d-1e2f3a4b5c6d',
          revision: 1,
          declaredAt: '2026-11-23T18:40:12.000Z',
          form: { id: 'uto-arrival', version: 1 },
          arrival: { date: '2026-11-23', office: 'PORT-1', from: 'JPN' },
          answers: NOTHING,
          travellers: 1,
          key: KEY,
          signature: 'valid',
          via: 'phone'
        },
        personal: { travellers: lodgingOf().document.travellers, transport: 'MR204', texts: {} }
      }
    ])
})

test('free text is kept apart, with what identifies people', () => {
  const answers = { ...NOTHING, '11': true, '12': 'A watch for Mr Okoro', '15': 'own' }
  const outcome = given(declaration, []).when(lodge({ answers }), at).accepted()
  expect(outcome.past[0]).toMatchObject({
    facts: { answers: { ...NOTHING, '11': true, '15': 'own' } },
    personal: { texts: { '12': 'A watch for Mr Okoro' } }
  })
  expect(JSON.stringify(outcome.past[0]!.facts)).not.toMatch(/ERIKSSON|L898902C3|MR204|Okoro/)
  expect(freeTextOf(ARRIVAL, answers)).toEqual(['12'])
  expect(freeTextOf(undefined, answers)).toEqual(['12', '15'])
})

test('only the phone whose key signed lodges, and only what its key signed unaltered', () => {
  given(declaration, [])
    .when(lodge(), { actor: { ...phone, id: 'another' } })
    .thenRefused('not-permitted')
  given(declaration, []).when(lodge(), { actor: kiosk }).thenRefused('not-permitted')
  given(declaration, [])
    .when(lodge({}, { key: null }), at)
    .thenRefused('not-permitted')
  given(declaration, [])
    .when(lodge({}, { signature: 'invalid' }), at)
    .thenRefused('signature-invalid')
})

test('a higher revision corrects, until it is presented', () => {
  const answers = { ...NOTHING, '10': true }
  given(declaration, [lodged()])
    .when(lodge({ revision: 2, answers }), at)
    .then([corrected({ answers })])
  given(declaration, [lodged(), corrected({ revision: 3 })])
    .when(lodge({ revision: 2 }), at)
    .thenRefused('revision-superseded', { revision: 3 })
  given(declaration, [lodged(), presentedToGate()])
    .when(lodge({ revision: 2, answers }), at)
    .thenRefused('already-presented')
})

test('the same again changes nothing; one revision with two contents is refused', () => {
  given(declaration, [lodged()]).when(lodge(), at).thenRefused('already-lodged')
  given(declaration, [lodged(), presentedToGate()]).when(lodge(), at).thenRefused('already-lodged')
  given(declaration, [lodged()])
    .when(lodge({ declaredAt: '2026-11-23T18:40:13.000Z' }), at)
    .thenRefused('already-lodged')
  for (const other of [{ answers: { ...NOTHING, '13': true } }, { travellers: [{ ...anna, number: 'XK4471902' }] }])
    given(declaration, [lodged()]).when(lodge(other), at).thenRefused('revision-reused')
  const erased = [{ ...lodged(), personal: undefined } as unknown as DeclarationAction]
  given(declaration, erased)
    .when(lodge({ travellers: [{ ...anna, number: 'XK4471902' }] }), at)
    .thenRefused('already-lodged')
  given(declaration, [presentedToOfficer()]).when(lodge(), at).thenRefused('already-presented')
})
