import { expect, test } from 'vitest'
import { createWedge, type Wedge } from './wedge.ts'

const first = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'
const second = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'

const type = (wedge: Wedge, text: string, from: number, step: number): number => {
  let at = from
  for (const key of text) {
    wedge.press(key === '\n' ? 'Enter' : key, at)
    at += step
  }
  return at
}

test('a burst of two lines is a zone at its last Enter, once', () => {
  const wedge = createWedge()
  const half = type(wedge, `${first}\n`, 0, 4)
  expect(wedge.take(half)).toBeNull()
  const end = type(wedge, `${second}\n`, half, 4)
  expect(wedge.take(end)).toEqual([first, second])
  expect(wedge.take(end + 1_000)).toBeNull()
})

test('a reader that leaves out the last Enter is understood once it is quiet', () => {
  const wedge = createWedge()
  const end = type(wedge, `${first}\n${second}`, 0, 4)
  expect(wedge.take(end)).toBeNull()
  expect(wedge.take(end + 500)).toEqual([first, second])
})

test('a reader that types small letters is understood', () => {
  const wedge = createWedge()
  const end = type(wedge, `${first}\n${second}\n`.toLowerCase(), 0, 4)
  expect(wedge.take(end + 200)).toEqual([first, second])
})

test('keys far apart are no burst', () => {
  const wedge = createWedge()
  const end = type(wedge, `${first}\n${second}\n`, 0, 450)
  expect(wedge.take(end + 1_000)).toBeNull()
})

test('what was typed before the burst does not belong to it', () => {
  const wedge = createWedge()
  wedge.press('X', 0)
  const end = type(wedge, `${first}\n${second}\n`, 1000, 4)
  expect(wedge.take(end + 200)).toEqual([first, second])
})
