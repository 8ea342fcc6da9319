import { use, useMemo } from 'react'
import { alsoNeeds, directionOf, useLanguage, type Language } from './language.ts'
import { formatMessage, type Values } from './message.ts'
import { keepSigns } from './spacing.ts'

/** Says a message of the catalogue in the language of the page. */
export interface Say<Key extends string> {
  (key: Key, values?: Values): string
  /** For keys that arrive from a server (codes): undefined when there are no words for one. */
  maybe(this: void, key: string, values?: Values): string | undefined
}

export interface Catalogue<Key extends string> {
  load(language: Language): Promise<void>
  /** The messages in the language of the page; suspends while they are on their way. */
  useMessages(this: void): Say<Key>
}

type Loader = () => Promise<{ default: Record<string, string> }>

/**
 * One part's messages, a file a language, fetched when that language is first shown. The English file's keys are the type:
 * `import type en from './messages/en.json'`, then `catalogue<keyof typeof en>({ en: () => import('./messages/en.json'), … })`.
 */
export const catalogue = <Key extends string>(loaders: Record<Language, Loader>): Catalogue<Key> => {
  const loaded = new Map<Language, Record<string, string>>()
  const loading = new Map<Language, Promise<void>>()

  const load = (language: Language): Promise<void> => {
    const known = loading.get(language)
    if (known) return known
    const started = loaders[language]().then(
      file => void loaded.set(language, file.default),
      (reason: unknown) => {
        loading.delete(language)
        throw reason
      }
    )
    loading.set(language, started)
    return started
  }

  const self: Catalogue<Key> = {
    load,
    useMessages: () => {
      const language = useLanguage()
      if (!loaded.has(language)) {
        void alsoNeeds(self).catch(() => undefined)
        use(load(language))
      }
      const messages = loaded.get(language)
      return useMemo(() => say<Key>(messages ?? {}, language), [messages, language])
    }
  }
  return self
}

const say = <Key extends string>(messages: Record<string, string>, language: Language): Say<Key> => {
  const isolate = directionOf(language) === 'rtl'
  const maybe = (key: string, values: Values = {}): string | undefined => {
    const pattern = messages[key]
    return pattern === undefined ? undefined : formatMessage(keepSigns(pattern, language), values, language, isolate)
  }
  return Object.assign((key: Key, values?: Values) => maybe(key, values) ?? key, { maybe })
}
