import { expect, test } from 'vitest'
import { ConfirmedTime, type ClockMemory } from './confirmed-time.ts'
import { DAY } from '#kernel/time.ts'

const clocks = (memory?: ClockMemory) => {
  const at = { wall: 1_000 * DAY, steady: 5_000 }
  return {
    at,
    time: new ConfirmedTime(
      () => at.wall,
      () => at.steady,
      memory
    )
  }
}

test('a clock that keeps step is confirmed', () => {
  const { at, time } = clocks()
  at.wall += 40 * DAY
  at.steady += 40 * DAY + 59_000
  expect([time.isConfirmed(), time.find()]).toEqual([true, at.wall])
})

test.each([61_000, -61_000, 365 * DAY])('a jump by %i ms is not, and going back does not heal it', jump => {
  const { at, time } = clocks()
  at.wall += jump
  expect(time.find()).toBeUndefined()
  at.wall -= jump
  expect(time.find()).toBeUndefined()
  time.confirm()
  expect(time.find()).toBe(at.wall)
})

test.each([
  ['an hour after it stopped', -DAY / 24, true, true],
  ['31 days after', -31 * DAY, true, true],
  ['32 days after', -32 * DAY, true, false],
  ['before it stopped', 2 * DAY, true, false],
  ['when it was in doubt already', -DAY, false, false]
])('a node that starts %s', (_, remembered, confirmed, expected) => {
  expect(clocks({ wallMs: 1_000 * DAY + remembered, confirmed }).time.isConfirmed()).toBe(expected)
})
