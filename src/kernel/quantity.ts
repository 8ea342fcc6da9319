import { z } from 'zod'
import { Decimal, DecimalText } from './money.ts'

/** A unit of UN/ECE Recommendation 20: `KGM` kilogram, `LTR` litre, `C62` piece. */
export const Unit = z.string().regex(/^[A-Z0-9]{2,3}$/)

/** How much of something, in a unit. */
export const Quantity = z.object({ value: DecimalText, unit: Unit }).strict()
export type Quantity = z.infer<typeof Quantity>

// What one unit is in the base unit of its dimension (Recommendation 20, conversion factors).
const BASES: Record<string, { base: string; factor: string }> = {
  GRM: { base: 'GRM', factor: '1' },
  KGM: { base: 'GRM', factor: '1000' },
  TNE: { base: 'GRM', factor: '1000000' },
  APZ: { base: 'GRM', factor: '31.103478' },
  MLT: { base: 'MLT', factor: '1' },
  CLT: { base: 'MLT', factor: '10' },
  LTR: { base: 'MLT', factor: '1000' },
  OZA: { base: 'MLT', factor: '29.57353' }
}

/** The quantity in another unit, or undefined when the two do not measure the same thing. */
export const convertQuantity = (quantity: Quantity, unit: string): Quantity | undefined => {
  if (quantity.unit === unit) return quantity
  const from = BASES[quantity.unit]
  const to = BASES[unit]
  if (!from || !to || from.base !== to.base) return undefined
  return { value: new Decimal(quantity.value).times(from.factor).dividedBy(to.factor).toDecimalPlaces(6).toFixed(), unit }
}

/** Whether the quantity is the larger one; undefined when the two do not measure the same thing. */
export const isMoreThan = (quantity: Quantity, limit: Quantity): boolean | undefined => {
  const converted = convertQuantity(quantity, limit.unit)
  return converted && new Decimal(converted.value).greaterThan(limit.value)
}
