import type { ReactNode } from 'react'
import { words } from './words.ts'
import { Mark } from '#web/design/index.ts'
import { LANGUAGES, LANGUAGE_NAMES, setLanguage, useLanguage } from '#web/i18n/index.ts'
import './machine.css'

export type Tone = 'plain' | 'go' | 'person' | 'cut-off'

interface MachineProps {
  /** Where this machine stands. */
  place: string
  tone?: Tone
  picture?: ReactNode
  /** The one sentence; pages that ask have their own heading. */
  title?: string
  /** `pages`: the middle holds a page of questions that may be longer than the screen. */
  layout?: 'sentence' | 'pages'
  children?: ReactNode
  /** Buttons and fields: in the lower half, where somebody in a wheelchair reaches them. */
  controls?: ReactNode
  /** Seconds until the screen starts over, if it does. */
  left?: number | undefined
  of?: number
}

/** One screen of a kiosk or gate: one sentence and one picture above, what can be touched below. */
export const Machine = ({
  place,
  tone = 'plain',
  picture,
  title,
  layout = 'sentence',
  children,
  controls,
  left,
  of = 60
}: MachineProps) => {
  const say = words.useMessages()
  const now = useLanguage()
  return (
    <div className="bw-machine" data-tone={tone} data-layout={layout}>
      <header className="bw-machine-head">
        <Mark size={44} />
        <span>{place}</span>
      </header>
      <main className="bw-machine-main" aria-live="polite">
        {picture && <div className="bw-machine-picture">{picture}</div>}
        {title !== undefined && <h1>{title}</h1>}
        {children}
      </main>
      <div className="bw-machine-controls">{controls}</div>
      <footer className="bw-machine-foot">
        {left !== undefined && (
          <p className="bw-machine-left">
            <progress max={of} value={left} aria-hidden="true" />
            <span role="timer">{say('starts-over', { left })}</span>
          </p>
        )}
        <nav className="bw-machine-languages" aria-label={say('languages')}>
          {LANGUAGES.map(language => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-current={language === now ? 'true' : undefined}
              onClick={() => void setLanguage(language, { remember: false })}
            >
              {LANGUAGE_NAMES[language]}
            </button>
          ))}
        </nav>
      </footer>
    </div>
  )
}
