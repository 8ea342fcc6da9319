import { createHmac, createPublicKey, verify } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Clock } from '../platform.ts'
import type { IdentityTables } from './database.ts'
import type { DeviceKey } from './device.ts'
import { digest, isEqual, randomText } from './secrets.ts'
import type { Keys } from './secrets.ts'

const challengeSeconds = 60
const tokenSeconds = 15 * 60

/** Challenges and short bearer tokens of devices. A token says only who; whether the device still may is asked on every request. */
export interface DeviceSignIn {
  challenge(device: string): Promise<string>
  /** Whether this challenge was given to this device, is fresh, was never used, and is signed by the key. It is used up either way. */
  answers(device: string, challenge: string, signature: string, key: DeviceKey): Promise<boolean>
  issueToken(device: string): { token: string; expiresAt: string }
  /** The device a token was issued to, while it lasts. */
  readToken(token: string): string | undefined
}

/** What is signed names its use, so that a signature cannot serve for anything else. */
const prefix = 'breakwater-device-sign-in.'

export const deviceSignIn = (db: Kysely<IdentityTables>, clock: Clock, keys: Keys): DeviceSignIn => {
  const inSeconds = (seconds: number): string => new Date(clock.now().getTime() + seconds * 1000).toISOString()
  const sign = (text: string): string => createHmac('sha256', keys.tokens).update(text).digest('base64url')
  return {
    challenge: async device => {
      const challenge = prefix + randomText()
      await db.deleteFrom('identity_challenges').where('expires_at', '<', inSeconds(0)).execute()
      await db
        .insertInto('identity_challenges')
        .values({ digest: digest(keys.digests, challenge), device, expires_at: inSeconds(challengeSeconds) })
        .execute()
      return challenge
    },
    answers: async (device, challenge, signature, key) => {
      const given = await db
        .deleteFrom('identity_challenges')
        .where('digest', '=', digest(keys.digests, challenge))
        .returning(['device', 'expires_at'])
        .executeTakeFirst()
      if (!given || given.device !== device || given.expires_at < inSeconds(0)) return false
      return isSigned(challenge, signature, key)
    },
    issueToken: device => {
      const expiresAt = inSeconds(tokenSeconds)
      const said = `${device}~${Date.parse(expiresAt)}`
      return { token: `${said}~${sign(said)}`, expiresAt }
    },
    readToken: token => {
      const [device = '', expires = '', mac = ''] = token.split('~')
      if (!isEqual(mac, sign(`${device}~${expires}`)) || Number(expires) <= clock.now().getTime()) return undefined
      return device
    }
  }
}

/** ES256 in the form browsers produce: r ‖ s, 64 bytes (IEEE P1363). */
const isSigned = (text: string, signature: string, key: DeviceKey): boolean => {
  const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' })
  const bytes = Buffer.from(signature, 'base64url')
  return bytes.length === 64 && verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes)
}
