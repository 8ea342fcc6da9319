import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MrzFormat } from './index.ts'
import { checkDigit, readMrz, writeMrz } from './index.ts'

const name = fc.stringMatching(/^[A-Z]{1,8}( [A-Z]{1,5})?$/)
const date = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map(day => day.toISOString().slice(0, 10))
const contents = fc
  .record({
    format: fc.constantFrom<MrzFormat>('TD1', 'TD2', 'TD3', 'MRV-A', 'MRV-B'),
    issuer: fc.constantFrom('UTO', 'D', 'GBD', 'FRA', 'XXB'),
    familyName: name,
    givenNames: name,
    number: fc.stringMatching(/^[A-Z0-9]{1,13}$/),
    nationality: fc.constantFrom('UTO', 'D', 'EGY', 'XXA'),
    birthDate: date('1927-01-01', '2026-11-22'),
    sex: fc.constantFrom('F' as const, 'M' as const, 'X' as const),
    expires: date('2000-01-01', '2070-01-01')
  })
  .map(made => ({
    ...made,
    documentCode: made.format.startsWith('MRV') ? 'V' : made.format === 'TD3' ? 'P' : 'I',
    number: made.format === 'TD1' || made.format === 'TD2' ? made.number.slice(0, made.format === 'TD2' ? 12 : 13) : made.number.slice(0, 9)
  }))

test('whatever is written is read again', () => {
  fc.assert(
    fc.property(contents, made => {
      const lines = writeMrz(made)
      expect(readMrz(lines.join('\n'), '2026-11-23')).toEqual({
        valid: true,
        lines,
        document: { ...made, optional: '', namesTruncated: expect.any(Boolean) as boolean }
      })
    })
  )
})

test('any text is answered without an exception', () => {
  const zoneLike = fc.array(fc.stringMatching(/^[A-Z0-9<]{30}$/), { minLength: 3, maxLength: 3 }).map(lines => lines.join('\n'))
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), zoneLike), text => void readMrz(text, '2026-11-23')))
})

test('one wrong digit in a checked field never passes', () => {
  fc.assert(
    fc.property(contents, fc.nat(), fc.integer({ min: 1, max: 9 }), (made, at, by) => {
      const lines = writeMrz({ ...made, format: 'TD3', documentCode: 'P', number: made.number.slice(0, 9) })
      const digits = [...lines[1]!.matchAll(/\d/g)].map(match => match.index)
      const index = digits[at % digits.length]!
      const other = String((Number(lines[1]![index]) + by) % 10)
      const changed = lines[1]!.slice(0, index) + other + lines[1]!.slice(index + 1)
      expect(readMrz(`${lines[0]}\n${changed}`, '2026-11-23').valid).toBe(false)
    })
  )
})

test('a check digit is one digit', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9<]{0,40}$/), text => {
      expect(checkDigit(text)).toMatch(/^[0-9]$/)
    })
  )
})
