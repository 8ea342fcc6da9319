import { OfficerDecision } from './actions.ts'
import type { OfficerCommand, OfficerCommandName } from './commands.ts'
import { byOfficer } from './officer.ts'
import type { DeclarationState } from './state.ts'
import type { May } from './views.ts'
import type { Moment } from '#kernel/moment.ts'

/** One way to give each command that would be accepted if the command may be given at all. */
const PROBES: Record<OfficerCommandName, OfficerCommand[]> = {
  refer: [{ type: 'refer' }],
  decide: OfficerDecision.options.map(decision => ({ type: 'decide', decision })),
  'record-findings': [{ type: 'record-findings', findings: ['nothing'] }],
  'correct-decision': OfficerDecision.options.map(decision => ({ type: 'correct-decision', reason: 'mistap', decision }))
}

/** What the actor may do now, and if not, why: the answers of `decide` itself. For `decide`, also which decisions are open. */
export const mayNow = (state: DeclarationState, at: Moment): May[] =>
  Object.entries(PROBES).map(([command, probes]) => {
    const answers = probes.map(probe => ({ probe, answer: byOfficer(state, probe, at) }))
    const accepted = answers.filter(({ answer }) => answer.ok)
    const first = answers[0]?.answer
    const refusal = accepted.length === 0 && first && !first.ok ? first.refusal.code : undefined
    const decisions = accepted.flatMap(({ probe }) => ('decision' in probe ? [probe.decision] : []))
    return {
      command: command as OfficerCommandName,
      allowed: accepted.length > 0,
      ...(refusal === undefined ? {} : { refusal }),
      ...(decisions.length > 0 ? { decisions } : {})
    }
  })
