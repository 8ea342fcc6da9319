import { expect, test } from 'vitest'
import type { DeviceCommand } from './device.ts'
import { deviceDecider } from './device.ts'
import type { PersonCommand } from './person.ts'
import { personDecider } from './person.ts'
import { Role } from '#kernel/actor.ts'
import type { Actor } from '#kernel/actor.ts'
import { given } from '#kernel/specification.ts'

const id = '01932d4e-0000-7000-8000-000000000001'
const role = { role: 'gate-officer' as const, office: 'PORT-1' }
const kiosk = { kind: 'kiosk' as const, office: 'PORT-1', name: 'Kiosk 1' }
const publicKey = { kty: 'EC' as const, crv: 'P-256' as const, x: 'x'.repeat(43), y: 'y'.repeat(43) }
const registered = { type: 'identity.person-registered.v1' as const, facts: { person: id, office: 'PORT-1' } }
const granted = { type: 'identity.role-granted.v1' as const, facts: role }
const disabled = { type: 'identity.person-disabled.v1' as const, facts: {} }
const invited = { type: 'identity.device-invited.v1' as const, facts: kiosk }

const codeOf = (decision: { ok: true } | { ok: false; refusal: { code: string } }): string | undefined =>
  decision.ok ? undefined : decision.refusal.code

/** What the decider says to each command where it is right for whoever may give it. */
const PERSON: Record<PersonCommand['type'], (actor: Actor) => string | undefined> = {
  'register-person': actor =>
    codeOf(
      given(personDecider, []).when({ type: 'register-person', person: id, office: 'PORT-1', name: 'A', username: 'a' }, { actor }).decision
    ),
  'grant-role': actor => codeOf(given(personDecider, [registered]).when({ type: 'grant-role', ...role }, { actor }).decision),
  'revoke-role': actor => codeOf(given(personDecider, [registered, granted]).when({ type: 'revoke-role', ...role }, { actor }).decision),
  'disable-person': actor => codeOf(given(personDecider, [registered]).when({ type: 'disable-person' }, { actor }).decision),
  'offer-password': actor => codeOf(given(personDecider, [registered]).when({ type: 'offer-password' }, { actor }).decision),
  'enable-person': actor => codeOf(given(personDecider, [registered, disabled]).when({ type: 'enable-person' }, { actor }).decision)
}
const DEVICE: Record<DeviceCommand['type'], (actor: Actor) => string | undefined> = {
  'invite-device': actor => codeOf(given(deviceDecider, []).when({ type: 'invite-device', ...kiosk }, { actor }).decision),
  'enrol-device': actor =>
    codeOf(given(deviceDecider, [invited]).when({ type: 'enrol-device', publicKey, thumbprint: 't' }, { actor }).decision),
  'revoke-device': actor => codeOf(given(deviceDecider, [invited]).when({ type: 'revoke-device' }, { actor }).decision)
}
const COMMANDS = { ...PERSON, ...DEVICE }
const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]

// What each role may do, written out: a change of the policy must be a change here. Nobody's role enrols a device: its code does.
const ALLOWED: Partial<Record<Role, (keyof typeof COMMANDS)[]>> = {
  'office-head': ['register-person', 'grant-role', 'revoke-role', 'invite-device', 'revoke-device'],
  administrator: [
    'register-person',
    'grant-role',
    'revoke-role',
    'disable-person',
    'enable-person',
    'offer-password',
    'invite-device',
    'revoke-device'
  ]
}

const holder = (held: Role, office: string): Actor => ({ kind: 'person', id: 'p', office, grants: [{ role: held, offices: [office] }] })
const pairs = Role.options.flatMap(held => names.map(name => [held, name] as const))

test.each(pairs)('%s: %s, at the office', (held, name) => {
  expect(COMMANDS[name](holder(held, 'PORT-1'))).toBe(ALLOWED[held]?.includes(name) ? undefined : 'not-permitted')
})

test.each(pairs)('%s: %s, not from another office', (held, name) => {
  expect(COMMANDS[name](holder(held, 'PORT-2'))).toBe('not-permitted')
})
