import { expect, test } from 'vitest'
import { convertQuantity, isMoreThan } from './quantity.ts'

test('masses and volumes are converted, nothing else', () => {
  expect(convertQuantity({ value: '1.5', unit: 'KGM' }, 'GRM')).toEqual({ value: '1500', unit: 'GRM' })
  expect(convertQuantity({ value: '75', unit: 'CLT' }, 'LTR')).toEqual({ value: '0.75', unit: 'LTR' })
  expect(convertQuantity({ value: '3', unit: 'C62' }, 'C62')).toEqual({ value: '3', unit: 'C62' })
  expect(convertQuantity({ value: '1', unit: 'KGM' }, 'LTR')).toBeUndefined()
  expect(convertQuantity({ value: '1', unit: 'C62' }, 'KGM')).toBeUndefined()
})

test('quantities of one dimension are compared across units', () => {
  expect(isMoreThan({ value: '1.001', unit: 'KGM' }, { value: '1000', unit: 'GRM' })).toBe(true)
  expect(isMoreThan({ value: '1000', unit: 'MLT' }, { value: '1', unit: 'LTR' })).toBe(false)
  expect(isMoreThan({ value: '1', unit: 'MLT' }, { value: '1', unit: 'GRM' })).toBeUndefined()
})
