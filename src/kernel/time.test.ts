import { expect, test } from 'vitest'
import {
  addDays,
  calendarDays,
  daysBetween,
  fullYears,
  instant,
  isInstant,
  isLocalDate,
  milliseconds,
  parseInstant,
  parseLocalDate,
  plusDays,
  utcDate
} from './time.ts'

test('an instant is UTC with milliseconds and comes back', () => {
  expect(instant(1_795_464_900_000)).toBe('2026-11-23T20:15:00.000Z')
  expect(milliseconds('2026-11-23T20:15:00.000Z')).toBe(1_795_464_900_000)
})

test.each([
  '2026-11-23',
  '2026-11-23T20:15:00Z',
  '2026-02-30T00:00:00.000Z',
  '2026-11-23T24:00:00.000Z',
  '2026-11-23T20:15:00.000+00:00',
  ''
])('not an instant: %s', text => {
  expect(isInstant(text)).toBe(false)
  expect(() => milliseconds(text)).toThrow(`"${text}" is not an instant like 2026-11-23T20:15:00.000Z`)
})

test('a time with its zone is read into UTC, without one it is refused', () => {
  expect(parseInstant('2026-11-23T21:15+01:00')).toBe('2026-11-23T20:15:00.000Z')
  expect(parseInstant('2026-11-23T20:15:00.123456Z')).toBe('2026-11-23T20:15:00.123Z')
  expect(() => parseInstant('2026-11-23T21:15:00')).toThrow('is not a date and time with its zone')
  expect(() => parseInstant('2026-02-30T21:15:00Z')).toThrow('"2026-02-30" is not a date like 2026-11-23')
})

test('days of 24 hours', () => {
  expect(plusDays('2026-11-23T20:15:00.000Z', 30)).toBe('2026-12-23T20:15:00.000Z')
  expect(plusDays('2026-11-23T20:15:00.000Z', -0.5)).toBe('2026-11-23T08:15:00.000Z')
  expect(daysBetween('2026-11-23T20:15:00.000Z', '2026-11-25T08:15:00.000Z')).toBe(1.5)
})

test('days of the calendar', () => {
  expect(parseLocalDate('2024-02-29')).toBe('2024-02-29')
  expect(isLocalDate('2026-02-29')).toBe(false)
  expect(() => parseLocalDate('23.11.2026')).toThrow('"23.11.2026" is not a date like 2026-11-23')
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  expect(calendarDays('2026-12-31', '2026-11-30')).toBe(-31)
  expect(utcDate('2026-11-23T23:59:59.999Z')).toBe('2026-11-23')
})

test('ages count full years', () => {
  expect(fullYears('2008-11-23', '2026-11-22')).toBe(17)
  expect(fullYears('2008-11-23', '2026-11-23')).toBe(18)
  expect(fullYears('2008-02-29', '2026-02-28')).toBe(17)
  expect(fullYears('2008-02-29', '2026-03-01')).toBe(18)
})
