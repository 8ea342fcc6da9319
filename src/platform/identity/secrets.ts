import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** Keys for separate uses, all from the node's one secret (RFC 5869). */
export interface Keys {
  /** better-auth's own secret: signs cookies and encrypts TOTP secrets. */
  sessions: string
  /** Digests of codes and challenges at rest. */
  digests: Buffer
  /** Devices' bearer tokens. */
  tokens: Buffer
}

export const deriveKeys = (secret: string): Keys => {
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'breakwater', use, 32))
  return { sessions: derive('sessions').toString('base64url'), digests: derive('digests'), tokens: derive('tokens') }
}

/** A keyed digest: a copied database does not let short codes be guessed. */
export const digest = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('base64url')

/** Unguessable text for links and challenges: 256 bits. */
export const randomText = (): string => randomBytes(32).toString('base64url')

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code a person can type: 12 characters (60 bits) without I, L, O, U, in groups of four. */
export const randomTypedCode = (): string => {
  const characters = Array.from(randomBytes(12), byte => alphabet[byte & 31])
  return [0, 4, 8].map(from => characters.slice(from, from + 4).join('')).join('-')
}

/** Reads a typed code as it was meant: case, blanks, hyphens, and letters that look like digits. */
export const normaliseCode = (typed: string): string => typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

export const isEqual = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
