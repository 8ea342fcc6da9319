import { expect, test } from 'vitest'
import { alpha2Of, countriesIn, countryName } from './names.ts'
import { ISO_3166_STATES } from '#standards/mrz/index.ts'

test('every country has a two-letter code of its own', () => {
  const codes = ISO_3166_STATES.map(code => alpha2Of(code))
  expect(codes.every(code => code !== undefined && /^[A-Z]{2}$/.test(code))).toBe(true)
  expect(new Set(codes).size).toBe(ISO_3166_STATES.length)
})

test('three letters become the right two, also where they differ', () => {
  expect(['DEU', 'SWE', 'CHE', 'IRL', 'ZWE', 'ABW', 'AND', 'ARE'].map(alpha2Of)).toEqual(['DE', 'SE', 'CH', 'IE', 'ZW', 'AW', 'AD', 'AE'])
})

test('countries have their names in the language of the page', () => {
  expect([countryName('JPN', 'en'), countryName('JPN', 'fr'), countryName('UTO', 'ar'), countryName('XXA', 'en')]).toEqual([
    'Japan',
    'Japon',
    'ميريديا',
    'XXA'
  ])
  expect(countriesIn('fr').some(country => country.code === 'UTO' && country.name === 'Méridie')).toBe(true)
})
