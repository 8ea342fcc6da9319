import { expect, test } from 'vitest'
import { toggleFinding } from './finding-chips.tsx'

test('“nothing found” stands alone: it drops the others, and any other drops it', () => {
  expect(toggleFinding(['duty-paid', 'offence'], 'nothing')).toEqual(['nothing'])
  expect(toggleFinding(['nothing'], 'duty-paid')).toEqual(['duty-paid'])
})

test('a second tap takes a finding back', () => {
  expect(toggleFinding(['duty-paid', 'offence'], 'duty-paid')).toEqual(['offence'])
})
