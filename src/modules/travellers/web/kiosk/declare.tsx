import { useState } from 'react'
import type { Form } from '../../model/form.ts'
import type { AnswersAtKiosk } from '../../model/views.ts'
import { newDraft, newPerson, type Draft } from '../traveller/draft.ts'
import { useEvaluation } from '../traveller/form/use-evaluation.ts'
import { FromPage, TransportPage } from '../traveller/pages/arrival-pages.tsx'
import { FormPage } from '../traveller/pages/form-page.tsx'
import { ReviewPage } from '../traveller/pages/review-page.tsx'
import { pageAfter, pageAt, pageBefore, type PageId } from '../traveller/pages.ts'
import { useForm } from '../traveller/phone/use-form.ts'
import type { Happening } from './flow.ts'
import { words } from './words.ts'
import { Button } from '#web/design/index.ts'
import { Machine } from '#web/device/machine.tsx'
import { CutOffPicture } from '#web/device/pictures.tsx'
import type { Station } from '#web/device/session.ts'
import '../traveller/traveller.css'

interface DeclareScreenProps {
  place: string
  left: number | undefined
  on(happening: Happening): void
  zone: string
  station: Station
  today: string
}

/** Declaring at the kiosk with nothing but the passport: the phone's questions, without those the zone has answered. */
export const DeclareScreen = ({ place, left, on, zone, station, today }: DeclareScreenProps) => {
  const say = words.useMessages()
  const { form, isMissing } = useForm(station.device.office)
  const over = (
    <Button kind="secondary" onClick={() => on({ type: 'over' })}>
      {say('again')}
    </Button>
  )
  if (!form)
    return (
      <Machine
        place={place}
        left={left}
        tone={isMissing ? 'cut-off' : 'plain'}
        title={say(isMissing ? 'cut-off.title' : 'declare.opening')}
        picture={isMissing ? <CutOffPicture /> : undefined}
        controls={over}
      >
        {isMissing && <p>{say('cut-off.text')}</p>}
      </Machine>
    )
  return (
    <Machine place={place} left={left} controls={over} layout="pages">
      <Pages form={form.form} zone={zone} today={today} on={on} />
    </Machine>
  )
}

const Pages = ({ form, zone, today, on }: { form: Form; zone: string; today: string; on(happening: Happening): void }) => {
  const say = words.useMessages()
  const [draft, setDraft] = useState<Draft>(() => ({ ...newDraft(), date: today, people: [{ ...newPerson(), zone }] }))
  const [place, setPlace] = useState<PageId>('from')
  const [returning, setReturning] = useState(false)
  const evaluation = useEvaluation(form, draft, today)
  const pages: PageId[] = ['from', 'transport', ...evaluation.visible.map((question): PageId => `question:${question.id}`), 'review']
  const page = pageAt(place, pages)
  const go = (next: PageId, back = false) => {
    setPlace(next)
    setReturning(back)
  }
  const onBack = () => {
    const before = returning ? 'review' : pageBefore(page, pages)
    if (before === null) on({ type: 'over' })
    else go(before)
  }
  const onNext = () => {
    const open = evaluation.missing.find(id => `question:${id}` !== page)
    if (!returning) go(pageAfter(page, pages))
    else if (open === undefined) go('review')
    else go(`question:${open}`, true)
  }
  const shared = { draft, today, onDraft: setDraft, onBack, onNext }
  if (page === 'from') return <FromPage key={page} {...shared} />
  if (page === 'transport') return <TransportPage key={page} {...shared} />
  if (page === 'review')
    return (
      <ReviewPage
        form={form}
        draft={draft}
        evaluation={evaluation}
        today={today}
        action={say('declare.sign')}
        shows={row => pages.includes(row)}
        onChange={target => go(target, true)}
        onBack={onBack}
        onSign={async () =>
          on({
            type: 'declared',
            declaration: declarationOf(
              form,
              draft,
              evaluation.visible.map(question => String(question.id))
            )
          })
        }
      />
    )
  const number = page.split(':')[1] ?? ''
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
      onAnswer={changed => setDraft({ ...draft, answers: changed === undefined ? others : { ...others, [number]: changed } })}
      onBack={onBack}
      onNext={onNext}
    />
  )
}

const declarationOf = (form: Form, draft: Draft, shown: string[]): AnswersAtKiosk => ({
  form: { id: form.id, version: form.version },
  from: draft.from,
  transport: draft.transport.trim(),
  answers: Object.fromEntries(Object.entries(draft.answers).filter(([id]) => shown.includes(id)))
})
