export { catalogue, type Catalogue, type Say } from './catalogue.ts'
export { useFormat, type Format } from './format.ts'
export {
  LANGUAGES,
  LANGUAGE_NAMES,
  currentLanguage,
  directionOf,
  setLanguage,
  startLanguage,
  useLanguage,
  type Language
} from './language.ts'
export { keepSigns } from './spacing.ts'
export { LanguageSwitch } from './language-switch.tsx'
