import type { DeclarationAction, PresentedFacts } from '../actions.ts'
import type { DeclarationCommand, Lodging } from '../commands.ts'
import { evaluateForm } from '../evaluate-form.ts'
import { Form } from '../form.ts'
import forms from '../forms/meridia.json' with { type: 'json' }
import { GATE_SETTINGS } from '../gate-decision.ts'
import { bodiesOf, freeTextOf } from '../lodge.ts'
import { shortCodeFrom } from '../short-code.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import type { Answers, DeclarationDocument, DeclaredTraveller } from '#standards/qr/index.ts'

export const FORMS = forms.map(form => Form.parse(form))
export const ARRIVAL = FORMS[0]!
export const LAND = FORMS[1]!
export const NOW = '2026-11-23T20:15:00.000Z'
export const PLACE = { office: 'PORT-1', gate: 'A' }
export const KEY = 'u0LlVbqkTtYFyZ0pN3ZbqVq3mH6mJ9d0x0YkXb8cEzA'

export const anna: DeclaredTraveller = {
  familyName: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  documentCode: 'P',
  number: 'L898902C3',
  issuer: 'UTO',
  nationality: 'UTO',
  birthDate: '1988-08-12',
  sex: 'F',
  expires: '2031-04-15'
}

/** Nothing to declare, every question answered. */
export const NOTHING: Answers = Object.fromEntries([1, 2, 4, 8, 10, 11, 13, 16, 18, 20].map(id => [String(id), false]))

export const documentOf = (changes: Partial<DeclarationDocument> = {}): DeclarationDocument => ({
  document: '019ab1c2-7d3e-7a4b-9c5d-1e2f3a4b5c6d',
  revision: 1,
  declaredAt: '2026-11-23T18:40:12.000Z',
  form: { id: 'uto-arrival', version: 1 },
  arrival: { date: '2026-11-23', office: 'PORT-1', transport: 'MR204', from: 'JPN' },
  travellers: [anna],
  answers: NOTHING,
  ...changes
})

export const lodgingOf = (document: Partial<DeclarationDocument> = {}, changes: Partial<Lodging> = {}): Lodging => {
  const whole = documentOf(document)
  return { document: whole, key: KEY, signature: 'valid', via: 'phone', freeText: freeTextOf(ARRIVAL, whole.answers), ...changes }
}

export const presentOf = (
  lodging: Lodging | null,
  changes: Partial<Extract<DeclarationCommand, { type: 'present' }>> = {}
): DeclarationCommand => ({
  type: 'present',
  lodging: lodging && { ...lodging, via: 'kiosk-scan' },
  place: PLACE,
  today: '2026-11-23',
  scanned: anna,
  form: {
    known: true,
    isOutdated: false,
    validDays: 7,
    evaluation: evaluateForm(ARRIVAL, lodging?.document.answers ?? {}, {
      date: '2026-11-23',
      from: 'JPN',
      travellers: lodging?.document.travellers ?? []
    })
  },
  hasOpenReferral: false,
  wasPassportUsed: false,
  risk: { status: 'not-assessed' },
  holds: [],
  settings: GATE_SETTINGS,
  ...changes
})

export const lodged = (document: Partial<DeclarationDocument> = {}): DeclarationAction => ({
  type: 'travellers.declaration-lodged.v1',
  ...bodiesOf(lodgingOf(document))
})
export const corrected = (document: Partial<DeclarationDocument> = {}): DeclarationAction => ({
  type: 'travellers.declaration-corrected.v1',
  ...bodiesOf(lodgingOf({ revision: 2, ...document }))
})

export const presentedToGate = (changes: Partial<PresentedFacts> = {}): DeclarationAction => ({
  type: 'travellers.declaration-presented.v1',
  facts: {
    place: PLACE,
    device: 'KIOSK-1',
    outcome: 'gate',
    reasons: [],
    consequences: [],
    channel: 'green',
    risk: { status: 'not-assessed' },
    draw: 0.5,
    drawRate: 0.02,
    presentedAt: NOW,
    shortCode: shortCodeFrom(0.5),
    validUntil: '2026-11-23T20:30:00.000Z',
    flagged: false,
    ...changes
  },
  personal: { scanned: anna }
})
export const presentedToOfficer = (changes: Partial<PresentedFacts> = {}): DeclarationAction =>
  presentedToGate({
    outcome: 'officer',
    reasons: [{ code: 'form-consequence', of: 'cash-over-threshold' }],
    shortCode: null,
    validUntil: null,
    channel: 'red',
    ...changes
  })
export const gateOpened: DeclarationAction = {
  type: 'travellers.gate-opened.v1',
  facts: { place: PLACE, device: 'GATE-1', openedUntil: '2026-11-23T20:15:08.000Z' }
}
export const decidedAs = (decision: 'walk-on' | 'question' | 'examine', officer = 'NOOR'): DeclarationAction => ({
  type: 'travellers.officer-decided.v1',
  facts: { place: PLACE, decision, officer }
})
export const foundNothing: DeclarationAction = {
  type: 'travellers.findings-recorded.v1',
  facts: { place: PLACE, findings: ['nothing'], duty: null, officer: 'NOOR' }
}

const acting = (kind: Actor['kind'], id: string, role: Role, office = 'PORT-1'): Actor => ({
  kind,
  id,
  office,
  grants: [{ role, offices: [office] }]
})
export const kiosk = acting('device', 'KIOSK-1', 'device')
export const gate = acting('device', 'GATE-1', 'device')
export const phone: Actor = { kind: 'traveller', id: KEY, office: null, grants: [] }
export const person = (id: string, role: Role, office = 'PORT-1'): Actor => acting('person', id, role, office)
export const noor = person('NOOR', 'gate-officer')
