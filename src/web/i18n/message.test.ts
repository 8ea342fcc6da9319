import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { formatMessage, holesOf, parseMessage, type Values } from './message.ts'

const arrivals = '{n, plural, =0 {no one} one {# arrival} other {# arrivals}}'
const arabic = '{n, plural, zero {لا أحد} one {واحد} two {اثنان} few {# قادمين} many {# قادمًا} other {# قادم}}'
const nested = '{who, select, officer {{n, plural, one {You have # case} other {You have # cases}}} other {{name} has {n, number}}}'

const cases: [string, Values, string][] = [
  ['Read at {place}', { place: 'Gate 4' }, 'en'],
  ...[0, 1, 2, 1234].map((n): [string, Values, string] => [arrivals, { n }, 'en']),
  ...[0, 1, 2, 5, 11, 100, 3.5].map((n): [string, Values, string] => [arabic, { n }, 'ar']),
  [nested, { who: 'officer', n: 1, name: 'Ada' }, 'en'],
  [nested, { who: 'clerk', n: 12345, name: 'Ada' }, 'en'],
  ['{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}', { n: 22 }, 'en'],
  ["it''s '{braces}' and # and o'clock", {}, 'en'],
  ["{n, plural, one {'#' is #} other {'#'s are #}}", { n: 3 }, 'en'],
  ['{n, number}', { n: 1234567.5 }, 'fr']
]

describe('messages', () => {
  test.each(cases)('are filled as ICU says: %s', (pattern, values, locale) => {
    expect(formatMessage(pattern, values, locale)).toBe(new IntlMessageFormat(pattern, locale).format(values))
  })

  test('isolate text in a right-to-left sentence, so that a code does not turn its neighbours round', () => {
    expect(formatMessage('عند {gate}', { gate: 'GATE-1' }, 'ar', true)).toBe('عند \u2068GATE-1\u2069')
  })

  test('name their holes once, nested ones too', () => {
    expect(holesOf(nested)).toEqual(['n', 'name', 'who'])
  })

  test.each(['{n, plural, one {a}}', '{n', 'a } b', '{n, duration}', '{}'])(
    'that are not ICU, or more of ICU than we read, are refused: %s',
    pattern => {
      expect(() => parseMessage(pattern)).toThrow('message expects')
    }
  )
})
