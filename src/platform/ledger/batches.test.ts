import { expect, test } from 'vitest'
import { Batches, type Pending } from './batches.ts'
import type { Work } from './work.ts'

const work = (dossier: string, more: Partial<Work> = {}): Work => ({
  remember: null,
  reads: [{ dossier: Buffer.from(dossier), stamp: 0 }],
  drafts: [],
  claims: [],
  erase: null,
  apply: null,
  ...more
})

const pending = (of: Work, alone = false): Pending => ({ work: of, alone, resolve: () => undefined, reject: () => undefined })

const batches = (...list: Pending[]): Batches => {
  const made = new Batches()
  for (const one of list) made.add(one)
  return made
}

const dossiers = (batch: Pending[]): string =>
  batch.map(({ work: { reads } }) => reads.map(({ dossier }) => Buffer.from(dossier).toString()).join('+')).join(' ')

test('works go in order, at most so many', () => {
  const waiting = batches(...['a', 'b', 'c'].map(name => pending(work(name))))
  expect([dossiers(waiting.take(2)), dossiers(waiting.take(2)), waiting.size]).toEqual(['a b', 'c', 0])
})

test('half of what waits is taken, but not less than asked', () => {
  const waiting = batches(...Array.from({ length: 10 }, (_, i) => pending(work(`${i}`))))
  expect([waiting.takeHalf(2).length, waiting.takeHalf(4).length, waiting.size]).toEqual([5, 4, 1])
})

test('two that touch the same dossier are never in one batch, and do not overtake each other', () => {
  const both = work('a')
  both.reads.push({ dossier: Buffer.from('b'), stamp: 0 })
  const waiting = batches(pending(work('a')), pending(both), pending(work('b')), pending(work('c')))
  expect([dossiers(waiting.take(9)), dossiers(waiting.take(9)), dossiers(waiting.take(9))]).toEqual(['a c', 'a+b', 'b'])
})

test('two with the same command id or the same claim wait for each other', () => {
  const remember = {
    actor: 'p',
    command: Buffer.from('x'),
    dossier: Buffer.from(''),
    salt: Buffer.from(''),
    digest: Buffer.from(''),
    answer: '',
    expires: null
  }
  const claims = [{ scope: 's', value: 'v', dossier: Buffer.from('') }]
  const waiting = batches(
    pending(work('a', { remember })),
    pending(work('b', { remember })),
    pending(work('c', { claims })),
    pending(work('d', { claims }))
  )
  expect([dossiers(waiting.take(9)), dossiers(waiting.take(9))]).toEqual(['a c', 'b d'])
})

test('one that must be alone is alone, in its turn', () => {
  const waiting = batches(pending(work('a')), pending(work('b'), true), pending(work('c')))
  expect([1, 2, 3].map(() => dossiers(waiting.take(9)))).toEqual(['a c', 'b', ''])
})

test('what is put back comes first', () => {
  const waiting = batches(pending(work('c')))
  waiting.putBack([pending(work('a')), pending(work('b'))])
  expect(dossiers(waiting.take(9))).toBe('a b c')
})
