import { expect, test } from 'vitest'
import { pauseBefore } from './backoff.ts'

test('tries come later and later, from two seconds to five minutes', () => {
  expect([1, 2, 3, 8, 9, 40].map(tries => pauseBefore(tries, 0.5))).toEqual([2_000, 4_000, 8_000, 256_000, 300_000, 300_000])
})

test('phones that lost the network together do not come back together', () => {
  expect([0, 0.999].map(random => pauseBefore(1, random))).toEqual([1_000, 2_998])
})
