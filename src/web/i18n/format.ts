import { useMemo } from 'react'
import { useLanguage, type Language } from './language.ts'

/** Numbers, dates and times as the reader's language writes them; times in the zone of this place, with the zone. */
export interface Format {
  number(this: void, value: number, options?: Intl.NumberFormatOptions): string
  /** `2026-11-23` or an instant. */
  date(this: void, value: string | Date): string
  time(this: void, value: string | Date): string
  /** With date, seconds and zone: what stands behind an age. */
  exact(this: void, value: string | Date): string
  /** "12 min ago". */
  age(this: void, value: string | Date, now: Date): string
}

/** English as written between countries: the day first, 24 hours. */
const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr', ar: 'ar' }

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60]
]

/** `zone`: an IANA name; absent: the zone of this machine. */
export const formatFor = (language: Language, zone?: string): Format => {
  const locale = LOCALES[language]
  const timeZone = zone ? { timeZone: zone } : {}
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...timeZone })
  // A day without a time is that day everywhere.
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...timeZone })
  const exacts = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...timeZone
  })
  const ages = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  return {
    number: (value, options) => new Intl.NumberFormat(locale, options).format(value),
    date: value =>
      typeof value === 'string' && value.length === 10 ? days.format(new Date(`${value}T00:00:00Z`)) : dates.format(new Date(value)),
    time: value => times.format(new Date(value)),
    exact: value => exacts.format(new Date(value)),
    age: (value, now) => {
      // What just happened may be ahead of a clock that ticks every few seconds, or of a machine's own.
      const seconds = Math.min(0, Math.round((new Date(value).getTime() - now.getTime()) / 1000))
      const step = STEPS.find(([, size]) => Math.abs(seconds) >= size)
      return step ? ages.format(Math.trunc(seconds / step[1]), step[0]) : ages.format(Math.trunc(seconds), 'second')
    }
  }
}

export const useFormat = (zone?: string): Format => {
  const language = useLanguage()
  return useMemo(() => formatFor(language, zone), [language, zone])
}
