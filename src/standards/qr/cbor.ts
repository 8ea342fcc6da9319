/** What the declaration's CBOR may hold. Maps have integer keys. */
export type Cbor = number | string | boolean | null | Uint8Array | Cbor[] | Map<number, Cbor> | Tagged

/** A tagged value (RFC 8949, 3.4). */
export class Tagged {
  readonly tag: number
  readonly value: Cbor
  constructor(tag: number, value: Cbor) {
    this.tag = tag
    this.value = value
  }
}

/** Why bytes are not CBOR as written here: what, at which byte. */
export class CborError extends Error {
  readonly reason: string
  readonly at: number
  constructor(reason: string, at: number) {
    super(`${reason} at byte ${at}`)
    this.reason = reason
    this.at = at
  }
}

/** Writes deterministic CBOR (RFC 8949, 4.2.1): shortest heads, definite lengths, keys in bytewise order. Integers only, no floats. */
export const encodeCbor = (value: Cbor): Uint8Array<ArrayBuffer> => {
  const out: number[] = []
  write(value, out)
  return Uint8Array.from(out)
}

const head = (major: number, argument: number, out: number[]): void => {
  const top = major << 5
  if (argument < 24) out.push(top | argument)
  else if (argument < 0x100) out.push(top | 24, argument)
  else if (argument < 0x10000) out.push(top | 25, argument >>> 8, argument & 255)
  else if (argument < 0x100000000) out.push(top | 26, argument >>> 24, (argument >>> 16) & 255, (argument >>> 8) & 255, argument & 255)
  else throw new Error('an integer beyond 32 bits')
}

const integer = (value: number, out: number[]): void => {
  if (!Number.isInteger(value)) throw new Error('not an integer')
  if (value < 0) head(1, -1 - value, out)
  else head(0, value, out)
}

const write = (value: Cbor, out: number[]): void => {
  if (typeof value === 'number') integer(value, out)
  else if (typeof value === 'string') bytes(3, new TextEncoder().encode(value), out)
  else if (typeof value === 'boolean') out.push(value ? 0xf5 : 0xf4)
  else if (value === null) out.push(0xf6)
  else if (value instanceof Uint8Array) bytes(2, value, out)
  else if (value instanceof Tagged) {
    head(6, value.tag, out)
    write(value.value, out)
  } else if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => ({ key: encodeCbor(key), item })).sort((a, b) => compare(a.key, b.key))
    head(5, entries.length, out)
    for (const entry of entries) {
      out.push(...entry.key)
      write(entry.item, out)
    }
  } else {
    head(4, value.length, out)
    for (const item of value) write(item, out)
  }
}

const bytes = (major: number, content: Uint8Array, out: number[]): void => {
  head(major, content.length, out)
  for (const byte of content) out.push(byte)
}

const compare = (a: Uint8Array, b: Uint8Array): number => {
  for (let index = 0; index < a.length && index < b.length; index++) if (a[index] !== b[index]) return a[index]! - b[index]!
  return a.length - b.length
}

/** Reads exactly one value of what `encodeCbor` writes; anything else, also valid CBOR written otherwise, is a CborError. */
export const decodeCbor = (content: Uint8Array): Cbor => {
  const reader = new Reader(content)
  const value = reader.value(0)
  if (reader.at < content.length) throw new CborError('bytes left over', reader.at)
  return value
}

const DEEPEST = 8

class Reader {
  at = 0
  private readonly content: Uint8Array
  constructor(content: Uint8Array) {
    this.content = content
  }

  value(depth: number): Cbor {
    if (depth > DEEPEST) throw new CborError('nested too deep', this.at)
    const start = this.at
    const first = this.byte()
    const major = first >>> 5
    if (major === 7) return this.simple(first, start)
    const argument = this.argument(first & 31, start)
    if (major === 0) return argument
    if (major === 1) return -1 - argument
    if (major === 2) return this.take(argument)
    if (major === 3) return this.text(argument, start)
    if (major === 4) return this.array(argument, depth)
    if (major === 5) return this.map(argument, depth)
    return new Tagged(argument, this.value(depth + 1))
  }

  private byte(): number {
    const byte = this.content[this.at]
    if (byte === undefined) throw new CborError('cut short', this.at)
    this.at++
    return byte
  }

  private argument(info: number, start: number): number {
    if (info < 24) return info
    if (info > 26) throw new CborError('length of another kind', start)
    const size = 1 << (info - 24)
    let argument = 0
    for (let index = 0; index < size; index++) argument = argument * 256 + this.byte()
    if (argument < [24, 0x100, 0x10000][info - 24]!) throw new CborError('not the shortest way', start)
    return argument
  }

  private take(length: number): Uint8Array {
    if (this.at + length > this.content.length) throw new CborError('cut short', this.at)
    this.at += length
    return this.content.slice(this.at - length, this.at)
  }

  private text(length: number, start: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(length))
    } catch (error) {
      throw error instanceof CborError ? error : new CborError('not UTF-8', start)
    }
  }

  private array(length: number, depth: number): Cbor[] {
    const items: Cbor[] = []
    for (let index = 0; index < length; index++) items.push(this.value(depth + 1))
    return items
  }

  private map(length: number, depth: number): Map<number, Cbor> {
    const items = new Map<number, Cbor>()
    let previous: Uint8Array | undefined
    for (let index = 0; index < length; index++) {
      const start = this.at
      const key = this.value(depth + 1)
      if (typeof key !== 'number') throw new CborError('a key that is no integer', start)
      const written = this.content.subarray(start, this.at)
      if (previous && compare(previous, written) >= 0) throw new CborError('keys out of order', start)
      previous = written
      items.set(key, this.value(depth + 1))
    }
    return items
  }

  private simple(first: number, start: number): boolean | null {
    if (first === 0xf4) return false
    if (first === 0xf5) return true
    if (first === 0xf6) return null
    throw new CborError('a value of another kind', start)
  }
}
