import { z } from 'zod'
import { CorrectionReason, Finding, OfficerDecision, Outcome, ScannedDocument } from './actions.ts'
import { OfficerCommandName } from './commands.ts'
import { Channel, Form } from './form.ts'
import { Reason, RiskResult } from './reasons.ts'
import { OfficeId } from '#kernel/actor.ts'
import { Money } from '#kernel/money.ts'
import { Answers, DeclaredTraveller, FormReference } from '#standards/qr/index.ts'

const Time = z.iso.datetime({ precision: 3 })

/** States as screens see them. */
export const Status = z.enum(['lodged', 'to-gate', 'through-gate', 'referred', 'questioning', 'examining', 'walked-on', 'concluded'])
export type Status = z.infer<typeof Status>

/** GET /form: the questions now in force at an office. `etag` changes with any of it. */
export const FormAnswer = z.object({ form: Form, version: z.int(), etag: z.string() })
export type FormAnswer = z.infer<typeof FormAnswer>

/** POST /declarations: what the traveller keeps. The status never says more than this. */
export const Receipt = z.object({ document: z.uuid(), revision: z.int(), lodgedAt: Time, status: z.enum(['lodged', 'presented']) })
export type Receipt = z.infer<typeof Receipt>

/** GET /declarations/:document/status: what a phone learns of its own declaration. Never an outcome, never a reason. */
export const PhoneStatus = z.object({ document: z.uuid(), status: z.enum(['lodged', 'presented']) })
export type PhoneStatus = z.infer<typeof PhoneStatus>

/** What somebody without a phone declares at a kiosk; who it is comes from the passport. */
export const AnswersAtKiosk = z
  .object({ form: FormReference, from: z.string().regex(/^[A-Z]{1,3}$/), transport: z.string().max(20), answers: Answers })
  .strict()
export type AnswersAtKiosk = z.infer<typeof AnswersAtKiosk>

/** POST /kiosk/presentations: exactly one of a code, an unreadable code, or a declaration made at the kiosk. */
export const Presentation = z
  .object({
    code: z.string().max(4_296).nullable(),
    unreadable: z.literal(true).optional(),
    mrz: z.string().max(200).nullable(),
    declaration: AnswersAtKiosk.nullable()
  })
  .strict()
  .refine(body => [body.code !== null, body.unreadable === true, body.declaration !== null].filter(Boolean).length === 1, {
    message: 'exactly one of code, unreadable and declaration'
  })
export type Presentation = z.infer<typeof Presentation>

/** What a kiosk is told: where to send the traveller, never why. `gate` names the gate or the desk. */
export const KioskAnswer = z.object({
  outcome: Outcome,
  shortCode: z.string().nullable(),
  validUntil: Time.nullable(),
  gate: z.string(),
  step: z.object({ picture: z.enum(['gate', 'desk']), light: z.enum(['green', 'yellow']) })
})
export type KioskAnswer = z.infer<typeof KioskAnswer>

/** POST /gate/openings: the declaration's code again, or the short code. */
export const Opening = z
  .object({ code: z.string().max(4_296).nullable(), shortCode: z.string().max(12).nullable() })
  .strict()
  .refine(body => (body.code === null) !== (body.shortCode === null), { message: 'exactly one of code and shortCode' })
export type Opening = z.infer<typeof Opening>

export const GateAnswer = z.object({ outcome: z.enum(['open', 'officer']), openedUntil: Time.nullable() })
export type GateAnswer = z.infer<typeof GateAnswer>

/** One arrival on the officers' board. Names are null once they are erased. */
export const BoardRow = z.object({
  dossier: z.uuid(),
  version: z.int(),
  reference: z.string(),
  office: OfficeId,
  gate: z.string(),
  status: Status,
  outcome: Outcome,
  reasons: z.array(Reason),
  flagged: z.boolean(),
  channel: Channel.nullable(),
  presentedAt: Time,
  changedAt: Time,
  presentations: z.int(),
  travellers: z.int(),
  name: z.string().nullable(),
  nationality: z.string().nullable(),
  transport: z.string().nullable(),
  decision: OfficerDecision.nullable(),
  findings: z.array(Finding)
})
export type BoardRow = z.infer<typeof BoardRow>

