import { checkDigit } from './check-digit.ts'
import { readDate } from './dates.ts'
import type { MrzFieldName, MrzFormat, MrzLayout, MrzPlace } from './layout.ts'
import { LAYOUTS, textAt } from './layout.ts'
import { isState } from './states.ts'
import type { MrzSuggestion } from './suggest.ts'
import { suggestCorrections } from './suggest.ts'

/** What a machine-readable zone says, as far as it can be told. Dates may lack their day or month: `1974-08`. */
export interface TravelDocument {
  format: MrzFormat
  documentCode: string
  issuer: string
  familyName: string
  givenNames: string
  number: string
  nationality: string
  birthDate: string | null
  sex: 'F' | 'M' | 'X'
  expires: string | null
  optional: string
  /** The names fill their field to the end, so some may be missing. */
  namesTruncated: boolean
}

/** One thing wrong, with its place; line and column count from 1. */
export type MrzProblem =
  | { code: 'unknown-format'; lengths: number[] }
  | { code: 'character'; line: number; column: number; found: string }
  | { code: 'check-digit'; field: MrzFieldName; line: number; column: number; expected: string; found: string }
  | { code: 'date'; field: MrzFieldName; line: number; column: number; found: string }
  | { code: 'state'; field: MrzFieldName; line: number; column: number; found: string }
  | { code: 'sex'; field: MrzFieldName; line: number; column: number; found: string }
  | { code: 'number'; field: MrzFieldName; line: number; column: number; found: string }
  | { code: 'names'; field: MrzFieldName; line: number; column: number; found: string }

/** `valid`: nothing is wrong. Otherwise `document` holds what could still be told (never to be trusted), `problems` what is wrong and `suggestions` what it may have been. */
export type MrzReading =
  | { valid: true; document: TravelDocument; lines: string[] }
  | { valid: false; document: TravelDocument | undefined; lines: string[]; problems: MrzProblem[]; suggestions: MrzSuggestion[] }

/**
 * Reads a zone as scanned, typed or pasted, with or without line ends. Nothing is corrected by itself.
 * `on` (`YYYY-MM-DD`) tells the century of two-digit years.
 */
export const readMrz = (text: string, on: string): MrzReading => {
  const lines = linesOf(text)
  const format = formatOf(lines)
  if (!format)
    return {
      valid: false,
      document: undefined,
      lines,
      problems: [{ code: 'unknown-format', lengths: lines.map(line => line.length) }],
      suggestions: []
    }
  const characters = lines.flatMap((line, index) => wrongCharacters(line, index + 1))
  if (characters.length > 0) return { valid: false, document: undefined, lines, problems: characters, suggestions: [] }
  const problems = problemsOf(lines, format, on)
  const document = documentOf(lines, format, on)
  if (problems.length === 0) return { valid: true, document, lines }
  const suggestions = suggestCorrections(lines, problems, corrected => problemsOf(corrected, format, on).length)
  return { valid: false, document, lines, problems, suggestions }
}

const linesOf = (text: string): string[] => {
  const lines = text
    .toUpperCase()
    .split(/[\r\n]+/)
    .map(line => line.replace(/\s/g, ''))
    .filter(line => line !== '')
  const [only] = lines
  if (lines.length !== 1 || only === undefined) return lines
  if (only.length === 90) return [only.slice(0, 30), only.slice(30, 60), only.slice(60)]
  return only.length === 88 || only.length === 72 ? [only.slice(0, only.length / 2), only.slice(only.length / 2)] : lines
}

const formatOf = (lines: string[]): MrzFormat | undefined => {
  const widths = lines.map(line => line.length).join()
  const isVisa = lines[0]?.startsWith('V')
  if (widths === '30,30,30') return 'TD1'
  if (widths === '36,36') return isVisa ? 'MRV-B' : 'TD2'
  if (widths === '44,44') return isVisa ? 'MRV-A' : 'TD3'
  return undefined
}

const wrongCharacters = (line: string, number: number): MrzProblem[] =>
  [...line].flatMap((found, index) => (/[A-Z0-9<]/.test(found) ? [] : [{ code: 'character', line: number, column: index + 1, found }]))

const place = (layout: MrzLayout, field: MrzFieldName): MrzPlace => {
  const found = layout.fields[field]
  if (!found) throw new Error(`no field ${field}`)
  return found
}

