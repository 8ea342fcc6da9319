import type { DeclarationAction, Finding } from './actions.ts'
import type { DeclarationRefusal, OfficerCommand } from './commands.ts'
import { mayCorrectDecisionOf, mayGive } from './policy.ts'
import type { DeclarationState, PresentedState } from './state.ts'
import { isPresented } from './state.ts'
import type { Decision } from '#kernel/decider.ts'
import { accept, never, refuse } from '#kernel/decider.ts'
import type { Moment } from '#kernel/moment.ts'

type Answer = Decision<DeclarationAction, DeclarationRefusal>
type Of<Type extends OfficerCommand['type']> = Extract<OfficerCommand, { type: Type }>

/** What officers do with a traveller who has been to a kiosk. */
export const byOfficer = (state: DeclarationState, command: OfficerCommand, at: Moment): Answer => {
  if (!isPresented(state)) return refuse('not-presented')
  if (!mayGive(command.type, at.actor, state.place.office)) return refuse('not-permitted')
  switch (command.type) {
    case 'refer':
      return refer(state, command)
    case 'decide':
      return decide(state, command, at)
    case 'record-findings':
      return recordFindings(state, command, at)
    case 'correct-decision':
      return correct(state, command, at)
    default:
      return never(command)
  }
}

const noted = (note: string | undefined) => (note === undefined ? {} : { personal: { note } })

const refer = (state: PresentedState, { note }: Of<'refer'>): Answer => {
  if (state.status !== 'to-gate' && state.status !== 'through-gate') return refuse('nothing-to-refer')
  const facts = { place: state.place, by: 'officer' as const, reasons: [{ code: 'officer' as const }], flagged: false }
  return accept({ type: 'travellers.traveller-referred.v1', facts, ...noted(note) })
}

const decide = (state: PresentedState, { decision, note }: Of<'decide'>, at: Moment): Answer => {
  const mayFollow = state.status === 'referred' || (state.status === 'questioning' && decision !== 'question')
  if (!mayFollow) return refuse('not-referred')
  return accept({ type: 'travellers.officer-decided.v1', facts: { place: state.place, decision, officer: at.actor.id }, ...noted(note) })
}

const recordFindings = (state: PresentedState, { findings, duty, note }: Of<'record-findings'>, at: Moment): Answer => {
  if (state.status !== 'questioning' && state.status !== 'examining') return refuse('not-under-examination')
  if (contradict(findings, duty !== undefined)) return refuse('findings-contradict')
  const facts = { place: state.place, findings: [...new Set(findings)], duty: duty ?? null, officer: at.actor.id }
  return accept({ type: 'travellers.findings-recorded.v1', facts, ...noted(note) })
}

const correct = (state: PresentedState, command: Of<'correct-decision'>, at: Moment): Answer => {
  if (!('decided' in state)) return refuse('nothing-decided')
  if (!mayCorrectDecisionOf(state.decided.officer, at.actor, state.place.office)) return refuse('not-own-decision')
  const findings = [...new Set(command.findings ?? [])]
  const duty = command.duty ?? null
  if (findings.length > 0 && command.decision === 'walk-on') return refuse('findings-contradict')
  if (contradict(findings, duty !== null)) return refuse('findings-contradict')
  const before = state.status === 'concluded' ? { findings: state.findings, duty: state.duty } : { findings: [], duty: null }
  if (command.decision === state.decided.decision && JSON.stringify({ findings, duty }) === JSON.stringify(before))
    return refuse('nothing-to-correct')
  const { decision, reason } = command
  const facts = { place: state.place, reason, decision, findings, duty, officer: at.actor.id }
  return accept({ type: 'travellers.decision-corrected.v1', facts, ...noted(command.note) })
}

/** `nothing` stands alone, and an amount of duty needs `duty-paid`. */
const contradict = (findings: readonly Finding[], hasDuty: boolean): boolean =>
  (findings.includes('nothing') && findings.length > 1) || (hasDuty && !findings.includes('duty-paid'))
