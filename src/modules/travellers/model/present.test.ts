import { expect, test } from 'vitest'
import type { DeclarationAction } from './actions.ts'
import type { DeclarationCommand } from './commands.ts'
import { declaration } from './declaration.ts'
import { GATE_SETTINGS } from './gate-decision.ts'
import { bodiesOf } from './lodge.ts'
import { readShortCode, shortCodeFrom } from './short-code.ts'
import {
  NOTHING,
  anna,
  gate,
  gateOpened,
  kiosk,
  lodged,
  lodgingOf,
  person,
  presentOf,
  presentedToGate,
  presentedToOfficer
} from './testing/declarations.ts'
import { given } from '#kernel/specification.ts'

const at = { actor: kiosk }
const scanned = (lodging = lodgingOf()) => bodiesOf({ ...lodging, via: 'kiosk-scan' })

test('a kiosk that sees a declaration first lodges it and sends to the gate', () => {
  given(declaration, [])
    .when(presentOf(lodgingOf()), at)
    .then([{ type: 'travellers.declaration-lodged.v1', ...scanned() }, presentedToGate()])
})

test('a declaration the phone has sent is presented as it is', () => {
  given(declaration, [lodged()]).when(presentOf(lodgingOf()), at).then([presentedToGate()])
})

test('a newer revision on the phone corrects what it had sent', () => {
  const newer = lodgingOf({ revision: 2, answers: { ...NOTHING, '18': true, '19': 'packed' } })
  given(declaration, [lodged()])
    .when(presentOf(newer), at)
    .then([
      { type: 'travellers.declaration-corrected.v1', ...scanned(newer) },
      presentedToGate({ consequences: [{ code: 'packed-food', question: 19, channel: 'green', effect: 'notice' }] })
    ])
})

const reasonsOf = (past: DeclarationAction[], command: DeclarationCommand, random = 0.5) => {
  const { past: all } = given(declaration, past)
    .when(command, { ...at, random })
    .accepted()
  const last = all.at(-1)!
  return last.type === 'travellers.declaration-presented.v1'
    ? { reasons: last.facts.reasons, flagged: last.facts.flagged, shortCode: last.facts.shortCode }
    : undefined
}

test('what a traveller declares sends to an officer, consequence by consequence', () => {
  const answers = {
    ...NOTHING,
    '4': true,
    '5': { value: '2.1', unit: 'LTR' },
    '6': { value: '200', unit: 'C62' },
    '7': { value: '0', unit: 'GRM' },
    '13': true,
    '14': { amount: '20000', currency: 'EUR' },
    '15': 'own'
  }
  given(declaration, [])
    .when(presentOf(lodgingOf({ answers })), at)
    .then([
      { type: 'travellers.declaration-lodged.v1', ...scanned(lodgingOf({ answers })) },
      presentedToOfficer({
        reasons: [
          { code: 'form-consequence', of: 'alcohol-over-allowance' },
          { code: 'form-consequence', of: 'cash-over-threshold' }
        ],
        consequences: [
          { code: 'alcohol-over-allowance', question: 5, channel: 'red', effect: 'refer' },
          { code: 'cash-over-threshold', question: 14, channel: 'red', effect: 'cash-form' }
        ]
      })
    ])
})

test('a paper that counts already sends to an officer and is flagged, whatever became of it', () => {
  for (const past of [
    [lodged(), presentedToGate()],
    [lodged(), presentedToGate(), gateOpened],
    [lodged(), presentedToOfficer()]
  ])
    expect(reasonsOf(past, presentOf(lodgingOf()))).toEqual({ reasons: [{ code: 'already-presented' }], flagged: true, shortCode: null })
})

test('an older revision, and another content under the same one, send to an officer', () => {
  expect(reasonsOf([lodged({ revision: 3 })], presentOf(lodgingOf({ revision: 2 })))).toEqual({
    reasons: [{ code: 'older-revision' }],
    flagged: false,
    shortCode: null
  })
  expect(reasonsOf([lodged({ answers: { ...NOTHING, '13': true } })], presentOf(lodgingOf()))).toEqual({
    reasons: [{ code: 'revision-reused' }],
    flagged: true,
    shortCode: null
  })
})

