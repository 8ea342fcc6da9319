import { useId, useState } from 'react'
import { words } from '../words.ts'
import { dayOf, partsOf } from './date-parts.ts'

interface DateFieldProps {
  label: string
  hint?: string
  error?: string | undefined
  /** `YYYY-MM-DD`, or nothing. */
  value: string
  onDate(value: string): void
  /** Hides the label where the page's heading says it. */
  labelledBy?: string
}

/** A day in three boxes, as papers print it; quicker and less wrong than a calendar for days long past. */
export const DateField = ({ label, hint, error, value, onDate, labelledBy }: DateFieldProps) => {
  const say = words.useMessages()
  const id = useId()
  const [parts, setParts] = useState(() => partsOf(value))
  const change = (part: Partial<typeof parts>) => {
    const next = { ...parts, ...part }
    setParts(next)
    onDate(dayOf(next))
  }
  const box = (part: 'day' | 'month' | 'year', length: number) => (
    <label className="bw-date-part">
      <span>{say(`date.${part}`)}</span>
      <input
        className="bw-input"
        inputMode="numeric"
        dir="ltr"
        size={length}
        maxLength={length}
        autoComplete="off"
        aria-invalid={error ? true : undefined}
        value={parts[part]}
        onChange={event => change({ [part]: event.target.value })}
      />
    </label>
  )
  return (
    <fieldset
      className="bw-field bw-date"
      data-wrong={error ? '' : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
    >
      {labelledBy === undefined && <legend>{label}</legend>}
      {hint && (
        <p className="bw-field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="bw-field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      <div className="bw-date-parts">
        {box('day', 2)}
        {box('month', 2)}
        {box('year', 4)}
      </div>
    </fieldset>
  )
}
