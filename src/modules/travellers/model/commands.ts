import { z } from 'zod'
import type { ScannedDocument, Place } from './actions.ts'
import { CorrectionReason, Finding, OfficerDecision } from './actions.ts'
import type { FormCheck, GateSettings } from './gate-decision.ts'
import type { Hold, RiskResult } from './reasons.ts'
import { Money } from '#kernel/money.ts'
import type { DeclarationDocument } from '#standards/qr/index.ts'

/** A declaration as it came in, with what reading it showed. */
export interface Lodging {
  document: DeclarationDocument
  /** Thumbprint of the key that signed; null when declared at a kiosk. */
  key: string | null
  signature: 'valid' | 'invalid' | 'none'
  via: 'phone' | 'kiosk-scan' | 'kiosk-entry'
  /** Questions answered in free text: kept apart, as personal. */
  freeText: string[]
}

/** What a kiosk found out, for the outcome. */
export interface Presenting {
  place: Place
  /** The office's calendar day. */
  today: string
  scanned: ScannedDocument | null
  form: FormCheck
  hasOpenReferral: boolean
  wasPassportUsed: boolean
  risk: RiskResult
  holds: readonly Hold[]
  settings: GateSettings
}

const note = z.string().trim().min(1).max(500).optional()

/** An officer sends somebody who was free to go to an officer after all. Refusals: not-permitted, nothing-to-refer. */
export const Refer = z.object({ note }).strict()
/** An officer decides about a referred traveller. Refusals: not-permitted, not-referred. */
export const Decide = z.object({ decision: OfficerDecision, note }).strict()
/** What questions or the examination showed. Refusals: not-permitted, not-under-examination, findings-contradict. */
export const RecordFindings = z.object({ findings: z.array(Finding).min(1).max(7), duty: Money.optional(), note }).strict()
/** Puts right what was tapped or recorded wrongly. Refusals: not-permitted, nothing-decided, not-own-decision, findings-contradict, nothing-to-correct. */
export const CorrectDecision = z
  .object({
    reason: CorrectionReason,
    decision: OfficerDecision,
    findings: z.array(Finding).max(7).optional(),
    duty: Money.optional(),
    note
  })
  .strict()

/** The commands officers give from a dossier's page, by name. */
export const OFFICER_COMMANDS = {
  refer: Refer,
  decide: Decide,
  'record-findings': RecordFindings,
  'correct-decision': CorrectDecision
} as const
export const OfficerCommandName = z.enum(['refer', 'decide', 'record-findings', 'correct-decision'])
export type OfficerCommandName = z.infer<typeof OfficerCommandName>

export type OfficerCommand =
  | ({ type: 'refer' } & z.infer<typeof Refer>)
  | ({ type: 'decide' } & z.infer<typeof Decide>)
  | ({ type: 'record-findings' } & z.infer<typeof RecordFindings>)
  | ({ type: 'correct-decision' } & z.infer<typeof CorrectDecision>)

export type DeclarationCommand =
  /** A phone's submission. Refusals: not-permitted, signature-invalid, already-lodged, revision-superseded, revision-reused, already-presented. */
  | ({ type: 'lodge' } & Lodging)
  /** A kiosk's scan; `lodging` is null when the code was unreadable, `fault` says where. Refusals: not-permitted. */
  | ({ type: 'present'; lodging: Lodging | null; fault?: string } & Presenting)
  /** At the gate. Refusals: not-permitted, not-presented, not-to-gate, other-office. */
  | { type: 'open-gate'; place: Place; revision: number | null; settings: GateSettings }
  | OfficerCommand

export type DeclarationRefusal =
  | 'not-permitted'
  | 'signature-invalid'
  | 'already-lodged'
  | 'revision-superseded'
  | 'revision-reused'
  | 'already-presented'
  | 'not-presented'
  | 'not-to-gate'
  | 'other-office'
  | 'nothing-to-refer'
  | 'not-referred'
  | 'not-under-examination'
  | 'nothing-decided'
  | 'not-own-decision'
  | 'findings-contradict'
  | 'nothing-to-correct'
