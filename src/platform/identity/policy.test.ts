import { expect, test } from 'vitest'
import { mayDisable, mayGrant, mayKeepDevices, mayRegister, mayWatchLedger, officeRoles } from './policy.ts'
import { Role } from '#kernel/actor.ts'
import type { Actor } from '#kernel/actor.ts'

const holding = (...roles: Role[]): Actor => ({
  kind: 'person',
  id: 'p',
  office: 'PORT-1',
  grants: roles.map(role => ({ role, offices: ['PORT-1'] }))
})
const system: Actor = { kind: 'system', id: 'HQ', office: null, grants: [] }

/** Every role × what it may do at its own office: register, grant a gate officer, grant an administrator, disable, devices, feed. */
const table: Record<Role, string> = {
  'gate-officer': '------',
  'targeting-analyst': '------',
  'documents-officer': '------',
  'examination-officer': '------',
  'senior-officer': '------',
  cashier: '------',
  'partner-agency-officer': '------',
  trader: '------',
  'relief-organisation': '------',
  'communications-officer': '------',
  'crisis-manager': '------',
  'programme-manager': '------',
  'office-head': 'rg--d-',
  auditor: '-----f',
  administrator: 'rgaxdf',
  device: '------'
}

const powers = (actor: Actor, office: string): string =>
  [
    mayRegister(actor, office) ? 'r' : '-',
    mayGrant(actor, 'gate-officer', office) ? 'g' : '-',
    mayGrant(actor, 'administrator', office) ? 'a' : '-',
    mayDisable(actor, [office]) ? 'x' : '-',
    mayKeepDevices(actor, office) ? 'd' : '-',
    mayWatchLedger(actor) ? 'f' : '-'
  ].join('')

test.each(Role.options)('what a %s may do with people and devices', role => {
  expect(powers(holding(role), 'PORT-1')).toBe(table[role])
})

test('a role counts only at its offices; the feed is the whole node', () => {
  expect(powers(holding('administrator'), 'PORT-2')).toBe('-----f')
  expect(powers(holding('office-head'), 'PORT-2')).toBe('------')
})

test('the node itself may do everything but watch', () => {
  expect(powers(system, 'PORT-1')).toBe('rgaxd-')
})

test('an office head gives the roles of the office and no other; nobody gives the role of a device', () => {
  const given = Role.options.filter(role => mayGrant(holding('office-head'), role, 'PORT-1'))
  expect(given).toEqual(officeRoles)
  expect(Role.options.filter(role => !mayGrant(holding('administrator'), role, 'PORT-1'))).toEqual(['device'])
})
