/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Why a value has no canonical form, and where in it: `facts.lines[2].name`. */
export class NotCanonical extends Error {
  readonly at: string
  constructor(at: string, found: string) {
    super(`${at || 'the value'} ${found}`)
    this.name = 'NotCanonical'
    this.at = at
  }
}

/** U+0000 and half surrogate pairs: PostgreSQL and SQLite would each keep them differently. */
const forbidden = /[\0\p{Surrogate}]/u

const quote = (text: string, at: string): string => {
  if (forbidden.test(text)) throw new NotCanonical(at, 'contains U+0000 or half a surrogate pair')
  return JSON.stringify(text)
}

const number = (value: number, at: string): string => {
  if (!Number.isFinite(value)) throw new NotCanonical(at, `is ${value}, which JSON cannot say`)
  return JSON.stringify(value)
}

const list = (values: unknown[], at: string, open: object[]): string => {
  let text = '['
  for (let i = 0; i < values.length; i++) text += (i ? ',' : '') + write(values[i], `${at}[${i}]`, open)
  return text + ']'
}

const record = (value: object, at: string, open: object[]): string => {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new NotCanonical(at, 'is neither a plain object nor an array')
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const path = at ? `${at}.${key}` : key
    text += (text ? ',' : '') + quote(key, path) + ':' + write((value as Record<string, unknown>)[key], path, open)
  }
  return `{${text}}`
}

const write = (value: unknown, at: string, open: object[]): string => {
  if (value === null) return 'null'
  if (typeof value === 'string') return quote(value, at)
  if (typeof value === 'number') return number(value, at)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value !== 'object') throw new NotCanonical(at, value === undefined ? 'is undefined' : `is a ${typeof value}`)
  if (open.includes(value)) throw new NotCanonical(at, 'contains itself')
  open.push(value)
  const text = Array.isArray(value) ? list(value, at, open) : record(value, at, open)
  open.pop()
  return text
}

/**
 * The one text of a JSON value (RFC 8785): keys sorted by UTF-16 code units, ECMAScript numbers, no white space.
 * Throws `NotCanonical` on what would not come back the same: undefined, NaN, infinities, bigints, dates, U+0000, lone surrogates.
 */
export const canonicalJson = (value: unknown): string => write(value, '', [])

const encoder = new TextEncoder()

/** The UTF-8 bytes of {@link canonicalJson}: what is hashed and signed. */
export const canonicalBytes = (value: unknown): Uint8Array<ArrayBuffer> => encoder.encode(canonicalJson(value))
