import type { Actor, OfficeId, Role } from '#kernel/actor.ts'
import { holds } from '#kernel/actor.ts'

/** Every command of a declaration. */
export const COMMANDS = ['lodge', 'present', 'open-gate', 'refer', 'decide', 'record-findings', 'correct-decision'] as const
export type CommandName = (typeof COMMANDS)[number]

const OFFICERS: Role[] = ['gate-officer', 'examination-officer', 'senior-officer']

/** The roles that may give each command at the office of the traveller. Lodging is nobody's role: a phone lodges what its key signed. */
export const MAY: Record<CommandName, readonly Role[]> = {
  lodge: [],
  present: ['device'],
  'open-gate': ['device'],
  refer: [...OFFICERS, 'targeting-analyst'],
  decide: OFFICERS,
  'record-findings': OFFICERS,
  'correct-decision': [...OFFICERS, 'office-head']
}

/** The roles that may see travellers' declarations at an office. */
export const READERS: readonly Role[] = [...OFFICERS, 'targeting-analyst', 'office-head', 'auditor']

/** Whether the actor may give this kind of command at the office at all. */
export const mayGive = (command: CommandName, actor: Actor, office: OfficeId): boolean => holds(actor, office, ...MAY[command])

/** A phone lodges and corrects what its own key signed. */
export const mayLodgeFromPhone = (actor: Actor, key: string | null): boolean =>
  actor.kind === 'traveller' && key !== null && actor.id === key

/** Officers correct what they decided themselves; a senior officer or the head of the office corrects anybody's. */
export const mayCorrectDecisionOf = (officer: string, actor: Actor, office: OfficeId): boolean =>
  officer === actor.id || holds(actor, office, 'senior-officer', 'office-head')

/** Whether the actor may see declarations at the office. */
export const mayRead = (actor: Actor, office: OfficeId): boolean => holds(actor, office, ...READERS)
