import { expect, test } from 'vitest'
import type { Office } from '../session.ts'
import { inTree } from './offices.tsx'

const office = (id: string, parent: string | null): Office => ({ id, parent, kind: parent ? 'post' : 'headquarters', name: { en: id } })

test('offices stand below their parent; one whose parent is not shown stands at the top', () => {
  const placed = inTree([
    office('PORT-1', 'COAST'),
    office('HQ', null),
    office('COAST', 'HQ'),
    office('BORDER-7', 'NORTH'),
    office('PORT-2', 'COAST')
  ])
  expect(placed.map(({ office: { id }, depth }) => [id, depth])).toEqual([
    ['HQ', 0],
    ['COAST', 1],
    ['PORT-1', 2],
    ['PORT-2', 2],
    ['BORDER-7', 0]
  ])
})
