/** A UUID in its lower-case text form, 36 characters (RFC 9562, 4). */
export type Id = string

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether the text is a UUID of any version in lower case. */
export const isId = (text: string): boolean => pattern.test(text)

/**
 * A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds since 1970, then the random bytes given.
 * @param milliseconds integer ≥ 0 below 2^48
 * @param random at least 10 bytes from a good source; the first 10 are used
 */
export const idBytes = (milliseconds: number, random: Uint8Array): Uint8Array<ArrayBuffer> => {
  if (!Number.isInteger(milliseconds) || milliseconds < 0 || milliseconds >= 2 ** 48)
    throw new RangeError(`no UUIDv7 for ${milliseconds} ms`)
  if (random.length < 10) throw new RangeError(`a UUIDv7 needs 10 random bytes, got ${random.length}`)
  const bytes = new Uint8Array(16)
  const high = Math.floor(milliseconds / 2 ** 16)
  bytes[0] = high >>> 24
  bytes[1] = high >>> 16
  bytes[2] = high >>> 8
  bytes[3] = high
  bytes[4] = milliseconds >>> 8
  bytes[5] = milliseconds
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = 0x70 | ((random[0] as number) & 0x0f)
  bytes[8] = 0x80 | ((random[2] as number) & 0x3f)
  return bytes
}

/** The text form of 16 bytes. */
export const idText = (bytes: Uint8Array): Id => {
  if (bytes.length !== 16) throw new RangeError(`a UUID has 16 bytes, got ${bytes.length}`)
  let text = ''
  for (let i = 0; i < 16; i++) text += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + (hex[bytes[i] as number] as string)
  return text
}

/** A new UUIDv7 as text. */
export const newId = (milliseconds: number, random: Uint8Array): Id => idText(idBytes(milliseconds, random))

const digit = (code: number): number => (code < 58 ? code - 48 : code - 87)

/** The 16 bytes of a UUID's text form; throws on anything else. */
export const parseId = (text: string): Uint8Array<ArrayBuffer> => {
  if (!isId(text)) throw new RangeError(`"${text.slice(0, 60)}" is not a UUID in lower case`)
  const bytes = new Uint8Array(16)
  for (let from = 0, to = 0; to < 16; to++, from += 2) {
    if (text.charCodeAt(from) === 45) from++
    bytes[to] = (digit(text.charCodeAt(from)) << 4) | digit(text.charCodeAt(from + 1))
  }
  return bytes
}

/** The milliseconds a UUIDv7 was made at; undefined for another version. */
export const idMilliseconds = (bytes: Uint8Array): number | undefined => {
  if (bytes.length !== 16 || (bytes[6] as number) >> 4 !== 7) return undefined
  let milliseconds = 0
  for (let i = 0; i < 6; i++) milliseconds = milliseconds * 256 + (bytes[i] as number)
  return milliseconds
}
