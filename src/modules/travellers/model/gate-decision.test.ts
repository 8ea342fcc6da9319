import { describe, expect, test } from 'vitest'
import { evaluateForm } from './evaluate-form.ts'
import type { GateInput } from './gate-decision.ts'
import { GATE_SETTINGS, decideOutcome, findHolder } from './gate-decision.ts'
import type { Reason } from './reasons.ts'
import { ARRIVAL, NOTHING, NOW, anna } from './testing/declarations.ts'
import type { Answers } from '#standards/qr/index.ts'

const form = (answers: Answers = NOTHING): GateInput['form'] => ({
  known: true,
  isOutdated: false,
  validDays: 7,
  evaluation: evaluateForm(ARRIVAL, answers, { date: '2026-11-23', from: 'JPN', travellers: [anna] })
})
const clean: GateInput = {
  signature: 'valid',
  scanned: anna,
  travellers: [anna],
  declaredAt: '2026-11-23T18:40:12.000Z',
  arrivalDate: '2026-11-23',
  now: NOW,
  today: '2026-11-23',
  form: form(),
  wasPresented: false,
  isOlderRevision: false,
  isRevisionReused: false,
  hasOpenReferral: false,
  wasPassportUsed: false,
  risk: { status: 'not-assessed' },
  holds: [],
  draw: 0.5,
  settings: GATE_SETTINGS
}

const cases: [string, Partial<GateInput>, Reason[]][] = [
  ['nothing is against the traveller', {}, []],
  ['it was declared at the kiosk, unsigned', { signature: 'none' }, []],
  ['the risk is low or medium', { risk: { status: 'assessed', band: 'medium', ruleSet: 'r1' } }, []],
  ['the passport is the second traveller’s', { travellers: [{ ...anna, number: 'X1' }, anna] }, []],
  ['the passport has no end', { scanned: { ...anna, expires: null } }, []],
  ['the passport ends today', { scanned: { ...anna, expires: '2026-11-23' } }, []],
  ['the zone does not show the day of birth', { scanned: { ...anna, birthDate: null } }, []],
  ['the ship came a day late', { arrivalDate: '2026-11-22' }, []],
  ['the phone’s clock is a little ahead', { declaredAt: '2026-11-23T20:45:00.000Z' }, []],
  ['it is as old as may be', { declaredAt: '2026-11-16T00:00:00.000Z' }, []],
  ['the code was altered', { signature: 'invalid' }, [{ code: 'signature-invalid' }]],
  ['it was presented before', { wasPresented: true }, [{ code: 'already-presented' }]],
  ['a newer revision is known', { isOlderRevision: true }, [{ code: 'older-revision' }]],
  ['the revision says two things', { isRevisionReused: true }, [{ code: 'revision-reused' }]],
  ['the passport was referred before', { hasOpenReferral: true }, [{ code: 'open-referral' }]],
  ['the passport went to the gate just now', { wasPassportUsed: true }, [{ code: 'passport-used' }]],
  [
    'the office takes only younger ones than the form',
    { declaredAt: '2026-11-20T10:00:00.000Z', settings: { ...GATE_SETTINGS, declarationDays: 2 } },
    [{ code: 'declaration-too-old' }]
  ],
  ['the passport cannot be read', { scanned: null }, [{ code: 'passport-not-read' }]],
  ['it is somebody else’s passport', { scanned: { ...anna, number: 'XK4471902' } }, [{ code: 'passport-mismatch' }]],
  ['the number is another issuer’s', { scanned: { ...anna, issuer: 'FRA' } }, [{ code: 'passport-mismatch' }]],
  ['the birth date is another', { scanned: { ...anna, birthDate: '1988-08-13' } }, [{ code: 'passport-mismatch' }]],
  ['the passport has expired', { scanned: { ...anna, expires: '2026-11-22' } }, [{ code: 'passport-expired' }]],
  ['it is too old', { declaredAt: '2026-11-15T23:59:59.000Z' }, [{ code: 'declaration-too-old' }]],
  ['it is from the future', { declaredAt: '2026-11-23T20:45:01.000Z' }, [{ code: 'declared-in-future' }]],
  ['it is for a day before', { arrivalDate: '2026-11-21' }, [{ code: 'wrong-arrival-date' }]],
  ['it is for a day to come', { arrivalDate: '2026-11-25' }, [{ code: 'wrong-arrival-date' }]],
  ['the form is unknown here', { form: { known: false } }, [{ code: 'form-unknown' }]],
  ['another form was in force', { form: { ...form(), isOutdated: true } as GateInput['form'] }, [{ code: 'form-outdated' }]],
  ['a question is not answered', { form: form({ ...NOTHING, '4': true }) }, [{ code: 'form-incomplete' }]],
  ['an answer is none', { form: form({ ...NOTHING, '1': 'no' }) }, [{ code: 'form-incomplete' }]],
  ['a consequence is red', { form: form({ ...NOTHING, '10': true }) }, [{ code: 'form-consequence', of: 'commercial-goods' }]],
  ['a consequence is green', { form: form({ ...NOTHING, '18': true, '19': 'packed' }) }, []],
  ['the risk is high', { risk: { status: 'assessed', band: 'high', ruleSet: 'r1' } }, [{ code: 'risk' }]],
  [
    'an agency holds',
    {
      holds: [
        { id: 'H-7', agency: 'health' },
        { id: 'H-8', agency: 'plants' }
      ]
    },
    [
      { code: 'hold', of: 'H-7' },
      { code: 'hold', of: 'H-8' }
    ]
  ],
  ['the draw falls on the traveller', { draw: 0.0199 }, [{ code: 'random-draw' }]],
  ['somebody referred anyway is not drawn as well', { draw: 0, wasPresented: true }, [{ code: 'already-presented' }]]
]

describe('gate or officer, when', () => {
  test.each(cases)('%s', (_name, change, reasons) => {
    expect(decideOutcome({ ...clean, ...change })).toEqual({ outcome: reasons.length === 0 ? 'gate' : 'officer', reasons })
  })
})

test('all reasons are given, in the order paper, passport, time, form, risk', () => {
  const worst = decideOutcome({
    ...clean,
    signature: 'invalid',
    wasPresented: true,
    scanned: { ...anna, number: 'XK4471902', expires: '2020-01-01' },
    declaredAt: '2026-11-01T00:00:00.000Z',
    arrivalDate: '2026-11-02',
    form: form({ ...NOTHING, '1': true }),
    holds: [{ id: 'H-7', agency: 'health' }]
  })
  expect(worst.reasons.map(({ code }) => code)).toEqual([
    'signature-invalid',
    'already-presented',
    'passport-mismatch',
    'passport-expired',
    'declaration-too-old',
    'wrong-arrival-date',
    'form-consequence',
    'hold'
  ])
})

test('the holder is found by issuer, number and birth date together', () => {
  expect(findHolder(anna, [{ ...anna, issuer: 'FRA' }, { ...anna, birthDate: '1988-08' }, anna])).toBe(2)
  expect(findHolder(anna, [])).toBe(-1)
})
