import { expect, test } from 'vitest'
import { groupByWhy, type Act } from './act.tsx'

const act = (key: string, why?: string): Act => ({ key, label: key, why, onClick: () => undefined })

test('neighbours that cannot be used for the same reason say it once; others stand for themselves', () => {
  const groups = groupByWhy([
    act('walk-on', 'finished'),
    act('question', 'finished'),
    act('refer', 'was here'),
    act('correct'),
    act('print')
  ])
  expect(groups.map(({ why, acts }) => [why, acts.map(({ key }) => key)])).toEqual([
    ['finished', ['walk-on', 'question']],
    ['was here', ['refer']],
    [undefined, ['correct', 'print']]
  ])
})
