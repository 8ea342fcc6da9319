import { expect, test } from 'vitest'
import { readNumber } from './number-text.ts'

test('numbers are read as people write them', () => {
  expect(['2', '0.75', '0,75', '1 500', '1’500', '007', '2.50', '3.', '٢٫٥', '١٬٥٠٠'].map(readNumber)).toEqual([
    '2',
    '0.75',
    '0.75',
    '1500',
    '1500',
    '7',
    '2.5',
    '3',
    '2.5',
    '1500'
  ])
})

test('what is no number gives nothing', () => {
  expect(['', 'two', '-3', '1.2.3', '1,500,000', '1234567890123456', '.5', '0.1234567'].map(readNumber)).toEqual([
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    ''
  ])
})
