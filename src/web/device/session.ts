import { z } from 'zod'
import { findDevice, forgetDevice, keepDevice, type DeviceKind, type EnrolledDevice } from './store.ts'
import { createClient, Problem, Unreachable, type Client } from '#web/http/index.ts'

const Enrolled = z.object({ device: z.object({ id: z.string(), kind: z.enum(['kiosk', 'gate']), office: z.string(), name: z.string() }) })
const Challenge = z.object({ challenge: z.string() })
const SignedIn = z.object({ token: z.string(), expiresAt: z.string() })

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

const open = createClient({ timeout: 10_000 })

/** Makes this machine's key and enrols it with the one-time code an officer was given. */
export const enrol = async (kind: DeviceKind, code: string): Promise<EnrolledDevice> => {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const { device } = await open.post('/api/devices/enrol', { code, publicKey: { kty, crv, x, y } }, Enrolled)
  if (device.kind !== kind) throw new WrongKind(device.kind)
  const enrolled = { ...device, privateKey: pair.privateKey }
  await keepDevice(enrolled)
  return enrolled
}

/** The code was for another kind of machine; it is used up. */
export class WrongKind extends Error {
  readonly kind: DeviceKind
  constructor(kind: DeviceKind) {
    super(`the code enrols a ${kind}`)
    this.kind = kind
  }
}

/** An enrolled machine at work: signs in when it must, and again when its token has run out or was not taken. */
export interface Station {
  device: EnrolledDevice
  /** Carries the machine's token; signs in first where needed. */
  withClient<T>(this: void, work: (client: Client) => Promise<T>): Promise<T>
  /** Whether the node answers at all, within a few seconds. */
  isNodeThere(this: void): Promise<boolean>
}

export const openStation = (device: EnrolledDevice): Station => {
  let token: string | undefined
  let signingIn: Promise<void> | undefined
  const client = createClient({ token: () => token, timeout: 5_000, waits: [] })
  const signIn = async () => {
    token = await signInAs(device)
  }
  const ready = () => (signingIn ??= signIn().finally(() => (signingIn = undefined)))
  return {
    device,
    isNodeThere: () =>
      open.get('/api/health', z.unknown(), AbortSignal.timeout(4_000)).then(
        () => true,
        () => false
      ),
    withClient: async work => {
      if (token === undefined) await ready()
      try {
        return await work(client)
      } catch (reason) {
        if (!(reason instanceof Problem) || reason.status !== 401) throw reason
        token = undefined
        await ready()
        return work(client)
      }
    }
  }
}

const signInAs = async (device: EnrolledDevice): Promise<string> => {
  const brisk = createClient({ timeout: 5_000 })
  const { challenge } = await brisk.post('/api/devices/challenge', { device: device.id }, Challenge)
  const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, device.privateKey, new TextEncoder().encode(challenge))
  const signature = base64url(new Uint8Array(signed))
  const { token } = await brisk.post('/api/devices/sign-in', { device: device.id, challenge, signature }, SignedIn)
  return token
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** The machine as kept here, if it was enrolled. */
export const enrolledDevice = (kind: DeviceKind): Promise<EnrolledDevice | undefined> => findDevice(kind)

/** Whether the node no longer knows this machine: revoked, or another installation. A silent node says nothing about that. */
export const isDisowned = (reason: unknown): boolean =>
  reason instanceof Problem && (reason.status === 401 || reason.status === 403 || reason.status === 404)

export const isSilent = (reason: unknown): boolean => reason instanceof Unreachable || (reason instanceof Problem && reason.status >= 500)

export { forgetDevice }
