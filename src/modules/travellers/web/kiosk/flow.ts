import type { AnswersAtKiosk, Presentation } from '../../model/views.ts'

/** Where a traveller stands at the kiosk. What the node decided is only ever `gate` or `officer`; why never reaches this machine. */
export type Stage =
  | { at: 'start' }
  | { at: 'scan' }
  | { at: 'document'; way: Way }
  | { at: 'declare'; zone: string }
  | { at: 'checking'; given: Given }
  | { at: 'gate'; shortCode: string; validUntil: string; hasPhone: boolean }
  | { at: 'officer'; cutOff: boolean }

/** With a code from a phone, with a code that could not be read, or with nothing but the passport. */
export type Way = { kind: 'code'; code: string } | { kind: 'unreadable' } | { kind: 'paperless' }

/** What is shown to the node. */
export type Given = Presentation

export type Happening =
  | { type: 'has-code' }
  | { type: 'no-phone' }
  | { type: 'code-read'; code: string }
  | { type: 'code-not-read' }
  | { type: 'zone-read'; zone: string }
  | { type: 'no-zone' }
  | { type: 'declared'; declaration: AnswersAtKiosk }
  | { type: 'answered-gate'; shortCode: string; validUntil: string }
  | { type: 'answered-officer' }
  | { type: 'node-gone' }
  | { type: 'over' }

/** The next stage. What does not belong to the present one changes nothing: a second code before the lens, a late answer. */
export const step = (stage: Stage, happening: Happening): Stage => {
  if (happening.type === 'over') return { at: 'start' }
  switch (stage.at) {
    case 'start':
    case 'scan':
      return beforeDocument(stage, happening)
    case 'document':
      if (happening.type === 'zone-read') return withZone(stage.way, happening.zone)
      if (happening.type === 'no-zone') return withZone(stage.way, null)
      return stage
    case 'declare':
      if (happening.type !== 'declared') return stage
      return { at: 'checking', given: { code: null, mrz: stage.zone, declaration: happening.declaration } }
    case 'checking':
      return answered(stage, happening)
    case 'gate':
    case 'officer':
      return stage
  }
}

const beforeDocument = (stage: Stage, happening: Happening): Stage => {
  if (happening.type === 'has-code') return { at: 'scan' }
  if (happening.type === 'no-phone') return { at: 'document', way: { kind: 'paperless' } }
  if (happening.type === 'code-read') return { at: 'document', way: { kind: 'code', code: happening.code } }
  if (happening.type === 'code-not-read') return { at: 'document', way: { kind: 'unreadable' } }
  return stage
}

const withZone = (way: Way, zone: string | null): Stage => {
  if (way.kind === 'paperless' && zone !== null) return { at: 'declare', zone }
  const given: Given =
    way.kind === 'code' ? { code: way.code, mrz: zone, declaration: null } : { code: null, unreadable: true, mrz: zone, declaration: null }
  return { at: 'checking', given }
}

const answered = (stage: Extract<Stage, { at: 'checking' }>, happening: Happening): Stage => {
  if (happening.type === 'answered-gate') {
    return { at: 'gate', shortCode: happening.shortCode, validUntil: happening.validUntil, hasPhone: stage.given.code !== null }
  }
  if (happening.type === 'answered-officer') return { at: 'officer', cutOff: false }
  if (happening.type === 'node-gone') return { at: 'officer', cutOff: true }
  return stage
}
