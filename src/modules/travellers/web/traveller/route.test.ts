import { expect, test } from 'vitest'
import { readRoute, writeRoute, type Route } from './route.ts'

const document = '019ab1c2-7d3e-7a4b-9c5d-1e2f3a4b5c6d'
const routes: Route[] = [
  { at: 'home' },
  { at: 'code', document },
  { at: 'page', document, place: 'question:12', returning: false },
  { at: 'page', document, place: 'person:0', returning: true }
]

test.each(routes)('a route is read as it was written: %j', route => {
  expect(readRoute(writeRoute(route))).toEqual(route)
})

test('an address that names no page is the home page', () => {
  expect(['', '#', '#/', '#/019ab1c2'].map(readRoute)).toEqual(Array.from({ length: 4 }, () => ({ at: 'home' })))
})
