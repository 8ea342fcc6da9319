import { checkDigit } from './check-digit.ts'
import { writeDate } from './dates.ts'
import type { MrzFieldName, MrzFormat } from './layout.ts'
import { LAYOUTS, textAt } from './layout.ts'

/** What goes into a zone; names in any script that NFD and the table of ICAO 9303-3, section 6 can put into A-Z. */
export interface MrzContents {
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
  optional?: string
}

// ICAO 9303-3, section 6: letters that are more than a base with a mark.
const LETTERS: Record<string, string> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ħ: 'H',
  İ: 'I',
  ı: 'I',
  Ł: 'L',
  Ñ: 'N',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  Þ: 'TH',
  ẞ: 'SS',
  ß: 'SS',
  Ü: 'UE',
  Ĳ: 'IJ',
  Ŧ: 'T',
  Ŋ: 'N'
}

/** A name as a machine-readable zone writes it: A-Z, words parted by one filler, apostrophes left out. */
export const writeName = (name: string): string =>
  [...name.normalize('NFC').toUpperCase()]
    .map(letter => LETTERS[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’`.]/g, '')
    .replace(/[^A-Z]+/g, '<')
    .replace(/^<|<$/g, '')

/** The lines of a zone with all its check digits. Names that do not fit are cut at the end. */
export const writeMrz = (contents: MrzContents): string[] => {
  const layout = LAYOUTS[contents.format]
  const lines = Array.from({ length: layout.lines }, () => '<'.repeat(layout.width))
  const put = (field: MrzFieldName, text: string) => {
    const place = layout.fields[field]
    if (!place) return
    const fitted = text.slice(0, place.to - place.from + 1).padEnd(place.to - place.from + 1, '<')
    const line = lines[place.line - 1]!
    lines[place.line - 1] = line.slice(0, place.from - 1) + fitted + line.slice(place.to)
  }
  const number = contents.number.toUpperCase()
  const isLong = number.length > 9 && (contents.format === 'TD1' || contents.format === 'TD2')
  if (number.length > 9 && !isLong) throw new Error(`a ${contents.format} has no room for a number of ${number.length} characters`)
  put('documentCode', contents.documentCode)
  put('issuer', contents.issuer)
  put('names', `${writeName(contents.familyName)}<<${writeName(contents.givenNames)}`)
  put('number', number)
  put('numberCheck', isLong ? '<' : checkDigit(number))
  put('nationality', contents.nationality)
  put('birthDate', writeDate(contents.birthDate))
  put('birthDateCheck', checkDigit(writeDate(contents.birthDate)))
  put('sex', contents.sex === 'X' ? '<' : contents.sex)
  put('expires', writeDate(contents.expires))
  put('expiresCheck', checkDigit(writeDate(contents.expires)))
  const rest = isLong ? `${number.slice(9)}${checkDigit(number)}<` : ''
  put('optional', rest + (contents.optional ?? ''))
  put('optionalCheck', checkDigit((contents.optional ?? '').slice(0, 14)))
  put('compositeCheck', checkDigit(layout.composite.map(part => textAt(lines, part)).join('')))
  return lines
}
