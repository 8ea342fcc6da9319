import { useEffect, useId, useRef, type FormEvent, type ReactNode } from 'react'
import { words } from '../words.ts'
import { Button } from '#web/design/index.ts'

interface QuestionLayoutProps {
  /** The question is the heading. */
  question: string
  help?: ReactNode
  onBack(): void
  onNext(): void
  next?: string
  /** Takes the heading's id, so that the control is named by the question. */
  children(headingId: string): ReactNode
}

/** One question a page: the heading asks, help stands under it, then the answer, then on. */
export const QuestionLayout = ({ question, help, onBack, onNext, next, children }: QuestionLayoutProps) => {
  const say = words.useMessages()
  const heading = useRef<HTMLHeadingElement>(null)
  const headingId = useId()
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [])
  useEffect(() => {
    document.title = question
  }, [question])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onNext()
  }
  return (
    <>
      <button type="button" className="bw-back" onClick={onBack}>
        <span aria-hidden="true">‹</span> {say('back')}
      </button>
      <form className="bw-question" noValidate onSubmit={submit}>
        <h1 ref={heading} id={headingId} tabIndex={-1}>
          {question}
        </h1>
        {help && <div className="bw-question-help">{help}</div>}
        {children(headingId)}
        <Button type="submit">{next ?? say('next')}</Button>
      </form>
    </>
  )
}
