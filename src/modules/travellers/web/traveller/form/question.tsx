import { useId, useState, type ReactNode } from 'react'
import type { Question } from '../../../model/form.ts'
import { CountryPicker } from '../country/country-picker.tsx'
import { words } from '../words.ts'
import { Choices } from './choices.tsx'
import { NumberInput } from './number-input.tsx'
import type { Answer } from '#standards/qr/index.ts'
import { useLanguage } from '#web/i18n/index.ts'

interface QuestionProps {
  question: Question
  answer: Answer | undefined
  onAnswer(answer: Answer | undefined): void
  error?: string | undefined
  /** The id of the heading that asks the question. */
  labelledBy: string
}

/** One question of the form, whatever it asks: the heading asks it, this takes the answer. */
export const QuestionControl = ({ question, answer, onAnswer, error, labelledBy }: QuestionProps) => {
  const say = words.useMessages()
  const language = useLanguage()
  const errorId = useId()
  const described = error ? errorId : undefined
  return (
    <div className="bw-field" data-wrong={error ? '' : undefined}>
      {error && (
        <p className="bw-field-error" id={errorId} role="alert">
          {error}
        </p>
      )}
      {control()}
    </div>
  )

  function control(): ReactNode {
    switch (question.kind) {
      case 'yes-no':
        return (
          <Choices
            labelledBy={labelledBy}
            describedBy={described}
            value={answer === true ? 'yes' : answer === false ? 'no' : ''}
            options={[
              { value: 'yes', label: say('yes') },
              { value: 'no', label: say('no') }
            ]}
            onChoose={value => onAnswer(value === 'yes')}
          />
        )
      case 'choice':
        return (
          <Choices
            labelledBy={labelledBy}
            describedBy={described}
            value={typeof answer === 'string' ? answer : ''}
            options={question.options.map(option => ({
              value: option.code,
              label: option.text[language] ?? option.text['en'] ?? option.code
            }))}
            onChoose={onAnswer}
          />
        )
      case 'country':
        return (
          <CountryPicker
            labelledBy={labelledBy}
            describedBy={described}
            value={typeof answer === 'string' ? answer : ''}
            onChoose={onAnswer}
          />
        )
      case 'text':
        return (
          <textarea
            className="bw-input"
            rows={3}
            maxLength={question.longest}
            aria-labelledby={labelledBy}
            aria-describedby={described}
            value={typeof answer === 'string' ? answer : ''}
            onChange={event => onAnswer(event.target.value === '' ? undefined : event.target.value)}
          />
        )
      case 'count':
        return (
          <div className="bw-amount">
            <NumberInput
              labelledBy={labelledBy}
              describedBy={described}
              value={typeof answer === 'object' && 'unit' in answer ? answer.value : ''}
              onNumber={value => onAnswer(value === '' ? undefined : { value, unit: question.unit })}
            />
            <span>{say.maybe(`unit.${question.unit}`) ?? question.unit}</span>
          </div>
        )
      case 'amount':
        return <AmountControl question={question} answer={answer} onAnswer={onAnswer} labelledBy={labelledBy} describedBy={described} />
    }
  }
}

const AmountControl = ({
  question,
  answer,
  onAnswer,
  labelledBy,
  describedBy
}: {
  question: Extract<Question, { kind: 'amount' }>
  answer: Answer | undefined
  onAnswer(answer: Answer | undefined): void
  labelledBy: string
  describedBy: string | undefined
}) => {
  const say = words.useMessages()
  const language = useLanguage()
  const money = typeof answer === 'object' && 'currency' in answer ? answer : undefined
  const [chosen, setChosen] = useState(question.currencies[0] ?? '')
  const currency = money?.currency ?? chosen
  return (
    <div className="bw-amount">
      <NumberInput
        labelledBy={labelledBy}
        describedBy={describedBy}
        value={money?.amount ?? ''}
        onNumber={amount => onAnswer(amount === '' ? undefined : { amount, currency })}
      />
      <select
        className="bw-input"
        aria-label={say('currency')}
        value={currency}
        onChange={event => {
          setChosen(event.target.value)
          if (money) onAnswer({ amount: money.amount, currency: event.target.value })
        }}
      >
        {question.currencies.map(code => (
          <option key={code} value={code}>
            {currencyName(code, language)}
          </option>
        ))}
      </select>
    </div>
  )
}

const currencyName = (code: string, language: string): string => {
  const name = new Intl.DisplayNames([language], { type: 'currency', fallback: 'none' }).of(code)
  return name === undefined ? code : `${code} – ${name}`
}
