import { createHmac } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const base32 = (text: string): Buffer => {
  let bits = 0n
  for (const letter of text) bits = (bits << 5n) | BigInt(alphabet.indexOf(letter))
  const bytes = Math.floor((text.length * 5) / 8)
  const whole = bits >> BigInt(text.length * 5 - bytes * 8)
  return Buffer.from(whole.toString(16).padStart(bytes * 2, '0'), 'hex')
}

/** The secret of an otpauth address, as bytes. */
export const secretOf = (uri: string): Buffer => base32(new URL(uri).searchParams.get('secret') ?? '')

/** The six digits an authenticator shows for an otpauth address (RFC 6238, HMAC-SHA-1, 30 s). */
export const totpOf = (uri: string, milliseconds: number): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000)))
  const mac = createHmac('sha1', secretOf(uri)).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}
