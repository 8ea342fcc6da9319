import { useSyncExternalStore } from 'react'

export const LANGUAGES = ['en', 'fr', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language's name for itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', fr: 'Français', ar: 'العربية' }

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')

/** Something that must be there before a language is shown. */
interface NeedsLoading {
  load(language: Language): Promise<unknown>
}

const STORED_AS = 'breakwater.language'
const listeners = new Set<() => void>()
const needed = new Set<NeedsLoading>()
let current: Language = 'en'

const asLanguage = (tag: string | null | undefined): Language | undefined =>
  LANGUAGES.find(language => tag?.toLowerCase().split('-')[0] === language)

const stored = (): string | null => {
  try {
    return localStorage.getItem(STORED_AS)
  } catch {
    return null
  }
}

/** The language to begin with: `?lang=` in the address, the one chosen before, the browser's own, English. */
export const preferredLanguage = (): Language =>
  asLanguage(new URLSearchParams(location.search).get('lang')) ??
  asLanguage(stored()) ??
  navigator.languages.map(tag => asLanguage(tag)).find(language => language !== undefined) ??
  'en'

/** Call once before the first render, with the messages this entry shows. */
export const startLanguage = async (messages: NeedsLoading[], language: Language = preferredLanguage()): Promise<void> => {
  for (const one of messages) needed.add(one)
  await show(language)
}

/** Messages of a part that is loaded later join here; from then on they follow every change of language. */
export const alsoNeeds = (messages: NeedsLoading): Promise<unknown> => {
  needed.add(messages)
  return messages.load(current)
}

/** Changes the language of the whole page, once its messages are here; `remember: false` for machines many people use. */
export const setLanguage = async (language: Language, { remember = true } = {}): Promise<void> => {
  await show(language)
  if (!remember) return
  try {
    localStorage.setItem(STORED_AS, language)
  } catch {
    // A browser that stores nothing still shows the language now.
  }
}

const show = async (language: Language): Promise<void> => {
  await Promise.all([...needed].map(messages => messages.load(language)))
  current = language
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
  for (const listener of listeners) listener()
}

export const currentLanguage = (): Language => current

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage, currentLanguage)
