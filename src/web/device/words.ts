import type en from './messages/en.json'
import { catalogue } from '#web/i18n/index.ts'

export const words = catalogue<keyof typeof en>({
  en: () => import('./messages/en.json'),
  fr: () => import('./messages/fr.json'),
  ar: () => import('./messages/ar.json')
})
