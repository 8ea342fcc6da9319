import { Inflate, deflateSync } from 'fflate'

/** The most a declaration may hold when unpacked. */
export const LARGEST = 16_384

/** Raw deflate (RFC 1951). */
export const deflate = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 9 })

/** The unpacked bytes; stops and refuses as soon as they are more than `LARGEST`, so a bomb costs little. */
export const inflate = (
  bytes: Uint8Array
): { ok: true; bytes: Uint8Array<ArrayBuffer> } | { ok: false; reason: 'too-large' | 'not-deflate' } => {
  const parts: Uint8Array[] = []
  let size = 0
  let ended = false
  try {
    const stream = new Inflate((part, final) => {
      size += part.length
      ended ||= final
      parts.push(part.slice())
    })
    // In small pieces: one byte of deflate becomes at most 1032.
    for (let at = 0; at < bytes.length; at += 32) {
      stream.push(bytes.subarray(at, at + 32), at + 32 >= bytes.length)
      if (size > LARGEST) return { ok: false, reason: 'too-large' }
    }
  } catch {
    return { ok: false, reason: 'not-deflate' }
  }
  if (!ended) return { ok: false, reason: 'not-deflate' }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return { ok: true, bytes: whole }
}
