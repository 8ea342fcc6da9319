import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Money, addMoney, convertMoney, exceeds, minorUnits, roundMoney } from './money.ts'

const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
const euro = (minor: number): Money => ({
  amount: `${minor < 0 ? '-' : ''}${Math.trunc(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, '0')}`,
  currency: 'EUR'
})

test('sums lose and invent nothing', () => {
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1, maxLength: 50 }), parts => {
      const [first, ...others] = parts.map(euro)
      expect(roundMoney(addMoney(first!, ...others))).toEqual(roundMoney(euro(parts.reduce((a, b) => a + b, 0))))
    })
  )
  expect(addMoney({ amount: '0.1', currency: 'EUR' }, { amount: '0.2', currency: 'EUR' })).toEqual({ amount: '0.3', currency: 'EUR' })
})

test('amounts are rounded to the smallest unit of their currency, half away from zero', () => {
  expect(roundMoney({ amount: '1250.505', currency: 'EUR' })).toEqual({ amount: '1250.51', currency: 'EUR' })
  expect(roundMoney({ amount: '-0.005', currency: 'EUR' })).toEqual({ amount: '-0.01', currency: 'EUR' })
  expect(roundMoney({ amount: '1250.5', currency: 'JPY' })).toEqual({ amount: '1251', currency: 'JPY' })
  expect(roundMoney({ amount: '7', currency: 'KWD' })).toEqual({ amount: '7.000', currency: 'KWD' })
  expect([minorUnits('CLF'), minorUnits('MRD')]).toEqual([4, 2])
})

test('an amount is converted by the price of one unit', () => {
  expect(convertMoney({ amount: '10000', currency: 'EUR' }, 'JPY', '162.345678')).toEqual({ amount: '1623456.78', currency: 'JPY' })
})

test('amounts of two currencies are never compared or added', () => {
  expect(exceeds({ amount: '10000.01', currency: 'EUR' }, { amount: '10000', currency: 'EUR' })).toBe(true)
  expect(exceeds({ amount: '10000.00', currency: 'EUR' }, { amount: '10000', currency: 'EUR' })).toBe(false)
  expect(() => exceeds({ amount: '1', currency: 'EUR' }, { amount: '1', currency: 'USD' })).toThrow('EUR and USD')
  expect(() => addMoney({ amount: '1', currency: 'EUR' }, { amount: '1', currency: 'USD' })).toThrow('EUR and USD')
})

test('an amount is text with a point and no exponent', () => {
  for (const amount of ['1e3', '01', '1.', '.5', '1,000', '', ' 1', '1.0000001', 'NaN'])
    expect(Money.safeParse({ amount, currency: 'EUR' }).success, amount).toBe(false)
  expect(Money.parse({ amount: '999999999999999.999999', currency: 'EUR' })).toEqual({ amount: '999999999999999.999999', currency: 'EUR' })
})
