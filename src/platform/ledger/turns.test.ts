import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

test('those who want the same key go one after another, in the order they asked; others do not wait', async () => {
  const turns = new Turns()
  const said: string[] = []
  const act = (name: string, keys: string[], ms: number) =>
    turns.take(keys, async () => {
      said.push(`${name} in`)
      await sleep(ms)
      said.push(`${name} out`)
    })
  await Promise.all([act('one', ['a'], 30), act('two', ['b', 'a'], 5), act('three', ['b'], 5), act('four', ['c'], 1)])
  expect(said).toEqual(['one in', 'four in', 'four out', 'one out', 'two in', 'two out', 'three in', 'three out'])
})

test('a turn that fails lets the next in', async () => {
  const turns = new Turns()
  const failed = turns.take(['a'], () => Promise.reject(new Error('no')))
  const next = turns.take(['a'], () => Promise.resolve('yes'))
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('yes')
})
