import type { DeclarationAction } from './actions.ts'
import type { DeclarationCommand, DeclarationRefusal, Lodging } from './commands.ts'
import { addMinutes } from './dates.ts'
import type { GateDecision } from './gate-decision.ts'
import { decideOutcome } from './gate-decision.ts'
import { bodiesOf, isSame } from './lodge.ts'
import { mayGive } from './policy.ts'
import type { Reason, ReasonCode } from './reasons.ts'
import { shortCodeFrom } from './short-code.ts'
import type { DeclarationState } from './state.ts'
import { isPresented } from './state.ts'
import type { Decision } from '#kernel/decider.ts'
import { accept, refuse } from '#kernel/decider.ts'
import type { Moment } from '#kernel/moment.ts'

type Present = Extract<DeclarationCommand, { type: 'present' }>
type OpenGate = Extract<DeclarationCommand, { type: 'open-gate' }>

/** What the paper itself went through: worth an officer's second look. */
const FLAGS: ReasonCode[] = [
  'already-presented',
  'signature-invalid',
  'passport-mismatch',
  'revision-reused',
  'open-referral',
  'passport-used',
  'gate-already-opened'
]

export const isFlagged = (reasons: readonly Reason[]): boolean => reasons.some(reason => FLAGS.includes(reason.code))

/** A kiosk presents: takes in what it read, decides between gate and officer, records both with the reasons. */
export const present = (state: DeclarationState, command: Present, at: Moment): Decision<DeclarationAction, DeclarationRefusal> => {
  if (!mayGive('present', at.actor, command.place.office)) return refuse('not-permitted')
  const { lodging, place, scanned } = command
  const decision = lodging ? outcomeOf(state, lodging, command, at) : unreadable(command)
  const isFree = decision.outcome === 'gate'
  return accept(...takenIn(state, lodging), {
    type: 'travellers.declaration-presented.v1',
    facts: {
      place,
      device: at.actor.id,
      outcome: decision.outcome,
      reasons: decision.reasons,
      consequences: command.form.known ? command.form.evaluation.consequences : [],
      channel: command.form.known && lodging ? command.form.evaluation.channel : null,
      risk: command.risk,
      draw: at.random,
      drawRate: command.settings.drawRate,
      presentedAt: at.now,
      shortCode: isFree ? shortCodeFrom(at.random) : null,
      validUntil: isFree ? addMinutes(at.now, command.settings.gateMinutes) : null,
      flagged: isFlagged(decision.reasons)
    },
    ...(scanned ? { personal: { scanned } } : {})
  })
}

/** What came in with the scan is lodged first, or corrects what the phone had sent. After a presentation nothing is taken in any more. */
const takenIn = (state: DeclarationState, lodging: Lodging | null): DeclarationAction[] => {
  if (!lodging || isPresented(state)) return []
  const bodies = bodiesOf(lodging)
  if (state.status === 'none') return [{ type: 'travellers.declaration-lodged.v1', ...bodies }]
  const { revision } = state.declared
  const isNewer = revision < lodging.document.revision || (revision === lodging.document.revision && !isSame(state.declared, bodies))
  return isNewer ? [{ type: 'travellers.declaration-corrected.v1', ...bodies }] : []
}

const outcomeOf = (state: DeclarationState, { document, ...lodging }: Lodging, command: Present, at: Moment): GateDecision => {
  const known = state.status === 'none' ? null : state.declared
  return decideOutcome({
    signature: lodging.signature,
    scanned: command.scanned,
    travellers: document.travellers,
    declaredAt: document.declaredAt,
    arrivalDate: document.arrival.date,
    now: at.now,
    today: command.today,
    form: command.form,
    wasPresented: isPresented(state),
    isOlderRevision: known !== null && document.revision < known.revision,
    isRevisionReused: known !== null && document.revision === known.revision && !isSame(known, bodiesOf({ document, ...lodging })),
    hasOpenReferral: command.hasOpenReferral,
    wasPassportUsed: command.wasPassportUsed,
    risk: command.risk,
    holds: command.holds,
    draw: at.random,
    settings: command.settings
  })
}

const unreadable = (command: Present): GateDecision => ({
  outcome: 'officer',
  reasons: [
    { code: 'code-unreadable', ...(command.fault ? { of: command.fault } : {}) },
    ...(command.scanned ? [] : [{ code: 'passport-not-read' } as const]),
    ...(command.hasOpenReferral ? [{ code: 'open-referral' } as const] : []),
    ...(command.wasPassportUsed ? [{ code: 'passport-used' } as const] : [])
  ]
})

/** The gate opens once per presentation and in time; a second try or a late one sends to an officer. */
export const openGate = (
  state: DeclarationState,
  { place, revision, settings }: OpenGate,
  at: Moment
): Decision<DeclarationAction, DeclarationRefusal> => {
  if (!mayGive('open-gate', at.actor, place.office)) return refuse('not-permitted')
  if (!isPresented(state)) return refuse('not-presented')
  if (state.place.office !== place.office) return refuse('other-office')
  const isOtherPaper = revision !== null && revision !== state.declared?.revision
  if ((state.status !== 'to-gate' && state.status !== 'through-gate') || isOtherPaper) return refuse('not-to-gate')
  if (state.status === 'through-gate') return accept(referral(place, 'gate-already-opened'))
  if (state.presentation.validUntil === null || at.now > state.presentation.validUntil) return accept(referral(place, 'gate-expired'))
  const openedUntil = addMinutes(at.now, settings.openSeconds / 60)
  return accept({ type: 'travellers.gate-opened.v1', facts: { place, device: at.actor.id, openedUntil } })
}

const referral = (place: OpenGate['place'], code: 'gate-already-opened' | 'gate-expired'): DeclarationAction => ({
  type: 'travellers.traveller-referred.v1',
  facts: { place, by: 'gate', reasons: [{ code }], flagged: isFlagged([{ code }]) }
})
