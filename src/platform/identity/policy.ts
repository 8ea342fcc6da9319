import { holds } from '#kernel/actor.ts'
import type { Actor, OfficeId, Role } from '#kernel/actor.ts'

/** Roles an office head may give to the people of the office; the rest is an administrator's. */
export const officeRoles: readonly Role[] = [
  'gate-officer',
  'targeting-analyst',
  'documents-officer',
  'examination-officer',
  'senior-officer',
  'cashier',
  'partner-agency-officer',
  'trader',
  'relief-organisation'
]

/** Whether the actor may give or take the role at the office. `device` is nobody's to give: it comes with enrolment. */
export const mayGrant = (actor: Actor, role: Role, office: OfficeId): boolean =>
  role !== 'device' &&
  (actor.kind === 'system' || holds(actor, office, 'administrator') || (holds(actor, office, 'office-head') && officeRoles.includes(role)))

/** Whether the actor may make people known to the node at the office. */
export const mayRegister = (actor: Actor, office: OfficeId): boolean =>
  actor.kind === 'system' || holds(actor, office, 'administrator', 'office-head')

/** Whether the actor may shut a person out: an administrator of every office where the person holds a role. */
export const mayDisable = (actor: Actor, offices: readonly OfficeId[]): boolean =>
  actor.kind === 'system' ||
  (offices.length > 0
    ? offices.every(office => holds(actor, office, 'administrator'))
    : actor.grants.some(({ role }) => role === 'administrator'))

/** Whether the actor may enrol and revoke devices of the office. */
export const mayKeepDevices = (actor: Actor, office: OfficeId): boolean =>
  actor.kind === 'system' || holds(actor, office, 'administrator', 'office-head')

/** Whether the actor may read the whole of the ledger's feed. */
export const mayWatchLedger = (actor: Actor): boolean => actor.grants.some(({ role }) => role === 'auditor' || role === 'administrator')
