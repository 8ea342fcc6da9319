import { expect, test } from 'vitest'
import { keepSigns } from './spacing.ts'

test('a French sign of punctuation stays with the word before it', () => {
  expect(keepSigns('Quand arrivez-vous ? Choisissez « Tous » : voilà', 'fr')).toBe(
    'Quand arrivez-vous\u00a0? Choisissez «\u00a0Tous\u00a0»\u00a0: voilà'
  )
})

test('other languages are left as they are written', () => {
  expect(keepSigns('One : two ?', 'en')).toBe('One : two ?')
})
