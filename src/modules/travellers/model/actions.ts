import { z } from 'zod'
import { Channel } from './form.ts'
import { Reason, RiskResult } from './reasons.ts'
import { OfficeId } from '#kernel/actor.ts'
import type { Action } from '#kernel/decider.ts'
import { Money } from '#kernel/money.ts'
import { Answers, BirthDate, CalendarDate, DeclaredTraveller, FormReference } from '#standards/qr/index.ts'

const Time = z.iso.datetime({ precision: 3 })
const Device = z.string().min(1).max(100)
const Note = z.object({ note: z.string().min(1).max(500) }).strict()

/** Where something happens: the office, and its gate or counter. */
export const Place = z.object({ office: OfficeId, gate: z.string().min(1).max(40) }).strict()
export type Place = z.infer<typeof Place>

/** What was declared, without what identifies a person. Answers in free text and the means of transport (a plate, say) are personal. */
export const DeclaredFacts = z
  .object({
    document: z.uuid(),
    revision: z.int().min(1).max(999),
    declaredAt: Time,
    form: FormReference,
    arrival: z.object({ date: CalendarDate, office: OfficeId.nullable(), from: z.string() }).strict(),
    answers: Answers,
    travellers: z.int().min(1).max(12),
    /** The thumbprint of the key that signed; null when declared at a kiosk. */
    key: z.string().nullable(),
    signature: z.enum(['valid', 'invalid', 'none']),
    via: z.enum(['phone', 'kiosk-scan', 'kiosk-entry'])
  })
  .strict()
export type DeclaredFacts = z.infer<typeof DeclaredFacts>

export const DeclaredPersonal = z.object({ travellers: z.array(DeclaredTraveller).min(1), transport: z.string(), texts: Answers }).strict()
export type DeclaredPersonal = z.infer<typeof DeclaredPersonal>

/** A travel document as a reader read it. */
export const ScannedDocument = z
  .object({
    documentCode: z.string(),
    issuer: z.string(),
    number: z.string(),
    familyName: z.string(),
    givenNames: z.string(),
    nationality: z.string(),
    birthDate: BirthDate.nullable(),
    sex: z.enum(['F', 'M', 'X']),
    expires: z.string().nullable()
  })
  .strict()
export type ScannedDocument = z.infer<typeof ScannedDocument>

export const Outcome = z.enum(['gate', 'officer'])
export type Outcome = z.infer<typeof Outcome>

export const PresentedFacts = z
  .object({
    place: Place,
    device: Device,
    outcome: Outcome,
    reasons: z.array(Reason),
    consequences: z.array(
      z
        .object({ code: z.string(), question: z.int(), channel: Channel, effect: z.enum(['refer', 'cash-form', 'details', 'notice']) })
        .strict()
    ),
    /** Null when the form could not be evaluated. */
    channel: Channel.nullable(),
    risk: RiskResult,
    draw: z.number().min(0).max(1),
    drawRate: z.number().min(0).max(1),
    presentedAt: Time,
    shortCode: z.string().nullable(),
    validUntil: Time.nullable(),
    /** Worth a second look for what the paper itself went through, e.g. presented twice. */
    flagged: z.boolean()
  })
  .strict()
export type PresentedFacts = z.infer<typeof PresentedFacts>

export const PresentedPersonal = z.object({ scanned: ScannedDocument }).strict()
export type PresentedPersonal = z.infer<typeof PresentedPersonal>

export const GateOpenedFacts = z.object({ place: Place, device: Device, openedUntil: Time }).strict()

export const ReferredFacts = z
  .object({ place: Place, by: z.enum(['gate', 'officer']), reasons: z.array(Reason).min(1), flagged: z.boolean() })
  .strict()

/** Walk on; be asked questions; have the goods examined. */
export const OfficerDecision = z.enum(['walk-on', 'question', 'examine'])
export type OfficerDecision = z.infer<typeof OfficerDecision>

export const DecidedFacts = z.object({ place: Place, decision: OfficerDecision, officer: Device }).strict()

export const Finding = z.enum([
  'nothing',
  'duty-paid',
  'goods-detained',
  'goods-surrendered',
  'permit-shown',
  'offence',
  'passed-to-agency'
])
export type Finding = z.infer<typeof Finding>

export const FindingsFacts = z.object({ place: Place, findings: z.array(Finding).min(1), duty: Money.nullable(), officer: Device }).strict()

export const CorrectionReason = z.enum(['mistap', 'wrong-traveller', 'new-facts'])
export type CorrectionReason = z.infer<typeof CorrectionReason>

/** What holds after a correction: a decision, and findings where it came to findings. */
export const CorrectedFacts = z
  .object({
    place: Place,
    reason: CorrectionReason,
    decision: OfficerDecision,
    findings: z.array(Finding),
    duty: Money.nullable(),
    officer: Device
  })
  .strict()

export const Noted = Note
export type Noted = z.infer<typeof Note>

/** Everything that can happen to a traveller's declaration. */
export type DeclarationAction =
  | Action<'travellers.declaration-lodged.v1', DeclaredFacts, DeclaredPersonal>
  | Action<'travellers.declaration-corrected.v1', DeclaredFacts, DeclaredPersonal>
  | Action<'travellers.declaration-presented.v1', PresentedFacts, PresentedPersonal>
  | Action<'travellers.gate-opened.v1', z.infer<typeof GateOpenedFacts>, never>
  | Action<'travellers.traveller-referred.v1', z.infer<typeof ReferredFacts>, Noted>
  | Action<'travellers.officer-decided.v1', z.infer<typeof DecidedFacts>, Noted>
  | Action<'travellers.findings-recorded.v1', z.infer<typeof FindingsFacts>, Noted>
  | Action<'travellers.decision-corrected.v1', z.infer<typeof CorrectedFacts>, Noted>
