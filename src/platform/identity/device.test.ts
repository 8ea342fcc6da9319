import { expect, test } from 'vitest'
import { deviceDecider } from './device.ts'
import type { Actor } from '#kernel/actor.ts'
import { given } from '#kernel/specification.ts'

const head: Actor = { kind: 'person', id: 'h', office: 'PORT-1', grants: [{ role: 'office-head', offices: ['PORT-1'] }] }
const machine: Actor = { kind: 'device', id: 'd', office: 'PORT-1', grants: [] }
const description = { kind: 'kiosk' as const, office: 'PORT-1', name: 'Kiosk 1' }
const key = { publicKey: { kty: 'EC' as const, crv: 'P-256' as const, x: 'x'.repeat(43), y: 'y'.repeat(43) }, thumbprint: 't' }
const invited = { type: 'identity.device-invited.v1' as const, facts: description }
const enrolled = { type: 'identity.device-enrolled.v1' as const, facts: key }
const revoked = { type: 'identity.device-revoked.v1' as const, facts: {} }

test('who keeps the office invites its devices', () => {
  given(deviceDecider, [])
    .when({ type: 'invite-device', ...description }, { actor: head })
    .then([invited])
  given(deviceDecider, [])
    .when({ type: 'invite-device', ...description, office: 'HQ' }, { actor: head })
    .thenRefused('not-permitted')
  given(deviceDecider, [invited])
    .when({ type: 'invite-device', ...description }, { actor: head })
    .thenRefused('device-known')
})

test('an invited device enrols once, with its own key', () => {
  const known = given(deviceDecider, [invited])
  known.when({ type: 'enrol-device', ...key }, { actor: machine }).then([enrolled])
  known.when({ type: 'enrol-device', ...key }, { actor: head }).thenRefused('not-permitted')
  given(deviceDecider, [])
    .when({ type: 'enrol-device', ...key }, { actor: machine })
    .thenRefused('device-unknown')
  const done = given(deviceDecider, [invited, enrolled])
  expect(done.state).toEqual({ status: 'enrolled', ...description, ...key })
  done.when({ type: 'enrol-device', ...key }, { actor: machine }).thenRefused('device-enrolled')
})

test('a lost device is revoked, for good', () => {
  const done = given(deviceDecider, [invited, enrolled])
  done.when({ type: 'revoke-device' }, { actor: machine }).thenRefused('not-permitted')
  done.when({ type: 'revoke-device' }, { actor: head }).then([revoked])
  const gone = given(deviceDecider, [invited, enrolled, revoked])
  expect(gone.state).toEqual({ status: 'revoked', ...description })
  gone.when({ type: 'revoke-device' }, { actor: head }).thenRefused('device-revoked')
  gone.when({ type: 'enrol-device', ...key }, { actor: machine }).thenRefused('device-revoked')
})
