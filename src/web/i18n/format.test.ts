import { expect, test } from 'vitest'
import { formatFor } from './format.ts'

const now = new Date('2026-11-23T20:15:00.000Z')

test('times stand in the zone they are asked in, with the zone where they are exact', () => {
  const format = formatFor('en', 'Asia/Tokyo')
  expect([format.time(now), format.exact(now)]).toEqual(['05:15', '24 Nov 2026, 05:15:00 GMT+9'])
})

test('a day without a time is that day in every zone', () => {
  expect(formatFor('en', 'Pacific/Honolulu').date('2026-11-23')).toBe('23 Nov 2026')
})

test('ages are in the largest unit that is full, and nothing lies ahead', () => {
  const age = (at: string) => formatFor('en').age(at, now)
  expect(['2026-11-23T20:02:30.000Z', '2026-11-23T17:59:00.000Z', '2026-11-21T00:00:00.000Z', '2026-11-23T20:15:09.000Z'].map(age)).toEqual(
    ['12 min ago', '2 hr ago', '2 days ago', 'now']
  )
})

test('each language writes numbers and dates its own way', () => {
  expect(formatFor('fr', 'UTC').date(now)).toBe('23 nov. 2026')
  expect(formatFor('fr').number(1234.5)).toBe('1\u202f234,5')
})
