import type { DeclarationAction } from './actions.ts'
import type { DeclarationState, Declared, PresentedState, Referral } from './state.ts'
import { isPresented } from './state.ts'
import { never } from '#kernel/decider.ts'

type ActionOf<Type extends DeclarationAction['type']> = Extract<DeclarationAction, { type: Type }>

/** What became true. An action that does not fit what was before (it cannot come from `decide`) changes nothing. */
export const evolve = (state: DeclarationState, action: DeclarationAction): DeclarationState => {
  switch (action.type) {
    case 'travellers.declaration-lodged.v1':
    case 'travellers.declaration-corrected.v1':
      return isPresented(state) ? state : { status: 'lodged', declared: declaredBy(action) }
    case 'travellers.declaration-presented.v1':
      return presented(state, action)
    case 'travellers.gate-opened.v1':
      return isPresented(state) ? { ...atCustoms(state), status: 'through-gate' } : state
    case 'travellers.traveller-referred.v1': {
      const { by, reasons, flagged } = action.facts
      return isPresented(state) ? { ...atCustoms(state), status: 'referred', referral: { by, reasons, flagged } } : state
    }
    case 'travellers.officer-decided.v1':
      return isPresented(state) ? decidedAs(state, action.facts.decision, action.facts.officer) : state
    case 'travellers.findings-recorded.v1': {
      if (!isPresented(state)) return state
      const { findings, duty, officer } = action.facts
      const decision = 'decided' in state ? state.decided.decision : 'examine'
      return { ...atCustoms(state), status: 'concluded', referral: referralOf(state), decided: { decision, officer }, findings, duty }
    }
    case 'travellers.decision-corrected.v1': {
      if (!isPresented(state)) return state
      const { findings, duty, decision, officer } = action.facts
      const decided = decidedAs(state, decision, officer)
      return findings.length === 0
        ? decided
        : { ...atCustoms(state), status: 'concluded', referral: referralOf(state), decided: { decision, officer }, findings, duty }
    }
    default:
      return never(action)
  }
}

const declaredBy = (action: ActionOf<'travellers.declaration-lodged.v1' | 'travellers.declaration-corrected.v1'>): Declared =>
  action.personal
    ? { ...action.facts, people: action.personal.travellers, transport: action.personal.transport, texts: action.personal.texts }
    : action.facts

const presented = (state: DeclarationState, action: ActionOf<'travellers.declaration-presented.v1'>): DeclarationState => {
  const common = {
    declared: state.status === 'none' ? null : state.declared,
    presentation: action.personal ? { ...action.facts, scanned: action.personal.scanned } : action.facts,
    presentations: isPresented(state) ? state.presentations + 1 : 1,
    place: action.facts.place
  }
  if (action.facts.outcome === 'gate') return { ...common, status: 'to-gate' }
  return { ...common, status: 'referred', referral: { by: 'kiosk', reasons: action.facts.reasons, flagged: action.facts.flagged } }
}

const atCustoms = ({ declared, presentation, presentations, place }: PresentedState) => ({ declared, presentation, presentations, place })

const referralOf = (state: PresentedState): Referral =>
  'referral' in state ? state.referral : { by: 'officer', reasons: [{ code: 'officer' }], flagged: false }

const STATUS = { 'walk-on': 'walked-on', question: 'questioning', examine: 'examining' } as const

const decidedAs = (state: PresentedState, decision: keyof typeof STATUS, officer: string): PresentedState => ({
  ...atCustoms(state),
  status: STATUS[decision],
  referral: referralOf(state),
  decided: { decision, officer }
})
