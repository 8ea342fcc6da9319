import { Decimal as DecimalJs } from 'decimal.js'
import { z } from 'zod'

/** Decimal numbers with 40 significant digits; half is rounded away from zero, as customs tariffs do. */
export const Decimal = DecimalJs.clone({ precision: 40, rounding: DecimalJs.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 })

/** A decimal number as text, never a float: `1250.50`. At most 15 digits before the point and 6 after it. */
export const DecimalText = z.string().regex(/^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/)

/** ISO 4217, three letters. */
export const Currency = z.string().regex(/^[A-Z]{3}$/)

/** An amount in a currency. */
export const Money = z.object({ amount: DecimalText, currency: Currency }).strict()
export type Money = z.infer<typeof Money>

// ISO 4217 lists the exponent of each currency; all others have two digits.
const EXPONENTS: Record<string, number> = {
  ...Object.fromEntries('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0])),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3])),
  CLF: 4,
  UYW: 4
}

/** Digits after the point in the currency's smallest unit. */
export const minorUnits = (currency: string): number => EXPONENTS[currency] ?? 2

/** Rounds to the currency's smallest unit and writes all its digits. */
export const roundMoney = (money: Money): Money => ({
  amount: new Decimal(money.amount).toFixed(minorUnits(money.currency)),
  currency: money.currency
})

/** The sum; amounts of another currency than the first are a programming error. */
export const addMoney = (first: Money, ...others: Money[]): Money => ({
  amount: others.reduce((sum, money) => sum.plus(sameCurrency(first, money).amount), new Decimal(first.amount)).toFixed(),
  currency: first.currency
})

/** Whether the first amount is the larger one; both in one currency. */
export const exceeds = (money: Money, limit: Money): boolean => new Decimal(money.amount).greaterThan(sameCurrency(money, limit).amount)

/** The amount in another currency, unrounded beyond six digits; `rate` is what one unit costs in that currency. */
export const convertMoney = (money: Money, currency: string, rate: string): Money => ({
  amount: new Decimal(money.amount).times(rate).toDecimalPlaces(6).toFixed(),
  currency
})

const sameCurrency = (one: Money, other: Money): Money => {
  if (one.currency !== other.currency) throw new Error(`${one.currency} and ${other.currency} cannot be reckoned together`)
  return other
}
