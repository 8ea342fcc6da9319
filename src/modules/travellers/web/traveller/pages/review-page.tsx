import { useState, type ReactNode } from 'react'
import type { FormEvaluation } from '../../../model/evaluate-form.ts'
import type { Form } from '../../../model/form.ts'
import { countryName } from '../country/names.ts'
import { isDay, travellerOf, type Draft } from '../draft.ts'
import { answerText, inLanguage } from '../form/answer-text.ts'
import type { PageId } from '../pages.ts'
import { words } from '../words.ts'
import { nameOf } from './person-card.tsx'
import { QuestionLayout } from './question-layout.tsx'
import { Telling } from './telling.tsx'
import { Button, Notice } from '#web/design/index.ts'
import { useFormat, useLanguage } from '#web/i18n/index.ts'

interface ReviewPageProps {
  form: Form
  draft: Draft
  evaluation: FormEvaluation
  today: string
  /** What the button that signs says. */
  action: string
  /** Which rows are shown, where not all are asked. */
  shows?(this: void, page: PageId): boolean
  onChange(page: PageId): void
  onBack(): void
  /** Signs; resolves when it is done or says what went wrong by throwing. */
  onSign(): Promise<void>
}

/** Everything once more, with a way back to each answer, before it is signed. */
export const ReviewPage = ({ form, draft, evaluation, today, action, shows = () => true, onChange, onBack, onSign }: ReviewPageProps) => {
  const say = words.useMessages()
  const language = useLanguage()
  const format = useFormat()
  const [state, setState] = useState<'open' | 'signing' | 'failed'>('open')
  const unit = (code: string) => say.maybe(`unit.${code}`) ?? code
  const all: { page: PageId; question: string; answer: string | null }[] = [
    { page: 'date', question: say('arrival.date'), answer: isDay(draft.date) ? format.date(draft.date) : null },
    { page: 'transport', question: say('arrival.transport'), answer: draft.transport.trim() || null },
    { page: 'from', question: say('arrival.from'), answer: draft.from === '' ? null : countryName(draft.from, language) },
    ...draft.people.map((person, index) => {
      const traveller = travellerOf(person, today)
      const page: PageId = `person:${index}`
      return { page, question: say(index === 0 ? 'review.you' : 'review.member', { index }), answer: traveller && nameOf(traveller) }
    }),
    { page: 'people', question: say('people.question'), answer: say('review.people', { count: draft.people.length }) },
    ...evaluation.visible.map(question => {
      const answer = draft.answers[question.id]
      const page: PageId = `question:${question.id}`
      const isWrong = answer === undefined ? evaluation.missing.includes(question.id) : evaluation.invalid.includes(question.id)
      const text = answer === undefined ? '–' : answerText(question, answer, language, { yes: say('yes'), no: say('no'), unit })
      return { page, question: inLanguage(question.text, language), answer: isWrong ? null : text }
    })
  ]
  const rows = all.filter(row => shows(row.page))
  const missing = rows.find(row => row.answer === null)
  const sign = () => {
    if (missing) return onChange(missing.page)
    setState('signing')
    onSign().catch(() => setState('failed'))
  }
  return (
    <QuestionLayout
      question={say('review.title')}
      help={say('review.help')}
      onBack={onBack}
      onNext={sign}
      next={missing ? say('review.answer-missing') : action}
    >
      {() => (
        <>
          <dl className="bw-review">
            {rows.map(row => (
              <Row key={row.page} question={row.question} answer={row.answer} missing={say('review.missing')}>
                <Button kind="quiet" aria-label={say('review.change', { question: row.question })} onClick={() => onChange(row.page)}>
                  {say('change')}
                </Button>
              </Row>
            ))}
          </dl>
          <Telling form={form} consequences={evaluation.consequences} />
          <p className="bw-oath">{inLanguage(form.notice, language)}</p>
          {state === 'failed' && (
            <Notice kind="bad" live>
              <p>{say('review.failed')}</p>
            </Notice>
          )}
        </>
      )}
    </QuestionLayout>
  )
}

const Row = ({
  question,
  answer,
  missing,
  children
}: {
  question: string
  answer: string | null
  missing: string
  children: ReactNode
}) => (
  <div data-missing={answer === null ? '' : undefined}>
    <dt>{question}</dt>
    <dd dir="auto">{answer ?? missing}</dd>
    <dd className="bw-review-do">{children}</dd>
  </div>
)
