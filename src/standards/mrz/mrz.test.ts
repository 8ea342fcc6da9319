import { expect, test } from 'vitest'
import { checkDigit, isState, readMrz, writeMrz, writeName } from './index.ts'

// The specimens printed in ICAO 9303-4, -5, -6 and -7.
const TD3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
const TD1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<'
const TD2 = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6'
const MRV_A = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<'
const MRV_B = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<'
const LONG_TD1 = 'I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<'

const anna = {
  documentCode: 'I',
  issuer: 'UTO',
  familyName: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  number: 'D23145890',
  nationality: 'UTO',
  birthDate: '1974-08-12',
  sex: 'F',
  expires: '2012-04-15',
  optional: '',
  namesTruncated: false
}
const lines = (text: string) => text.split('\n')

test('the check digit is that of the standard', () => {
  expect(['520727', 'D23145890', 'HA672242<6YTO5802254M9601086<<<<<<<<<<<<<<'.slice(0, 9), '<<<<<<<<<'].map(checkDigit)).toEqual([
    '3',
    '7',
    '6',
    '0'
  ])
})

test('the specimens of the standard are read whole', () => {
  expect(readMrz(TD3, '2012-01-01')).toEqual({
    valid: true,
    lines: lines(TD3),
    document: { ...anna, format: 'TD3', documentCode: 'P', number: 'L898902C3', optional: 'ZE184226B' }
  })
  expect(readMrz(TD1, '2012-01-01')).toEqual({ valid: true, lines: lines(TD1), document: { ...anna, format: 'TD1' } })
  expect(readMrz(TD2, '2012-01-01')).toEqual({ valid: true, lines: lines(TD2), document: { ...anna, format: 'TD2' } })
  const visa = { ...anna, documentCode: 'V', number: 'L8988901C', nationality: 'XXX', birthDate: '1940-09-07', expires: '1996-12-10' }
  expect(readMrz(MRV_A, '2012-01-01')).toEqual({
    valid: true,
    lines: lines(MRV_A),
    document: { ...visa, format: 'MRV-A', optional: '6ZE184226B' }
  })
  expect(readMrz(MRV_B, '2012-01-01')).toEqual({ valid: true, lines: lines(MRV_B), document: { ...visa, format: 'MRV-B' } })
})

test('a card number of more than nine characters goes on in the optional data', () => {
  expect(readMrz(LONG_TD1, '2012-01-01')).toEqual({
    valid: true,
    lines: lines(LONG_TD1),
    document: {
      format: 'TD1',
      documentCode: 'I',
      issuer: 'UTO',
      familyName: 'STEVENSON',
      givenNames: 'PETER JOHN',
      number: 'D23145890734',
      nationality: 'UTO',
      birthDate: '1934-07-12',
      sex: 'M',
      expires: '1995-07-12',
      optional: '',
      namesTruncated: false
    }
  })
})

test('a zone is read from one line, from lower case, with spaces and other line ends', () => {
  for (const text of [TD3.replace('\n', ''), TD3.toLowerCase(), TD3.replace('\n', '\r\n\r\n'), TD3.replace(/./g, '$& ')])
    expect(readMrz(text, '2012-01-01').valid, text).toBe(true)
})

test('each wrong check digit is named with what was expected', () => {
  const wrong = (from: string, to: string) => {
    const reading = readMrz(TD3.replace(from, to), '2012-01-01')
    return reading.valid ? [] : reading.problems
  }
  const composite = (expected: string) => ({ code: 'check-digit', field: 'compositeCheck', line: 2, column: 44, expected, found: '0' })
  expect(wrong('L898902C36', 'L898902D36')).toEqual([
    { code: 'check-digit', field: 'numberCheck', line: 2, column: 10, expected: '9', found: '6' },
    composite('3')
  ])
  expect(wrong('7408122', '7408123')).toEqual([
    { code: 'check-digit', field: 'birthDateCheck', line: 2, column: 20, expected: '2', found: '3' },
    composite('3')
  ])
  expect(wrong('1204159', '1204158')).toEqual([
    { code: 'check-digit', field: 'expiresCheck', line: 2, column: 28, expected: '9', found: '8' },
    composite('9')
  ])
  expect(wrong('<<<<<10', '<<<<<20')).toEqual([
    { code: 'check-digit', field: 'optionalCheck', line: 2, column: 43, expected: '1', found: '2' },
    composite('1')
  ])
  expect(wrong('<<<<<10', '<<<<<15')).toEqual([
    { code: 'check-digit', field: 'compositeCheck', line: 2, column: 44, expected: '0', found: '5' }
  ])
})

test('what is no zone is said plainly', () => {
  expect(readMrz('P<UTO\nL8', '2012-01-01')).toEqual({
    valid: false,
    document: undefined,
    lines: ['P<UTO', 'L8'],
    problems: [{ code: 'unknown-format', lengths: [5, 2] }],
    suggestions: []
  })
  const reading = readMrz(TD3.replace('ANNA', 'ÄNNA').replace('10', '1-'), '2012-01-01')
  expect(reading.valid ? [] : reading.problems).toEqual([
    { code: 'character', line: 1, column: 16, found: 'Ä' },
    { code: 'character', line: 2, column: 44, found: '-' }
  ])
})

