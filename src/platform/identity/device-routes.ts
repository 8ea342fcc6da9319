import { createHash, createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { findCommandId } from '../http/command-headers.ts'
import { ProblemError } from '../http/problem.ts'
import { sendRefusal } from '../http/refusal.ts'
import type { Server } from '../http/server.ts'
import { deviceKinds } from './actors.ts'
import { device as deviceKind, DeviceKey } from './device.ts'
import type { Identity } from './identity.ts'
import { derivedId } from './people.ts'
import { refusals } from './refusals.ts'
import { guessing } from './session-routes.ts'
import { findDevice } from './tables.ts'
import { holds, OfficeId } from '#kernel/actor.ts'
import type { Actor } from '#kernel/actor.ts'

const tags = ['devices']
const DeviceView = z.object({ id: z.string(), kind: z.enum(deviceKinds), office: OfficeId, name: z.string() })
const codeMinutes = 60

/** A key's name: SHA-256 of its canonical members (RFC 7638). */
const thumbprint = ({ crv, kty, x, y }: DeviceKey): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')

const isOnCurve = (key: DeviceKey): boolean => {
  try {
    createPublicKey({ key: { ...key }, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

/** Invites a device: its dossier, and the one-time code to type at it. */
export const inviteDevice = async (
  { codes, settings }: Identity,
  command: { id: string; actor: Actor },
  { kind, office, name }: { kind: (typeof deviceKinds)[number]; office: string; name: string }
) => {
  if (!settings.offices.find(office)) return { ok: false as const, refusal: { code: 'office-unknown' as const } }
  const answer = await settings.ledger.command(deviceKind, command.id, command, { type: 'invite-device', kind, office, name })
  if (!answer.ok) return answer
  return { ok: true as const, device: command.id, ...(await codes.issue('device', command.id, codeMinutes)) }
}

export const addDeviceRoutes = (app: Server, identity: Identity): void => {
  addDeviceSignIn(app, identity)
  const { guards, settings } = identity

  app.get(
    '/api/devices',
    {
      schema: {
        summary: 'Kiosks and gates of the offices I look after',
        tags,
        response: {
          200: z.object({
            devices: z.array(DeviceView.extend({ status: z.enum(['invited', 'enrolled', 'revoked']), since: z.string() }))
          })
        }
      }
    },
    async request => {
      const actor = await guards.requirePerson(request)
      const rows = await settings.projections.selectFrom('identity_devices').selectAll().orderBy('office').orderBy('name').execute()
      const mine = rows.filter(({ office }) => holds(actor, office, 'administrator', 'office-head', 'senior-officer', 'auditor'))
      return { devices: mine.map(({ dossier, kind, office, name, status, since }) => ({ id: dossier, kind, office, name, status, since })) }
    }
  )

  app.post(
    '/api/devices/enrolments',
    {
      schema: {
        summary: 'Invite a kiosk or gate: a one-time code to type at it',
        description: 'Optionally with an Idempotency-Key. Refusals: not-permitted, office-unknown.',
        tags,
        body: z.strictObject({ kind: z.enum(deviceKinds), office: OfficeId, name: z.string().trim().min(1).max(60) }),
        response: { 201: z.object({ device: z.string(), code: z.string(), expiresAt: z.string() }) }
      }
    },
    async (request, reply) => {
      const actor = await guards.requirePerson(request)
      const id = findCommandId(request) ?? settings.newId()
      const invited = await inviteDevice(identity, { id, actor }, request.body)
      if (!invited.ok) return sendRefusal(reply, invited.refusal, refusals)
      return reply.code(201).send({ device: invited.device, code: invited.code, expiresAt: invited.expiresAt })
    }
  )

  app.post(
    '/api/devices/:device/revoke',
    {
      schema: {
        summary: 'Shut a lost device out: its token is dead on its next request',
        tags,
        params: z.strictObject({ device: z.uuid().toLowerCase() }),
        response: { 200: z.object({ version: z.number().int() }) }
      }
    },
    async (request, reply) => {
      const actor = await guards.requirePerson(request)
      const { device } = request.params
      if (!(await findDevice(settings.projections, device))) return sendRefusal(reply, { code: 'device-unknown' }, refusals)
      const envelope = { id: findCommandId(request) ?? settings.newId(), actor }
      const answer = await settings.ledger.command(deviceKind, device, envelope, { type: 'revoke-device' })
      return answer.ok ? { version: answer.version } : sendRefusal(reply, answer.refusal, refusals)
    }
  )
}

/** What the device itself does, with nobody signed in. */
const addDeviceSignIn = (app: Server, { codes, devices, settings }: Identity): void => {
  app.post(
    '/api/devices/enrol',
    {
      config: guessing,
      schema: {
        summary: 'Enrol with the one-time code and a key made on the device',
        description: 'Refusals: code-not-valid, already-claimed (a key belongs to one device).',
        tags,
        body: z.strictObject({ code: z.string().max(40), publicKey: DeviceKey }),
        response: { 201: z.object({ device: DeviceView }) }
      }
    },
    async (request, reply) => {
      const { code, publicKey } = request.body
      if (!isOnCurve(publicKey)) {
        throw new ProblemError('bad-input', { errors: [{ field: 'body.publicKey', rule: 'on-curve', message: 'Not a point of P-256.' }] })
      }
      const id = await codes.redeem('device', code)
      if (id === undefined) return sendRefusal(reply, { code: 'code-not-valid' }, refusals)
      const found = await findDevice(settings.projections, id)
      const actor: Actor = { kind: 'device', id, office: found?.office ?? null, grants: [] }
      const envelope = { id: derivedId(id, `enrol:${thumbprint(publicKey)}`), actor }
      const command = { type: 'enrol-device' as const, publicKey, thumbprint: thumbprint(publicKey) }
      const answer = await settings.ledger.command(deviceKind, id, envelope, command)
      if (!answer.ok) return sendRefusal(reply, answer.refusal, refusals)
      if (!found) throw new Error('an enrolled device is not projected')
      return reply.code(201).send({ device: { id, kind: found.kind, office: found.office, name: found.name } })
    }
  )

  app.post(
    '/api/devices/challenge',
    {
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        summary: 'Something to sign, once, within a minute',
        tags,
        body: z.strictObject({ device: z.uuid() }),
        response: { 200: z.object({ challenge: z.string() }) }
      }
    },
    async request => ({ challenge: await devices.challenge(request.body.device) })
  )

  app.post(
    '/api/devices/sign-in',
    {
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        summary: 'Sign in with the signed challenge (ES256, r ‖ s in base64url, over its UTF-8 bytes)',
        description: 'A bearer token for 15 minutes. Refusal: wrong-credentials.',
        tags,
        body: z.strictObject({ device: z.uuid(), challenge: z.string().max(200), signature: z.string().max(200) }),
        response: { 200: z.object({ token: z.string(), expiresAt: z.string() }) }
      }
    },
    async (request, reply) => {
      const { device, challenge, signature } = request.body
      const found = await findDevice(settings.projections, device)
      const key = found?.status === 'enrolled' && found.public_key ? DeviceKey.parse(JSON.parse(found.public_key)) : undefined
      if (!key || !(await devices.answers(device, challenge, signature, key))) {
        return sendRefusal(reply, { code: 'wrong-credentials' }, refusals)
      }
      return devices.issueToken(device)
    }
  )
}
