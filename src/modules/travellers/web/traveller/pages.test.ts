import { expect, test } from 'vitest'
import { pageAfter, pageAt, pageBefore, pagesOf } from './pages.ts'

const pages = pagesOf(3, ['1', '4'])

test('the arrival comes first, then the people, then what they bring, then the review', () => {
  expect(pages).toEqual(['date', 'transport', 'from', 'person:0', 'people', 'person:1', 'person:2', 'question:1', 'question:4', 'review'])
})

test('going on from the family passes over its members, who are asked about one by one', () => {
  expect(pageAfter('people', pages)).toBe('question:1')
  expect(pageAfter('person:2', pages)).toBe('people')
  expect(pageBefore('person:2', pages)).toBe('people')
  expect(pageBefore('question:1', pages)).toBe('people')
})

test('back from the first page leaves the declaration', () => {
  expect(pageBefore('date', pages)).toBeNull()
})

test('a place that is no longer asked gives the first page', () => {
  expect(pageAt('question:2', pages)).toBe('date')
  expect(pageAt('question:4', pages)).toBe('question:4')
})