test('a date, a state, a sex and a name that cannot be are named', () => {
  const document = {
    format: 'TD3',
    documentCode: 'P',
    issuer: 'UTO',
    familyName: 'ERIKSSON',
    givenNames: 'ANNA',
    number: 'L898902C3',
    nationality: 'UTO',
    birthDate: '1974-08-12',
    sex: 'F',
    expires: '2028-04-15'
  } as const
  const problems = (changes: object) => {
    const reading = readMrz(writeMrz({ ...document, ...changes }).join('\n'), '2026-11-23')
    return reading.valid ? [] : reading.problems
  }
  expect(problems({})).toEqual([])
  expect(problems({ birthDate: '1974-13-12' })).toEqual([{ code: 'date', field: 'birthDate', line: 2, column: 14, found: '741312' }])
  expect(problems({ expires: '2027-02-29' })).toEqual([{ code: 'date', field: 'expires', line: 2, column: 22, found: '270229' }])
  expect(problems({ issuer: 'UTP', nationality: 'ZZZ' })).toEqual([
    { code: 'state', field: 'issuer', line: 1, column: 3, found: 'UTP' },
    { code: 'state', field: 'nationality', line: 2, column: 11, found: 'ZZZ' }
  ])
  const digits = readMrz(TD3.replace('ANNA', '4NNA').replace('F120', 'K120'), '2012-01-01')
  expect(digits.valid ? [] : digits.problems.map(problem => problem.code)).toEqual(['names', 'sex'])
})

test('a birth is never in the future, an expiry is the nearest one', () => {
  const read = (birth: string, expiry: string, on: string) => {
    const lines = writeMrz({
      format: 'TD3',
      documentCode: 'P',
      issuer: 'D',
      familyName: 'A',
      givenNames: 'B',
      number: '1',
      nationality: 'GBD',
      birthDate: `20${birth}`,
      sex: 'X',
      expires: `20${expiry}`
    })
    const { document } = readMrz(lines.join('\n'), on)
    return [document?.birthDate, document?.expires]
  }
  expect(read('26-11-23', '36-11-22', '2026-11-23')).toEqual(['2026-11-23', '2036-11-22'])
  expect(read('26-11-24', '75-01-01', '2026-11-23')).toEqual(['1926-11-24', '2075-01-01'])
  expect(read('27', '80-01-01', '2026-11-23')).toEqual(['1927', '1980-01-01'])
  expect(read('00-02-29', '01-01-01', '2099-06-01')).toEqual(['2000-02-29', '2101-01-01'])
})

test('a birth date may lack its day or month, and a document may have no end', () => {
  const lines = writeMrz({
    format: 'TD1',
    documentCode: 'I',
    issuer: 'XXA',
    familyName: 'NOOR',
    givenNames: '',
    number: 'X1',
    nationality: 'XXA',
    birthDate: '1974',
    sex: 'X',
    expires: null
  })
  expect(readMrz(lines.join('\n'), '2026-11-23')).toEqual({
    valid: true,
    lines,
    document: {
      format: 'TD1',
      documentCode: 'I',
      issuer: 'XXA',
      familyName: 'NOOR',
      givenNames: '',
      number: 'X1',
      nationality: 'XXA',
      birthDate: '1974',
      sex: 'X',
      expires: null,
      optional: '',
      namesTruncated: false
    }
  })
})

test('a misread character is suggested, never changed', () => {
  const reading = readMrz(TD3.replace('L898902C36', 'L8989O2C36'), '2012-01-01')
  expect(reading).toMatchObject({ valid: false, document: { number: 'L8989O2C3' } })
  expect(reading.valid ? [] : reading.suggestions[0]).toEqual({ line: 2, column: 6, found: 'O', suggested: '0', left: 0 })
})

test('names are put into the letters of the zone', () => {
  expect(['Müller-Lüdenscheid', "O'Connor", 'Nguyễn Thị', 'Łukasz Ærø', 'Straße', '王'].map(writeName)).toEqual([
    'MUELLER<LUEDENSCHEID',
    'OCONNOR',
    'NGUYEN<THI',
    'LUKASZ<AEROE',
    'STRASSE',
    ''
  ])
})

test('states are those of ISO 3166 and of ICAO 9303', () => {
  expect(['UTO', 'D', 'GBD', 'XXB', 'RKS', 'FRA'].filter(isState)).toEqual(['UTO', 'D', 'GBD', 'XXB', 'RKS', 'FRA'])
  expect(['DEU', 'GBZ', '', 'UT', 'XYZ'].filter(isState)).toEqual(['DEU'])
})

test('a space in a number is a filler in the zone and nothing in the number', () => {
  const [first, second] = TD3.split('\n')
  const spaced = `L8<8902C3${checkDigit('L8<8902C3')}`
  const upper = spaced + second!.slice(10, 43)
  const composite = checkDigit(upper.slice(0, 10) + upper.slice(13, 20) + upper.slice(21, 43))
  expect(readMrz(`${first}\n${upper}${composite}`, '2012-01-01')).toMatchObject({ valid: true, document: { number: 'L88902C3' } })
})
