import { expect, test } from 'vitest'
import { createLingering } from './lingering.ts'

test('a code that stays before the lens after its answer is not shown again', () => {
  const lingering = createLingering()
  lingering.answered('A', 0)
  expect([1_000, 3_500, 6_000].map(at => lingering.isLingering('A', at))).toEqual([true, true, true])
})

test('a code that was away for more than three seconds is shown again', () => {
  const lingering = createLingering()
  lingering.answered('A', 0)
  expect([2_000, 5_001].map(at => lingering.isLingering('A', at))).toEqual([true, false])
})

test('another code is another code', () => {
  const lingering = createLingering()
  lingering.answered('A', 0)
  expect(lingering.isLingering('B', 100)).toBe(false)
})
