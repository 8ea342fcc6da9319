import type en from './messages/en.json'
import { catalogue } from '#web/i18n/index.ts'

export const messages = catalogue<keyof typeof en>({
  en: () => import('./messages/en.json'),
  fr: () => import('./messages/fr.json'),
  ar: () => import('./messages/ar.json')
})

/** The officer's words for travellers' declarations. */
export const useWords = messages.useMessages
