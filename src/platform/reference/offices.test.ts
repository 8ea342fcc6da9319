import { expect, test } from 'vitest'
import { findTreeFaults, Office, officeTree } from './offices.ts'

const office = (id: string, kind: Office['kind'], parent: string | null): Office => ({ id, kind, parent, name: { en: id }, zone: 'UTC' })

const meridia = [
  office('PORT-1', 'post', 'NORTH'),
  office('HQ', 'headquarters', null),
  office('NORTH', 'region', 'HQ'),
  office('COAST', 'region', 'NORTH'),
  office('AIRPORT-1', 'post', 'COAST'),
  office('LAND-1', 'post', 'HQ')
]

test('an office covers itself and everything below it', () => {
  const offices = officeTree(meridia)
  expect(['HQ', 'NORTH', 'COAST', 'AIRPORT-1', 'ELSEWHERE'].map(id => [id, offices.coveredBy(id)])).toEqual([
    ['HQ', ['HQ', 'NORTH', 'COAST', 'AIRPORT-1', 'PORT-1', 'LAND-1']],
    ['NORTH', ['NORTH', 'COAST', 'AIRPORT-1', 'PORT-1']],
    ['COAST', ['COAST', 'AIRPORT-1']],
    ['AIRPORT-1', ['AIRPORT-1']],
    ['ELSEWHERE', ['ELSEWHERE']]
  ])
})

test('headquarters come first, then regions, then posts', () => {
  expect(
    officeTree(meridia)
      .all()
      .map(({ id }) => id)
  ).toEqual(['HQ', 'COAST', 'NORTH', 'AIRPORT-1', 'LAND-1', 'PORT-1'])
})

test('a list that is no tree is refused with the office at fault', () => {
  expect(findTreeFaults(meridia)).toEqual([])
  expect(findTreeFaults([office('A', 'post', 'B')])).toEqual([{ fault: 'parent-unknown', office: 'A' }])
  expect(findTreeFaults([office('A', 'post', null), office('B', 'region', 'A')])).toEqual([{ fault: 'parent-not-above', office: 'B' }])
  expect(findTreeFaults([office('A', 'region', 'B'), office('B', 'region', 'A')])).toEqual([
    { fault: 'circle', office: 'A' },
    { fault: 'circle', office: 'B' }
  ])
  expect(findTreeFaults([office('A', 'post', null), office('A', 'post', null)])).toEqual([{ fault: 'id-twice', office: 'A' }])
})

test('an office lies in a time zone that exists', () => {
  const post = { id: 'PORT-1', name: { en: 'Port' }, kind: 'post', parent: null }
  const isOffice = (zone: string) => Office.safeParse({ ...post, zone }).success
  expect(['Etc/GMT-2', 'Europe/Paris', 'UTC', 'Nowhere/Town', ''].map(isOffice)).toEqual([true, true, true, false, false])
})