test('the draw decides among those with nothing against them, and is recorded', () => {
  expect(reasonsOf([], presentOf(lodgingOf()), 0.0199)).toEqual({ reasons: [{ code: 'random-draw' }], flagged: false, shortCode: null })
  expect(reasonsOf([], presentOf(lodgingOf()), 0.02)).toEqual({ reasons: [], flagged: false, shortCode: shortCodeFrom(0.02) })
})

test('an unreadable code opens a dossier of its own for the officer', () => {
  given(declaration, [])
    .when({ ...presentOf(null, { scanned: null }), fault: 'inflate' } as ReturnType<typeof presentOf>, at)
    .then([
      {
        type: 'travellers.declaration-presented.v1',
        facts: {
          ...presentedToOfficer().facts,
          reasons: [{ code: 'code-unreadable', of: 'inflate' }, { code: 'passport-not-read' }],
          channel: null
        } as never
      }
    ])
})

test('only a device of the office presents or opens', () => {
  const elsewhere = { actor: { ...kiosk, grants: [{ role: 'device' as const, offices: ['PORT-2'] }] } }
  given(declaration, []).when(presentOf(lodgingOf()), elsewhere).thenRefused('not-permitted')
  given(declaration, [])
    .when(presentOf(lodgingOf()), { actor: person('NOOR', 'senior-officer') })
    .thenRefused('not-permitted')
  given(declaration, [lodged(), presentedToGate()]).when(open(), elsewhere).thenRefused('not-permitted')
})

const open = (revision: number | null = null) => ({
  type: 'open-gate' as const,
  place: { office: 'PORT-1', gate: 'G1' },
  revision,
  settings: GATE_SETTINGS
})
const atGate = { actor: gate }
const referred = (code: 'gate-expired' | 'gate-already-opened', flagged: boolean) => ({
  type: 'travellers.traveller-referred.v1' as const,
  facts: { place: { office: 'PORT-1', gate: 'G1' }, by: 'gate' as const, reasons: [{ code }], flagged }
})

test('the gate opens once per presentation, within its time', () => {
  const toGate = [lodged(), presentedToGate()]
  const opened = { ...gateOpened, facts: { ...gateOpened.facts, place: { office: 'PORT-1', gate: 'G1' } } } as typeof gateOpened
  given(declaration, toGate).when(open(), atGate).then([opened])
  given(declaration, toGate)
    .when(open(1), { ...atGate, now: '2026-11-23T20:30:00.000Z' })
    .accepted()
  given(declaration, toGate)
    .when(open(), { ...atGate, now: '2026-11-23T20:30:00.001Z' })
    .then([referred('gate-expired', false)])
  given(declaration, [...toGate, opened])
    .when(open(), atGate)
    .then([referred('gate-already-opened', true)])
})

test('the gate stays shut for whoever was not sent there', () => {
  given(declaration, []).when(open(), atGate).thenRefused('not-presented')
  given(declaration, [lodged()]).when(open(), atGate).thenRefused('not-presented')
  given(declaration, [lodged(), presentedToOfficer()]).when(open(), atGate).thenRefused('not-to-gate')
  given(declaration, [lodged(), presentedToGate()]).when(open(2), atGate).thenRefused('not-to-gate')
  given(declaration, [lodged(), presentedToGate({ place: { office: 'PORT-2', gate: 'A' } })])
    .when(open(), atGate)
    .thenRefused('other-office')
})

test('a presentation needs the holder of one of the passports declared', () => {
  const other = { ...anna, number: 'XK4471902' }
  expect(reasonsOf([], presentOf(lodgingOf(), { scanned: other }))).toEqual({
    reasons: [{ code: 'passport-mismatch' }],
    flagged: true,
    shortCode: null
  })
  expect(reasonsOf([], presentOf(lodgingOf(), { scanned: null }))?.reasons).toEqual([{ code: 'passport-not-read' }])
})

test('a short code is read as people type it, and a wrong one is noticed', () => {
  const code = shortCodeFrom(0.123456789)
  expect(code).toMatch(/^[2-9A-HJKMNPQRTV-Z]{3}-[2-9A-HJKMNPQRTV-Z]{3}$/)
  expect([code.toLowerCase(), code.replace('-', ''), ` ${code.split('').join(' ')} `].map(readShortCode)).toEqual([code, code, code])
  expect(['', 'ABC', `${code}2`, `O${code.slice(1)}`].map(readShortCode)).toEqual([undefined, undefined, undefined, undefined])
})
