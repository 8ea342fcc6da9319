import { expect, test } from 'vitest'
import type { Decider } from './decider.ts'
import { accept, refuse } from './decider.ts'
import { given } from './specification.ts'

type Rung = { type: 'bell.rung.v1'; facts: { times: number; by: string } }
const bell: Decider<number, { times: number }, Rung, 'too-often' | 'not-at-night'> = {
  initial: 0,
  evolve: (rung, action) => rung + action.facts.times,
  decide: (rung, command, at) => {
    if (at.now.slice(11, 13) >= '22') return refuse('not-at-night')
    if (rung + command.times > 3) return refuse('too-often', { rung })
    return accept({ type: 'bell.rung.v1', facts: { times: command.times, by: at.actor.id } })
  }
}
const once: Rung = { type: 'bell.rung.v1', facts: { times: 1, by: 'TEST' } }

test('the past is folded before the command is decided', () => {
  expect(given(bell, [once, once]).state).toBe(2)
  given(bell, [once, once]).when({ times: 1 }).then([once])
  given(bell, [once, once]).when({ times: 2 }).thenRefused('too-often')
})

test('an order of keys makes no difference, any other difference fails', () => {
  given(bell, [])
    .when({ times: 1 })
    .then([{ facts: { by: 'TEST', times: 1 }, type: 'bell.rung.v1' }])
  expect(() => given(bell, []).when({ times: 2 }).then([once])).toThrow('the decision is another one')
  expect(() => given(bell, []).when({ times: 1 }).then([once, once])).toThrow('the decision is another one')
  expect(() => given(bell, []).when({ times: 1 }).thenRefused('too-often')).toThrow('the decision is another one')
  expect(() => given(bell, [once]).when({ times: 3 }).thenRefused('too-often', { rung: 2 })).toThrow('the decision is another one')
})

test('the moment may be another one', () => {
  given(bell, []).when({ times: 1 }, { now: '2026-11-23T22:15:00.000Z' }).thenRefused('not-at-night')
})

test('a specification goes on from what was accepted', () => {
  given(bell, []).when({ times: 2 }).accepted().when({ times: 2 }).thenRefused('too-often', { rung: 2 })
  expect(() => given(bell, []).when({ times: 9 }).accepted()).toThrow('refused')
})
