import { z } from 'zod'
import type { DossierKind, ProjectedRow } from '../ledger/contract.ts'
import { mayDisable, mayGrant, mayRegister } from './policy.ts'
import { OfficeId, Role } from '#kernel/actor.ts'
import { accept, never, refuse } from '#kernel/decider.ts'
import type { Action, Decider, Decision } from '#kernel/decider.ts'
import type { Moment } from '#kernel/moment.ts'

export const HeldRole = z.strictObject({ role: Role, office: OfficeId })
export type HeldRole = z.infer<typeof HeldRole>

const Registered = z.object({ person: z.uuid(), office: OfficeId })
const RegisteredPersonal = z.object({ name: z.string(), username: z.string() })
const Nothing = z.object({})

type PersonAction =
  | Action<'identity.person-registered.v1', z.infer<typeof Registered>, z.infer<typeof RegisteredPersonal>>
  | Action<'identity.role-granted.v1', HeldRole>
  | Action<'identity.role-revoked.v1', HeldRole>
  | Action<'identity.person-disabled.v1', Record<string, never>>
  | Action<'identity.person-enabled.v1', Record<string, never>>
  | Action<'identity.password-offered.v1', Record<string, never>>

export type PersonCommand =
  | { type: 'register-person'; person: string; office: OfficeId; name: string; username: string }
  | ({ type: 'grant-role' } & HeldRole)
  | ({ type: 'revoke-role' } & HeldRole)
  | { type: 'disable-person' }
  | { type: 'enable-person' }
  /** A new password, and with it the way to become this person: never without a trace. */
  | { type: 'offer-password' }

export type PersonRefusalCode =
  'not-permitted' | 'person-unknown' | 'person-known' | 'person-disabled' | 'person-enabled' | 'role-held' | 'role-not-held' | 'own-account'

export type PersonState =
  { status: 'unknown' } | { status: 'active' | 'disabled'; person: string; registeredAt: OfficeId; roles: HeldRole[] }

type PersonDecision = Decision<PersonAction, PersonRefusalCode>

const same = (a: HeldRole, b: HeldRole): boolean => a.role === b.role && a.office === b.office

const evolve = (state: PersonState, action: PersonAction): PersonState => {
  if (action.type === 'identity.person-registered.v1') {
    const { person, office } = action.facts
    return { status: 'active', person, registeredAt: office, roles: [] }
  }
  if (state.status === 'unknown') return state
  switch (action.type) {
    case 'identity.role-granted.v1':
      return { ...state, roles: [...state.roles.filter(held => !same(held, action.facts)), action.facts] }
    case 'identity.role-revoked.v1':
      return { ...state, roles: state.roles.filter(held => !same(held, action.facts)) }
    case 'identity.person-disabled.v1':
      return { ...state, status: 'disabled' }
    case 'identity.person-enabled.v1':
      return { ...state, status: 'active' }
    case 'identity.password-offered.v1':
      return state
    default:
      return never(action)
  }
}

/** Nobody changes their own roles or shuts themselves out: it takes a second person. */
const decide = (state: PersonState, command: PersonCommand, at: Moment): PersonDecision => {
  if (command.type === 'register-person') {
    if (!mayRegister(at.actor, command.office)) return refuse('not-permitted')
    if (state.status !== 'unknown') return refuse('person-known')
    const { person, office, name, username } = command
    return accept({ type: 'identity.person-registered.v1', facts: { person, office }, personal: { name, username } })
  }
  if (state.status === 'unknown') return refuse('person-unknown')
  if (command.type === 'offer-password') {
    return mayDisable(at.actor, officesOf(state)) ? accept({ type: 'identity.password-offered.v1', facts: {} }) : refuse('not-permitted')
  }
  if (at.actor.id === state.person) return refuse('own-account')
  switch (command.type) {
    case 'grant-role':
    case 'revoke-role':
      return decideRole(state, command, at)
    case 'disable-person':
      if (!mayDisable(at.actor, officesOf(state))) return refuse('not-permitted')
      if (state.status === 'disabled') return refuse('person-disabled')
      return accept({ type: 'identity.person-disabled.v1', facts: {} })
    case 'enable-person':
      if (!mayDisable(at.actor, officesOf(state))) return refuse('not-permitted')
      if (state.status === 'active') return refuse('person-enabled')
      return accept({ type: 'identity.person-enabled.v1', facts: {} })
    default:
      return never(command)
  }
}

type Known = Exclude<PersonState, { status: 'unknown' }>

const officesOf = (state: Known): OfficeId[] => [state.registeredAt, ...state.roles.map(({ office }) => office)]

const decideRole = (
  state: Known,
  { type, role, office }: HeldRole & { type: 'grant-role' | 'revoke-role' },
  at: Moment
): PersonDecision => {
  if (!mayGrant(at.actor, role, office)) return refuse('not-permitted')
  const held = state.roles.some(own => same(own, { role, office }))
  if (type === 'revoke-role') {
    return held ? accept({ type: 'identity.role-revoked.v1', facts: { role, office } }) : refuse('role-not-held')
  }
  if (state.status === 'disabled') return refuse('person-disabled')
  return held ? refuse('role-held') : accept({ type: 'identity.role-granted.v1', facts: { role, office } })
}

export const personDecider: Decider<PersonState, PersonCommand, PersonAction, PersonRefusalCode> = {
  initial: { status: 'unknown' },
  evolve,
  decide
}

/** Staff records are kept until an erasure act; the names stay out of every projection. */
const staff = { name: 'staff', days: null }

/** A person who works at a node: who may do what where, as actions. The password is kept elsewhere. */
export const person: DossierKind<PersonState, PersonCommand, PersonAction, PersonRefusalCode> = {
  name: 'identity.person',
  decider: personDecider,
  actions: {
    'identity.person-registered.v1': { facts: Registered, personal: RegisteredPersonal, retention: staff },
    'identity.role-granted.v1': { facts: HeldRole, retention: staff },
    'identity.role-revoked.v1': { facts: HeldRole, retention: staff },
    'identity.person-disabled.v1': { facts: Nothing, retention: staff },
    'identity.person-enabled.v1': { facts: Nothing, retention: staff },
    'identity.password-offered.v1': { facts: Nothing, retention: staff }
  },
  tables: ['identity_people', 'identity_grants'],
  project: ({ dossier, action, after, entry }): ProjectedRow[] => {
    if (after.status === 'unknown') return []
    if (action.type === 'identity.role-granted.v1' || action.type === 'identity.role-revoked.v1') {
      const key = { dossier, ...action.facts }
      const row = action.type === 'identity.role-granted.v1' ? { granted_at: entry.occurredAt, granted_by: entry.actor.id } : null
      return [{ table: 'identity_grants', key, row }]
    }
    return [{ table: 'identity_people', key: { dossier }, row: { status: after.status, office: after.registeredAt } }]
  }
}
