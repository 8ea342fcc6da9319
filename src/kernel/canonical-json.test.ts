import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalBytes, canonicalJson } from './canonical-json.ts'

test('keys are sorted by UTF-16 code units and nothing is spaced (RFC 8785, 3.2.3)', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew',
    '1': 'One',
    '\u{1f600}': 'Smiley',
    '\u0080': 'Control',
    ö: 'o'
  }
  expect(canonicalJson(value)).toBe(
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"o","\u20ac":"Euro Sign","\u{1f600}":"Smiley","\ufb33":"Hebrew"}'
  )
})

test('numbers are written as ECMAScript writes them (RFC 8785, appendix B)', () => {
  const numbers = [0, -0, 5e-324, 1.7976931348623157e308, 9007199254740992, 295147905179352830000, 1e21, 333333333.3333332, 1e-7, 4.5, 2e-3]
  expect(canonicalJson(numbers)).toBe(
    '[0,0,5e-324,1.7976931348623157e+308,9007199254740992,295147905179352830000,1e+21,333333333.3333332,1e-7,4.5,0.002]'
  )
})

test('the bytes are UTF-8', () => {
  expect(canonicalBytes({ b: 'é', a: [true, null] })).toEqual(
    new Uint8Array([...'{"a":[true,null],"b":"'].map(c => c.charCodeAt(0)).concat(0xc3, 0xa9, 0x22, 0x7d))
  )
})

test.each([
  [{ name: 'a\0b' }, 'name contains U+0000 or half a surrogate pair'],
  [{ lines: [{ x: '\ud800' }] }, 'lines[0].x contains U+0000 or half a surrogate pair'],
  [{ '\udc00': 1 }, '\udc00 contains U+0000 or half a surrogate pair'],
  [{ a: undefined }, 'a is undefined'],
  [[Number.NaN], '[0] is NaN, which JSON cannot say'],
  [{ a: -Infinity }, 'a is -Infinity, which JSON cannot say'],
  [12n, 'the value is a bigint'],
  [{ at: new Date(0) }, 'at is neither a plain object nor an array'],
  [{ m: new Map() }, 'm is neither a plain object nor an array']
])('what would not come back the same is refused, with its place: %#', (value, message) => {
  expect(() => canonicalJson(value)).toThrow(message)
})

test('a value that contains itself is refused', () => {
  const value: Record<string, unknown> = {}
  value['self'] = { value }
  expect(() => canonicalJson(value)).toThrow('self.value contains itself')
})

test('any JSON value comes back equal, and its text is a fixed point', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), value => {
      fc.pre(!/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)))
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    })
  )
})
