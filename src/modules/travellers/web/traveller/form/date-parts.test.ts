import { expect, test } from 'vitest'
import { dayOf, partsOf } from './date-parts.ts'

test('three boxes make a day, in either kind of digits', () => {
  expect(dayOf({ day: '7', month: '4', year: '1988' })).toBe('1988-04-07')
  expect(dayOf({ day: '٧', month: '١٢', year: '١٩٨٨' })).toBe('1988-12-07')
})

test('a box that is empty or half filled makes no day', () => {
  expect(dayOf({ day: '', month: '4', year: '1988' })).toBe('')
  expect(dayOf({ day: '7', month: '4', year: '88' })).toBe('')
})

test('a day goes back into its boxes', () => {
  expect(partsOf('1988-04-07')).toEqual({ day: '7', month: '4', year: '1988' })
  expect(partsOf('')).toEqual({ day: '', month: '', year: '' })
})
