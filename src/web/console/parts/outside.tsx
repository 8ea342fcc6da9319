import type { ReactNode } from 'react'
import { useWords } from '../messages.ts'
import { Mark } from '#web/design/index.ts'
import { LanguageSwitch } from '#web/i18n/index.ts'

/** The frame of pages before sign-in. */
export const Outside = ({ children }: { children: ReactNode }) => {
  const t = useWords()
  return (
    <div className="c-outside">
      <header className="bw-page-head">
        <a className="bw-page-name" href="/">
          <Mark size={28} />
          {t('name')}
        </a>
        <LanguageSwitch label={t('language.choose')} />
      </header>
      <main className="c-outside-main">{children}</main>
    </div>
  )
}
