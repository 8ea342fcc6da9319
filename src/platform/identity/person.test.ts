import { expect, test } from 'vitest'
import { personDecider } from './person.ts'
import type { Actor } from '#kernel/actor.ts'
import { given } from '#kernel/specification.ts'

const id = '01932d4e-0000-7000-8000-000000000001'
const administrator: Actor = { kind: 'person', id: 'a', office: 'HQ', grants: [{ role: 'administrator', offices: ['HQ', 'PORT-1'] }] }
const head: Actor = { kind: 'person', id: 'h', office: 'PORT-1', grants: [{ role: 'office-head', offices: ['PORT-1'] }] }
const nobody: Actor = { kind: 'person', id: 'n', office: 'PORT-1', grants: [] }

const registered = { type: 'identity.person-registered.v1' as const, facts: { person: id, office: 'PORT-1' } }
const gate = { role: 'gate-officer' as const, office: 'PORT-1' }
const granted = { type: 'identity.role-granted.v1' as const, facts: gate }
const disabled = { type: 'identity.person-disabled.v1' as const, facts: {} }
const register = { type: 'register-person' as const, person: id, office: 'PORT-1', name: 'Ana Sol', username: 'ana.sol' }

test('a person is registered at an office; the name is personal', () => {
  given(personDecider, [])
    .when(register, { actor: head })
    .then([{ ...registered, personal: { name: 'Ana Sol', username: 'ana.sol' } }])
  given(personDecider, []).when(register, { actor: nobody }).thenRefused('not-permitted')
  given(personDecider, [registered]).when(register, { actor: head }).thenRefused('person-known')
})

test('roles are held at an office, once, and taken back', () => {
  const known = given(personDecider, [registered])
  known.when({ type: 'grant-role', ...gate }, { actor: head }).then([granted])
  known.when({ type: 'revoke-role', ...gate }, { actor: head }).thenRefused('role-not-held')
  const holding = given(personDecider, [registered, granted])
  expect(holding.state).toEqual({ status: 'active', person: id, registeredAt: 'PORT-1', roles: [gate] })
  holding.when({ type: 'grant-role', ...gate }, { actor: head }).thenRefused('role-held')
  const revoked = holding.when({ type: 'revoke-role', ...gate }, { actor: administrator }).accepted()
  expect(revoked.state).toEqual({ status: 'active', person: id, registeredAt: 'PORT-1', roles: [] })
})

test('an office head cannot make an administrator, nor act at another office', () => {
  const known = given(personDecider, [registered])
  known.when({ type: 'grant-role', role: 'administrator', office: 'PORT-1' }, { actor: head }).thenRefused('not-permitted')
  known.when({ type: 'grant-role', role: 'gate-officer', office: 'HQ' }, { actor: head }).thenRefused('not-permitted')
  known
    .when({ type: 'grant-role', role: 'administrator', office: 'PORT-1' }, { actor: administrator })
    .then([{ type: 'identity.role-granted.v1', facts: { role: 'administrator', office: 'PORT-1' } }])
})

test('nobody changes their own roles or shuts themselves out', () => {
  const self = { actor: { ...administrator, id } }
  const known = given(personDecider, [registered, granted])
  known.when({ type: 'grant-role', role: 'auditor', office: 'HQ' }, self).thenRefused('own-account')
  known.when({ type: 'revoke-role', ...gate }, self).thenRefused('own-account')
  known.when({ type: 'disable-person' }, self).thenRefused('own-account')
})

test('a disabled person keeps the roles on paper and gets no new one until enabled', () => {
  const known = given(personDecider, [registered, granted])
  known.when({ type: 'disable-person' }, { actor: head }).thenRefused('not-permitted')
  known.when({ type: 'disable-person' }, { actor: administrator }).then([disabled])
  const out = given(personDecider, [registered, granted, disabled])
  expect(out.state).toEqual({ status: 'disabled', person: id, registeredAt: 'PORT-1', roles: [gate] })
  out.when({ type: 'disable-person' }, { actor: administrator }).thenRefused('person-disabled')
  out.when({ type: 'grant-role', role: 'cashier', office: 'PORT-1' }, { actor: administrator }).thenRefused('person-disabled')
  out.when({ type: 'enable-person' }, { actor: administrator }).then([{ type: 'identity.person-enabled.v1', facts: {} }])
  known.when({ type: 'enable-person' }, { actor: administrator }).thenRefused('person-enabled')
})

test('what is not registered has nothing to change', () => {
  given(personDecider, [])
    .when({ type: 'grant-role', ...gate }, { actor: administrator })
    .thenRefused('person-unknown')
  given(personDecider, []).when({ type: 'disable-person' }, { actor: administrator }).thenRefused('person-unknown')
})
