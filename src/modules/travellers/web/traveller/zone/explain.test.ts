import { expect, test } from 'vitest'
import { faultsOf } from './explain.ts'
import { readMrz } from '#standards/mrz/index.ts'

const first = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'
const second = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'
const faults = (...lines: string[]) => faultsOf(readMrz(lines.join('\n'), '2026-11-23'))

test('a zone without fault needs no words', () => {
  expect(faults(first, second)).toEqual([])
})

test('a mistyped number is named once, with its place, and the last digit is not blamed', () => {
  expect(faults(first, second.replace('L898902C3', 'L898902C4'))).toEqual([{ kind: 'group', line: 2, group: 'number', from: 1, to: 10 }])
})

test('a mistyped date of birth is named with its place', () => {
  expect(faults(first, second.replace('7408122', '7408132'))).toEqual([{ kind: 'group', line: 2, group: 'birth', from: 14, to: 20 }])
})

test('when only the last digit is wrong, it is named', () => {
  expect(faults(first, second.replace(/0$/, '1'))).toEqual([{ kind: 'group', line: 2, group: 'whole', from: 44, to: 44 }])
})

test('a line that is too short is counted', () => {
  expect(faults(first, second.slice(1))).toEqual([{ kind: 'length', lengths: [44, 43] }])
})

test('a character that no zone has is shown with its place', () => {
  expect(faults(first.replace('P<', 'P«'), second)).toEqual([{ kind: 'character', line: 1, column: 2, found: '«' }])
})
