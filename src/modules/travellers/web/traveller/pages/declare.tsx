import type { Form } from '../../../model/form.ts'
import type { Draft, PersonDraft } from '../draft.ts'
import { useEvaluation } from '../form/use-evaluation.ts'
import { pageAfter, pageAt, pageBefore, pagesOf, type PageId } from '../pages.ts'
import { DatePage, FromPage, TransportPage } from './arrival-pages.tsx'
import { FormPage } from './form-page.tsx'
import { PeoplePage } from './people-page.tsx'
import { PersonPage } from './person-page.tsx'
import { ReviewPage } from './review-page.tsx'

interface DeclareProps {
  form: Form
  draft: Draft
  place: string
  today: string
  /** Set when a page was opened from the review: going on leads back there. */
  returning: boolean
  action: string
  onDraft(draft: Draft): void
  onPlace(place: PageId, returning: boolean): void
  /** Back from the first page. */
  onLeave(): void
  onSign(): Promise<void>
}

/** A declaration, one question a page. The phone and the kiosk ask with it. */
export const Declare = ({ form, draft, place, today, returning, action, onDraft, onPlace, onLeave, onSign }: DeclareProps) => {
  const evaluation = useEvaluation(form, draft, today)
  const pages = pagesOf(
    draft.people.length,
    evaluation.visible.map(question => String(question.id))
  )
  const page = pageAt(place, pages)
  const onBack = () => {
    const before = returning ? 'review' : pageBefore(page, pages)
    if (before === null) onLeave()
    else onPlace(before, false)
  }
  // A changed answer may open further questions: they come before the review does.
  const onNext = () => {
    const open = evaluation.missing.find(id => `question:${id}` !== page)
    if (!returning) onPlace(pageAfter(page, pages), false)
    else if (open === undefined) onPlace('review', false)
    else onPlace(`question:${open}`, true)
  }
  const shared = { draft, today, onDraft, onBack, onNext }

  if (page === 'date') return <DatePage key={page} {...shared} />
  if (page === 'transport') return <TransportPage key={page} {...shared} />
  if (page === 'from') return <FromPage key={page} {...shared} />
  if (page === 'people') return <PeoplePage key={page} {...shared} onPerson={index => onPlace(`person:${index}`, false)} />
  if (page === 'review')
    return (
      <ReviewPage
        key={page}
        form={form}
        draft={draft}
        evaluation={evaluation}
        today={today}
        action={action}
        onBack={onBack}
        onChange={target => onPlace(target, true)}
        onSign={onSign}
      />
    )
  const [kind, number = ''] = page.split(':')
  if (kind === 'person') {
    const index = Number(number)
    const person = draft.people[index]
    if (!person) return null
    const onPerson = (changed: PersonDraft) => onDraft({ ...draft, people: draft.people.with(index, changed) })
    return <PersonPage key={page} {...shared} person={person} index={index} onPerson={onPerson} />
  }
  const question = evaluation.visible.find(each => String(each.id) === number)
  if (!question) return null
  const { [number]: answer, ...others } = draft.answers
  return (
    <FormPage
      key={page}
      form={form}
      question={question}
      answer={answer}
      consequences={evaluation.consequences}
      onAnswer={changed => onDraft({ ...draft, answers: changed === undefined ? others : { ...others, [number]: changed } })}
      onBack={onBack}
      onNext={onNext}
    />
  )
}
