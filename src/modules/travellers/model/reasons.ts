import { z } from 'zod'

/** Why somebody is sent to an officer. Officers see them, travellers never do. */
export const ReasonCode = z.enum([
  'code-unreadable',
  'signature-invalid',
  'passport-not-read',
  'passport-mismatch',
  'passport-expired',
  'already-presented',
  'older-revision',
  'revision-reused',
  'open-referral',
  'passport-used',
  'declaration-too-old',
  'declared-in-future',
  'wrong-arrival-date',
  'form-unknown',
  'form-outdated',
  'form-incomplete',
  'form-consequence',
  'risk',
  'hold',
  'random-draw',
  'gate-expired',
  'gate-already-opened',
  'officer'
])
export type ReasonCode = z.infer<typeof ReasonCode>

/** A reason, and of what: the consequence's code, the hold's id, the layer of the code that failed. */
export const Reason = z.object({ code: ReasonCode, of: z.string().max(60).optional() }).strict()
export type Reason = z.infer<typeof Reason>

/** What the risk assessment says. `not-assessed` is allowed: then only the other checks speak. */
export const RiskResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-assessed') }).strict(),
  z.object({ status: z.literal('assessed'), band: z.enum(['low', 'medium', 'high']), ruleSet: z.string().max(60) }).strict()
])
export type RiskResult = z.infer<typeof RiskResult>

/** A partner agency's act that keeps a traveller from walking on. */
export const Hold = z.object({ id: z.string().max(60), agency: z.string().max(60) }).strict()
export type Hold = z.infer<typeof Hold>
