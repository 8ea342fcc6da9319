import { LANGUAGES, LANGUAGE_NAMES, setLanguage, useLanguage } from './language.ts'

/** Every language by its own name; the one shown now is marked. `remember: false` on machines many people use. */
export const LanguageSwitch = ({ label, remember = true }: { label: string; remember?: boolean }) => {
  const now = useLanguage()
  return (
    <nav className="bw-languages" aria-label={label}>
      {LANGUAGES.map(language => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-current={language === now ? 'true' : undefined}
          onClick={() => void setLanguage(language, { remember })}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </nav>
  )
}
