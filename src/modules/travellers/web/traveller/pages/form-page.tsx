import { useState } from 'react'
import { isAnswerTo, type FormEvaluation } from '../../../model/evaluate-form.ts'
import type { Form, Question } from '../../../model/form.ts'
import { inLanguage } from '../form/answer-text.ts'
import { QuestionControl } from '../form/question.tsx'
import { words } from '../words.ts'
import { QuestionLayout } from './question-layout.tsx'
import { Telling } from './telling.tsx'
import type { Answer } from '#standards/qr/index.ts'
import { useLanguage } from '#web/i18n/index.ts'

interface FormPageProps {
  form: Form
  question: Question
  answer: Answer | undefined
  consequences: FormEvaluation['consequences']
  onAnswer(answer: Answer | undefined): void
  onBack(): void
  onNext(): void
}

/** One question of the form, with what follows from the answer told at once. */
export const FormPage = ({ form, question, answer, consequences, onAnswer, onBack, onNext }: FormPageProps) => {
  const say = words.useMessages()
  const language = useLanguage()
  const [insist, setInsist] = useState(false)
  const isAnswered = answer === undefined ? question.optional === true : isAnswerTo(question, answer)
  const error = insist && !isAnswered ? say(`answer.${question.kind}.error`) : undefined
  return (
    <QuestionLayout
      question={inLanguage(question.text, language)}
      help={question.help && <p>{inLanguage(question.help, language)}</p>}
      onBack={onBack}
      onNext={() => (isAnswered ? onNext() : setInsist(true))}
    >
      {labelledBy => (
        <>
          <QuestionControl question={question} answer={answer} onAnswer={onAnswer} error={error} labelledBy={labelledBy} />
          <Telling form={form} consequences={consequences.filter(each => each.question === question.id)} />
        </>
      )}
    </QuestionLayout>
  )
}
