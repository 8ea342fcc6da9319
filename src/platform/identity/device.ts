import { z } from 'zod'
import type { DossierKind } from '../ledger/contract.ts'
import { deviceKinds } from './actors.ts'
import { mayKeepDevices } from './policy.ts'
import { OfficeId } from '#kernel/actor.ts'
import { accept, never, refuse } from '#kernel/decider.ts'
import type { Action, Decider, Decision } from '#kernel/decider.ts'
import type { Moment } from '#kernel/moment.ts'

/** A P-256 public key as browsers export it (RFC 7517, RFC 7518 §6.2.1). */
export const DeviceKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  y: z.string().regex(/^[A-Za-z0-9_-]{43}$/)
})
export type DeviceKey = z.infer<typeof DeviceKey>

const Invited = z.object({ kind: z.enum(deviceKinds), office: OfficeId, name: z.string() })
const Enrolled = z.object({ publicKey: DeviceKey, thumbprint: z.string() })
const Nothing = z.object({})

type Invited = z.infer<typeof Invited>
type Enrolled = z.infer<typeof Enrolled>

type DeviceAction =
  | Action<'identity.device-invited.v1', Invited>
  | Action<'identity.device-enrolled.v1', Enrolled>
  | Action<'identity.device-revoked.v1', Record<string, never>>

export type DeviceCommand = ({ type: 'invite-device' } & Invited) | ({ type: 'enrol-device' } & Enrolled) | { type: 'revoke-device' }

export type DeviceRefusalCode = 'not-permitted' | 'device-unknown' | 'device-known' | 'device-enrolled' | 'device-revoked'

export type DeviceState =
  | { status: 'unknown' }
  | ({ status: 'invited' } & Invited)
  | ({ status: 'enrolled' } & Invited & Enrolled)
  | ({ status: 'revoked' } & Invited)

const evolve = (state: DeviceState, action: DeviceAction): DeviceState => {
  if (action.type === 'identity.device-invited.v1') return { status: 'invited', ...action.facts }
  if (state.status === 'unknown') return state
  const { kind, office, name } = state
  switch (action.type) {
    case 'identity.device-enrolled.v1':
      return { status: 'enrolled', kind, office, name, ...action.facts }
    case 'identity.device-revoked.v1':
      return { status: 'revoked', kind, office, name }
    default:
      return never(action)
  }
}

const decide = (state: DeviceState, command: DeviceCommand, at: Moment): Decision<DeviceAction, DeviceRefusalCode> => {
  if (command.type === 'invite-device') {
    const { kind, office, name } = command
    if (!mayKeepDevices(at.actor, office)) return refuse('not-permitted')
    if (state.status !== 'unknown') return refuse('device-known')
    return accept({ type: 'identity.device-invited.v1', facts: { kind, office, name } })
  }
  if (state.status === 'unknown') return refuse('device-unknown')
  switch (command.type) {
    case 'enrol-device':
      // The one-time code is what permits this; it was checked before, and the actor is the machine itself.
      if (at.actor.kind !== 'device') return refuse('not-permitted')
      if (state.status === 'enrolled') return refuse('device-enrolled')
      if (state.status === 'revoked') return refuse('device-revoked')
      return accept({ type: 'identity.device-enrolled.v1', facts: { publicKey: command.publicKey, thumbprint: command.thumbprint } })
    case 'revoke-device':
      if (!mayKeepDevices(at.actor, state.office)) return refuse('not-permitted')
      if (state.status === 'revoked') return refuse('device-revoked')
      return accept({ type: 'identity.device-revoked.v1', facts: {} })
    default:
      return never(command)
  }
}

export const deviceDecider: Decider<DeviceState, DeviceCommand, DeviceAction, DeviceRefusalCode> = {
  initial: { status: 'unknown' },
  evolve,
  decide
}

const machine = { name: 'device', days: null }

/** A kiosk or gate: invited with a one-time code, enrolled with its own key, revoked at once when lost. */
export const device: DossierKind<DeviceState, DeviceCommand, DeviceAction, DeviceRefusalCode> = {
  name: 'identity.device',
  decider: deviceDecider,
  actions: {
    'identity.device-invited.v1': { facts: Invited, retention: machine },
    'identity.device-enrolled.v1': { facts: Enrolled, retention: machine },
    'identity.device-revoked.v1': { facts: Nothing, retention: machine }
  },
  tables: ['identity_devices'],
  project: ({ dossier, after, entry }) => {
    if (after.status === 'unknown') return []
    const { status, kind, office, name } = after
    const public_key = after.status === 'enrolled' ? JSON.stringify(after.publicKey) : null
    return [{ table: 'identity_devices', key: { dossier }, row: { status, kind, office, name, public_key, since: entry.occurredAt } }]
  },
  claim: ({ action }) =>
    action.type === 'identity.device-enrolled.v1' ? [{ scope: 'identity.device-key', value: action.facts.thumbprint }] : []
}
