import { useState } from 'react'
import { addDays } from '../../../model/dates.ts'
import { CountryPicker } from '../country/country-picker.tsx'
import { isDay, type Draft } from '../draft.ts'
import { Choices } from '../form/choices.tsx'
import { DateField } from '../form/date-field.tsx'
import { words } from '../words.ts'
import { QuestionLayout } from './question-layout.tsx'
import { useFormat } from '#web/i18n/index.ts'

export interface DraftPageProps {
  draft: Draft
  today: string
  onDraft(draft: Draft): void
  onBack(): void
  onNext(): void
}

/** A declaration is made for a journey that is near. */
const farthest = 30

export const DatePage = ({ draft, today, onDraft, onBack, onNext }: DraftPageProps) => {
  const say = words.useMessages()
  const format = useFormat()
  const tomorrow = addDays(today, 1)
  const [other, setOther] = useState(draft.date !== '' && draft.date !== today && draft.date !== tomorrow)
  const [insist, setInsist] = useState(false)
  const isRight = isDay(draft.date) && draft.date >= addDays(today, -1) && draft.date <= addDays(today, farthest)
  const error = insist && !isRight ? say('arrival.date.error', { days: farthest }) : undefined
  const choose = (value: string) => {
    setOther(value === 'other')
    onDraft({ ...draft, date: value === 'other' ? '' : value })
  }
  return (
    <QuestionLayout question={say('arrival.date')} onBack={onBack} onNext={() => (isRight ? onNext() : setInsist(true))}>
      {labelledBy => (
        <>
          {error && !other && (
            <div className="bw-field">
              <p className="bw-field-error" role="alert">
                {say('choose')}
              </p>
            </div>
          )}
          <Choices
            labelledBy={labelledBy}
            value={other ? 'other' : draft.date}
            options={[
              { value: today, label: say('arrival.today'), hint: format.date(today) },
              { value: tomorrow, label: say('arrival.tomorrow'), hint: format.date(tomorrow) },
              { value: 'other', label: say('arrival.other') }
            ]}
            onChoose={choose}
          />
          {other && (
            <DateField label={say('arrival.which')} error={error} value={draft.date} onDate={date => onDraft({ ...draft, date })} />
          )}
        </>
      )}
    </QuestionLayout>
  )
}

export const TransportPage = ({ draft, onDraft, onBack, onNext }: DraftPageProps) => {
  const say = words.useMessages()
  const [insist, setInsist] = useState(false)
  const error = insist && draft.transport.trim() === '' ? say('arrival.transport.error') : undefined
  return (
    <QuestionLayout
      question={say('arrival.transport')}
      help={say('arrival.transport.help')}
      onBack={onBack}
      onNext={() => (draft.transport.trim() === '' ? setInsist(true) : onNext())}
    >
      {labelledBy => (
        <div className="bw-field" data-wrong={error ? '' : undefined}>
          {error && (
            <p className="bw-field-error" role="alert">
              {error}
            </p>
          )}
          <input
            className="bw-input bw-short"
            dir="auto"
            maxLength={20}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-labelledby={labelledBy}
            aria-invalid={error ? true : undefined}
            value={draft.transport}
            onChange={event => onDraft({ ...draft, transport: event.target.value })}
          />
        </div>
      )}
    </QuestionLayout>
  )
}

export const FromPage = ({ draft, onDraft, onBack, onNext }: DraftPageProps) => {
  const say = words.useMessages()
  const [insist, setInsist] = useState(false)
  const error = insist && draft.from === '' ? say('choose-country') : undefined
  return (
    <QuestionLayout
      question={say('arrival.from')}
      help={say('arrival.from.help')}
      onBack={onBack}
      onNext={() => (draft.from === '' ? setInsist(true) : onNext())}
    >
      {labelledBy => (
        <div className="bw-field" data-wrong={error ? '' : undefined}>
          {error && (
            <p className="bw-field-error" role="alert">
              {error}
            </p>
          )}
          <CountryPicker
            labelledBy={labelledBy}
            invalid={error ? true : undefined}
            value={draft.from}
            onChoose={from => onDraft({ ...draft, from })}
          />
        </div>
      )}
    </QuestionLayout>
  )
}
