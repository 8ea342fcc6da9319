import { expect, test } from 'vitest'
import { step, type Happening, type Stage } from './flow.ts'

const zone = 'P<UTOMARLOWE<<ANNA'
const validUntil = '2026-11-23T20:30:00.000Z'
const cleared: Happening = { type: 'answered-gate', shortCode: '7K4-2QD', validUntil }
const declaration = { form: { id: 'uto-arrival', version: 1 }, from: 'JPN', transport: 'MR204', answers: { '1': false } }

const after = (...happenings: Happening[]): Stage => happenings.reduce(step, { at: 'start' } as Stage)

test('a code, then the passport, then the node’s word', () => {
  expect(after({ type: 'code-read', code: 'BWD1:A' }, { type: 'zone-read', zone })).toEqual({
    at: 'checking',
    given: { code: 'BWD1:A', mrz: zone, declaration: null }
  })
  expect(after({ type: 'code-read', code: 'BWD1:A' }, { type: 'zone-read', zone }, cleared)).toEqual({
    at: 'gate',
    shortCode: '7K4-2QD',
    validUntil,
    hasPhone: true
  })
})

test('a code that is not read goes to the node as unreadable', () => {
  expect(after({ type: 'has-code' }, { type: 'code-not-read' }, { type: 'no-zone' })).toEqual({
    at: 'checking',
    given: { code: null, unreadable: true, mrz: null, declaration: null }
  })
})

test('without a phone the passport comes first, then the questions', () => {
  const asked = after({ type: 'no-phone' }, { type: 'zone-read', zone })
  expect(asked).toEqual({ at: 'declare', zone })
  expect(step(asked, { type: 'declared', declaration })).toEqual({ at: 'checking', given: { code: null, mrz: zone, declaration } })
})

test('without a phone and without a passport an officer takes over', () => {
  expect(after({ type: 'no-phone' }, { type: 'no-zone' })).toEqual({
    at: 'checking',
    given: { code: null, unreadable: true, mrz: null, declaration: null }
  })
})

test('a silent node clears nobody', () => {
  expect(after({ type: 'code-read', code: 'BWD1:A' }, { type: 'zone-read', zone }, { type: 'node-gone' })).toEqual({
    at: 'officer',
    cutOff: true
  })
})

test('a second code, a late answer or an answer nobody waits for changes nothing', () => {
  const reading = after({ type: 'code-read', code: 'BWD1:A' })
  expect(step(reading, { type: 'code-read', code: 'BWD1:B' })).toBe(reading)
  expect(step(reading, cleared)).toBe(reading)
  const referred = after({ type: 'code-read', code: 'BWD1:A' }, { type: 'zone-read', zone }, { type: 'answered-officer' })
  expect(step(referred, cleared)).toEqual({ at: 'officer', cutOff: false })
})

test('from anywhere it starts over', () => {
  expect(after({ type: 'no-phone' }, { type: 'zone-read', zone }, { type: 'over' })).toEqual({ at: 'start' })
})
