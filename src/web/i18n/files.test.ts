import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from './language.ts'
import { holesOf } from './message.ts'

type Messages = Record<string, string>

/** Every file of messages in the house: `<area>/messages/<language>.json`. */
const files = import.meta.glob<Messages>('../../{web,modules}/**/messages/*.json', { eager: true, import: 'default' })
const folders = [...new Set(Object.keys(files).map(file => file.slice(0, file.lastIndexOf('/'))))].sort()

const read = (folder: string, language: Language): Messages => files[`${folder}/${language}.json`] ?? {}

test('there are messages to check', () => {
  expect(folders).toContain('../console/messages')
})

describe.each(folders)('%s', folder => {
  const english = read(folder, 'en')

  test.each(LANGUAGES)('%s has a file of plain texts, each one ICU', language => {
    for (const [key, text] of Object.entries(read(folder, language))) {
      expect(typeof text, key).toBe('string')
      expect(text.trim(), key).not.toBe('')
      expect(() => new IntlMessageFormat(text, language), key).not.toThrow()
    }
  })

  test.each(LANGUAGES)('%s has exactly the keys of English', language => {
    expect(Object.keys(read(folder, language)).sort()).toEqual(Object.keys(english).sort())
  })

  test.each(LANGUAGES)('%s fills the same holes as English', language => {
    const holes = (messages: Messages) => Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, holesOf(text)]))
    expect(holes(read(folder, language))).toEqual(holes(english))
  })

  test.each(LANGUAGES)('%s has a form for every number it counts', language => {
    const wanted = new Intl.PluralRules(language)
      .resolvedOptions()
      .pluralCategories.filter(category => !(language === 'fr' && category === 'many'))
    const missing = Object.entries(read(folder, language)).flatMap(([key, text]) =>
      /, plural,/.test(text)
        ? wanted.filter(category => !new RegExp(`\\b${category} \\{`).test(text)).map(category => `${key}: ${category}`)
        : []
    )
    expect(missing).toEqual([])
  })

  test('French uses the typographic apostrophe, which is never ICU quoting', () => {
    expect(Object.entries(read(folder, 'fr')).filter(([, text]) => text.includes("'"))).toEqual([])
  })
})
