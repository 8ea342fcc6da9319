import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idBytes, idMilliseconds, idText, newId, parseId } from './id.ts'

test('the example of RFC 9562, appendix A.6', () => {
  const random = new Uint8Array([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
  expect(newId(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('ids made later sort later, as text and as bytes', () => {
  const low = new Uint8Array(10).fill(0)
  const high = new Uint8Array(10).fill(255)
  expect(newId(1_000, high) < newId(1_001, low)).toBe(true)
  expect(Buffer.compare(idBytes(2 ** 32 - 1, high), idBytes(2 ** 32, low))).toBe(-1)
})

test('text and bytes are each other, and the time can be read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.uint8Array({ minLength: 10, maxLength: 10 }), (ms, random) => {
      const bytes = idBytes(ms, random)
      expect(parseId(idText(bytes))).toEqual(bytes)
      expect(idMilliseconds(bytes)).toBe(ms)
    })
  )
})

test('what is no UUID is refused', () => {
  expect(() => parseId('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).toThrow(
    '"017F22E2-79B0-7CC3-98C4-DC0C0C07398F" is not a UUID in lower case'
  )
  expect(() => parseId('')).toThrow('"" is not a UUID in lower case')
  expect(() => idText(new Uint8Array(15))).toThrow('a UUID has 16 bytes, got 15')
  expect(() => idBytes(-1, new Uint8Array(10))).toThrow('no UUIDv7 for -1 ms')
  expect(() => idBytes(1, new Uint8Array(9))).toThrow('a UUIDv7 needs 10 random bytes, got 9')
})
