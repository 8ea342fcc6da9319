import { useRef, useState } from 'react'
import type { Form } from '../../model/form.ts'
import type { Draft } from './draft.ts'
import { Declare } from './pages/declare.tsx'
import { findDeclaration, keepAnswers, keepDeclaration } from './phone/declarations.ts'
import type { KeptDeclaration } from './phone/kept.ts'
import { localDay, signDeclaration } from './phone/sign.ts'
import type { Route } from './route.ts'
import { words } from './words.ts'

interface EditingProps {
  kept: KeptDeclaration
  form: Form
  place: string
  returning: boolean
  onRoute(route: Route, replace?: boolean): void
}

/** Filling in or correcting one declaration. Every keystroke is kept on the phone before anything else happens. */
export const Editing = ({ kept, form, place, returning, onRoute }: EditingProps) => {
  const say = words.useMessages()
  const { document } = kept
  const [draft, setDraft] = useState(kept.draft)
  // Two changes in one event (a person taken out, and on) must both count.
  const latest = useRef(kept.draft)
  const writing = useRef(Promise.resolve())
  const today = localDay(new Date())

  const keep = (at: string): Promise<void> => {
    const draftNow = latest.current
    writing.current = writing.current.then(() => keepAnswers(document, { draft: draftNow, place: at }, new Date()))
    return writing.current
  }
  const onDraft = (changed: Draft) => {
    latest.current = changed
    setDraft(changed)
    void keep(place)
  }
  const onSign = async () => {
    await keep(place)
    const current = await findDeclaration(document)
    if (!current) throw new Error('the declaration was deleted')
    await keepDeclaration(await signDeclaration(current, form))
    onRoute({ at: 'code', document }, true)
  }
  return (
    <Declare
      form={form}
      draft={draft}
      place={place}
      today={today}
      returning={returning}
      action={say(kept.signed ? 'review.sign-correction' : 'review.sign')}
      onDraft={onDraft}
      onPlace={(next, back) => {
        void keep(next)
        onRoute({ at: 'page', document, place: next, returning: back })
      }}
      onLeave={() => onRoute({ at: 'home' })}
      onSign={onSign}
    />
  )
}