const problemsOf = (lines: string[], format: MrzFormat, on: string): MrzProblem[] => {
  const layout = LAYOUTS[format]
  const textOf = (field: MrzFieldName) => textAt(lines, place(layout, field))
  const where = (field: MrzFieldName) => ({ field, line: place(layout, field).line, column: place(layout, field).from })
  const problems: MrzProblem[] = []
  const check = (field: MrzFieldName, text: string, found = textOf(field), column = place(layout, field).from) => {
    const expected = checkDigit(text)
    if (found !== expected) problems.push({ code: 'check-digit', ...where(field), column, expected, found })
  }
  const state = (field: MrzFieldName) => {
    const found = textOf(field)
    if (!isState(found.replace(/<+$/, ''))) problems.push({ code: 'state', ...where(field), found })
  }
  state('issuer')
  const names = textOf('names')
  if (/\d/.test(names) || names.startsWith('<')) problems.push({ code: 'names', ...where('names'), found: names })
  const number = numberOf(lines, layout, format)
  check('numberCheck', number.checked, number.digit, number.digitColumn)
  if (number.text === '' || number.text.startsWith('<')) problems.push({ code: 'number', ...where('number'), found: textOf('number') })
  state('nationality')
  for (const field of ['birthDate', 'expires'] as const) {
    const text = textOf(field)
    const digit = textOf(`${field}Check`)
    check(`${field}Check`, text, text === '<<<<<<' && digit === '<' ? '0' : digit)
    // An expiry of fillers only is a document without end (ICAO 9303-5, 4.2.2.2).
    if (text !== '<<<<<<' && readDate(text, field === 'birthDate' ? 'birth' : 'expiry', on) === undefined)
      problems.push({ code: 'date', ...where(field), found: text })
  }
  if (!/[MF<X]/.test(textOf('sex'))) problems.push({ code: 'sex', ...where('sex'), found: textOf('sex') })
  // The digit of empty optional data may be a filler (ICAO 9303-4, 4.2.2.2).
  if (layout.fields.optionalCheck && !(/^<+$/.test(textOf('optional')) && textOf('optionalCheck') === '<'))
    check('optionalCheck', textOf('optional'))
  if (layout.fields.compositeCheck) check('compositeCheck', layout.composite.map(part => textAt(lines, part)).join(''))
  return problems
}

/** Numbers longer than nine characters go on in the optional data of cards, their check digit behind them (ICAO 9303-5, 4.2.4). */
const numberOf = (
  lines: string[],
  layout: MrzLayout,
  format: MrzFormat
): { text: string; checked: string; digit: string; digitColumn: number; length: number } => {
  const head = textAt(lines, place(layout, 'number'))
  const digit = textAt(lines, place(layout, 'numberCheck'))
  const optional = textAt(lines, place(layout, 'optional'))
  const tail = /^([A-Z0-9]+)(?=<|$)/.exec(optional)?.[1]
  const isLong = (format === 'TD1' || format === 'TD2') && digit === '<' && !head.endsWith('<') && tail !== undefined && tail.length > 1
  if (!isLong) return { text: head.replace(/<+$/, ''), checked: head, digit, digitColumn: place(layout, 'numberCheck').from, length: 0 }
  const whole = head + tail.slice(0, -1)
  return {
    text: whole,
    checked: whole,
    digit: tail.slice(-1),
    digitColumn: place(layout, 'optional').from + tail.length - 1,
    length: tail.length
  }
}

const documentOf = (lines: string[], format: MrzFormat, on: string): TravelDocument => {
  const layout = LAYOUTS[format]
  const textOf = (field: MrzFieldName) => textAt(lines, place(layout, field))
  const names = textOf('names')
  const [family = '', given = ''] = names.replace(/<+$/, '').split('<<')
  const sex = textOf('sex')
  const number = numberOf(lines, layout, format)
  const optional = [textOf('optional').slice(number.length), layout.fields.optional2 ? textOf('optional2') : '']
  return {
    format,
    documentCode: textOf('documentCode').replace(/<+$/, ''),
    issuer: textOf('issuer').replace(/<+$/, ''),
    familyName: family.replace(/</g, ' '),
    givenNames: given.replace(/<+/g, ' ').trim(),
    // A space in a number is a filler in the zone.
    number: number.text.replace(/</g, ''),
    nationality: textOf('nationality').replace(/<+$/, ''),
    birthDate: readDate(textOf('birthDate'), 'birth', on) ?? null,
    sex: sex === 'F' || sex === 'M' ? sex : 'X',
    expires: readDate(textOf('expires'), 'expiry', on) ?? null,
    optional: optional
      .map(text => text.replace(/^<+|<+$/g, ''))
      .filter(text => text !== '')
      .join(' '),
    namesTruncated: !names.endsWith('<')
  }
}