/** GET /board: those referred first, then the latest. */
export const Board = z.object({ arrivals: z.array(BoardRow), asOf: Time })
export type Board = z.infer<typeof Board>

/** What somebody may do now, and if not, why. */
export const May = z.object({
  command: OfficerCommandName,
  allowed: z.boolean(),
  refusal: z.string().optional(),
  /** For `decide` and `correct-decision`: the decisions that are open now. */
  decisions: z.array(OfficerDecision).optional()
})
export type May = z.infer<typeof May>

export const HistoryEntry = z.object({
  actionId: z.string(),
  version: z.int(),
  type: z.string(),
  at: Time,
  recordedAt: Time,
  node: z.string(),
  by: z.object({ kind: z.enum(['person', 'device', 'traveller', 'system']), id: z.string(), name: z.string().nullable() }),
  office: z.string().nullable(),
  /** What the entry says, as far as the screen has words for it. */
  outcome: Outcome.optional(),
  reasons: z.array(Reason).optional(),
  decision: OfficerDecision.optional(),
  findings: z.array(Finding).optional(),
  duty: Money.nullable().optional(),
  revision: z.int().optional(),
  correction: CorrectionReason.optional(),
  note: z.string().optional()
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** GET /declarations/:dossier. `personal` is null once it is erased. */
export const DossierPage = z.object({
  dossier: z.uuid(),
  version: z.int(),
  reference: z.string(),
  status: Status,
  office: OfficeId.nullable(),
  /** The node that may write in this dossier, and since when. */
  custodian: z.object({ node: z.string(), since: Time }),
  declared: z
    .object({
      document: z.uuid(),
      revision: z.int(),
      declaredAt: Time,
      form: FormReference,
      arrival: z.object({ date: z.string(), office: z.string().nullable(), from: z.string() }),
      answers: Answers,
      travellers: z.int(),
      key: z.string().nullable(),
      signature: z.enum(['valid', 'invalid', 'none']),
      via: z.enum(['phone', 'kiosk-scan', 'kiosk-entry'])
    })
    .nullable(),
  presentation: z
    .object({
      gate: z.string(),
      outcome: Outcome,
      reasons: z.array(Reason),
      consequences: z.array(z.object({ code: z.string(), question: z.int(), channel: Channel, effect: z.string() })),
      channel: Channel.nullable(),
      risk: RiskResult,
      draw: z.number(),
      drawRate: z.number(),
      presentedAt: Time,
      validUntil: Time.nullable(),
      presentations: z.int()
    })
    .nullable(),
  referral: z.object({ by: z.enum(['kiosk', 'gate', 'officer']), reasons: z.array(Reason), flagged: z.boolean() }).nullable(),
  decision: OfficerDecision.nullable(),
  findings: z.array(Finding),
  duty: Money.nullable(),
  personal: z
    .object({
      travellers: z.array(DeclaredTraveller),
      transport: z.string().nullable(),
      texts: Answers,
      scanned: ScannedDocument.nullable()
    })
    .nullable(),
  /** The form that was answered, for the words of questions; null when this node does not know it. */
  form: Form.nullable(),
  /** Other dossiers that cite the same document. */
  related: z.array(z.object({ dossier: z.uuid(), reference: z.string(), status: Status })),
  history: z.array(HistoryEntry),
  may: z.array(May)
})
export type DossierPage = z.infer<typeof DossierPage>

/** POST /declarations/:dossier/commands/:command */
export const CommandAnswer = z.object({ version: z.int(), actionIds: z.array(z.string()) })
export type CommandAnswer = z.infer<typeof CommandAnswer>

/** GET /search */
export const Found = z.object({ dossier: z.uuid(), reference: z.string(), title: z.string(), status: Status })
export type Found = z.infer<typeof Found>
