import type { Outcome, ScannedDocument } from './actions.ts'
import { addDays, addMinutes, dayOf } from './dates.ts'
import type { FormEvaluation } from './evaluate-form.ts'
import type { Form } from './form.ts'
import type { Hold, Reason, RiskResult } from './reasons.ts'
import type { DeclaredTraveller } from '#standards/qr/index.ts'

/** What an office sets for its gates. */
export interface GateSettings {
  /** How many of those with nothing against them are drawn for an officer, 0 to 1. */
  drawRate: number
  /** How long after the kiosk the gate opens. */
  gateMinutes: number
  /** How long the gate stays open. */
  openSeconds: number
  /** How far the declared day of arrival may be from today, for ships and night flights. */
  arrivalDays: number
  /** How many days old a declaration may be, where its form allows more; null: as the form says. */
  declarationDays: number | null
  /** How far a phone's clock may be ahead. */
  clockMinutes: number
}

/** A start for offices that have set nothing. */
export const GATE_SETTINGS: GateSettings = {
  drawRate: 0.02,
  gateMinutes: 15,
  openSeconds: 8,
  declarationDays: null,
  arrivalDays: 1,
  clockMinutes: 30
}

/** The form as this node knows it. */
export type FormCheck =
  | { known: false }
  /** Another version was in force when it was declared. */
  | { known: true; isOutdated: boolean; validDays: Form['validDays']; evaluation: FormEvaluation }

/** Everything the outcome depends on. Times are ISO 8601 UTC, `today` is the office's calendar day. */
export interface GateInput {
  signature: 'valid' | 'invalid' | 'none'
  /** Null: the passport could not be read, or its check digits are wrong. */
  scanned: ScannedDocument | null
  travellers: readonly DeclaredTraveller[]
  declaredAt: string
  arrivalDate: string
  now: string
  today: string
  form: FormCheck
  wasPresented: boolean
  isOlderRevision: boolean
  /** The same revision came in before with another content. */
  isRevisionReused: boolean
  /** This passport was referred here and no officer has finished with it. */
  hasOpenReferral: boolean
  /** This passport was sent to the gate with another declaration not long ago: a second opening would be somebody else's. */
  wasPassportUsed: boolean
  risk: RiskResult
  holds: readonly Hold[]
  draw: number
  settings: GateSettings
}

export interface GateDecision {
  outcome: Outcome
  reasons: Reason[]
}

/** Whether the traveller may walk to the gate. One reason is enough for an officer; all are given. A random draw is only made of those with none. */
export const decideOutcome = (input: GateInput): GateDecision => {
  const reasons = [
    ...paperReasons(input),
    ...passportReasons(input),
    ...timeReasons(input),
    ...formReasons(input.form),
    ...riskReasons(input)
  ]
  if (reasons.length === 0 && input.draw < input.settings.drawRate) reasons.push({ code: 'random-draw' })
  return { outcome: reasons.length === 0 ? 'gate' : 'officer', reasons }
}

/** The passports a presentation stands for, the one shown first: the whole family's where it is one of theirs, or just that one. */
export const passportsOf = (
  scanned: ScannedDocument | null,
  travellers: readonly DeclaredTraveller[],
  signature: GateInput['signature']
): { number: string; issuer: string }[] => {
  if (!scanned) return []
  const holder = signature === 'invalid' ? -1 : findHolder(scanned, travellers)
  return holder < 0 ? [scanned] : [scanned, ...travellers.filter((_traveller, index) => index !== holder)]
}

/** Which of the declared travellers holds the document; -1 for none. */
export const findHolder = (scanned: ScannedDocument, travellers: readonly DeclaredTraveller[]): number =>
  travellers.findIndex(
    traveller =>
      traveller.number === scanned.number &&
      traveller.issuer === scanned.issuer &&
      (scanned.birthDate === null || traveller.birthDate === scanned.birthDate)
  )

const when = (holds: boolean, reason: Reason): Reason[] => (holds ? [reason] : [])

const paperReasons = (input: GateInput): Reason[] => [
  ...when(input.signature === 'invalid', { code: 'signature-invalid' }),
  ...when(input.wasPresented, { code: 'already-presented' }),
  ...when(input.isOlderRevision, { code: 'older-revision' }),
  ...when(input.isRevisionReused, { code: 'revision-reused' }),
  ...when(input.hasOpenReferral, { code: 'open-referral' }),
  ...when(input.wasPassportUsed, { code: 'passport-used' })
]

const passportReasons = ({ scanned, travellers, today }: GateInput): Reason[] => {
  if (!scanned) return [{ code: 'passport-not-read' }]
  return [
    ...when(findHolder(scanned, travellers) < 0, { code: 'passport-mismatch' }),
    ...when(scanned.expires !== null && scanned.expires < today, { code: 'passport-expired' })
  ]
}

const timeReasons = ({ declaredAt, arrivalDate, now, today, form, settings }: GateInput): Reason[] => [
  ...when(form.known && addDays(dayOf(declaredAt), Math.min(form.validDays, settings.declarationDays ?? Infinity)) < dayOf(now), {
    code: 'declaration-too-old'
  }),
  ...when(declaredAt > addMinutes(now, settings.clockMinutes), { code: 'declared-in-future' }),
  ...when(arrivalDate < addDays(today, -settings.arrivalDays) || arrivalDate > addDays(today, settings.arrivalDays), {
    code: 'wrong-arrival-date'
  })
]

const formReasons = (form: FormCheck): Reason[] => {
  if (!form.known) return [{ code: 'form-unknown' }]
  const { missing, invalid, consequences } = form.evaluation
  return [
    ...when(form.isOutdated, { code: 'form-outdated' }),
    ...when(missing.length + invalid.length > 0, { code: 'form-incomplete' }),
    ...consequences.filter(each => each.channel === 'red').map((each): Reason => ({ code: 'form-consequence', of: each.code }))
  ]
}

const riskReasons = ({ risk, holds }: GateInput): Reason[] => [
  ...when(risk.status === 'assessed' && risk.band === 'high', { code: 'risk' }),
  ...holds.map((hold): Reason => ({ code: 'hold', of: hold.id }))
]
