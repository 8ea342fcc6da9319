import { lazy, Suspense, useEffect, useState } from 'react'
import { newDraft } from './draft.ts'
import { inLanguage } from './form/answer-text.ts'
import { CodePage, isPresented } from './pages/code-page.tsx'
import { HomePage } from './pages/home-page.tsx'
import { deleteDeclaration, keepDeclaration } from './phone/declarations.ts'
import type { KeptDeclaration } from './phone/kept.ts'
import { useForm } from './phone/use-form.ts'
import { useKept } from './phone/use-kept.ts'
import { useOnline, useSending } from './phone/use-sending.ts'
import { useRoute, type Route } from './route.ts'
import { words } from './words.ts'
import { Page } from '#web/design/index.ts'
import { newCommandId } from '#web/http/index.ts'
import { LanguageSwitch, useLanguage } from '#web/i18n/index.ts'
import './traveller.css'

const Editing = lazy(() => import('./editing.tsx').then(part => ({ default: part.Editing })))

/** Whose questions are asked when the address names no office. */
const anyOffice = 'HQ'

/** The traveller's app. `ready` says that it is kept on the phone and opens without a network. */
export const TravellerApp = ({ ready }: { ready: boolean }) => {
  const say = words.useMessages()
  const language = useLanguage()
  const [route, go] = useRoute()
  const kept = useKept()
  const online = useOnline()
  const office = useOffice()
  const { form, isMissing } = useForm(office ?? anyOffice)
  useSending()

  const name = form ? inLanguage(form.form.title, language) : say('app.name')
  return (
    <Page name={say('app.short-name')} home="#/" skip={say('skip')} head={<LanguageSwitch label={say('language')} />}>
      <Suspense fallback={<p>{say('opening')}</p>}>{kept && screen(kept)}</Suspense>
      <p className="bw-hidden" aria-live="polite">
        {name}
      </p>
    </Page>
  )

  function screen(all: KeptDeclaration[]) {
    const declaration = route.at === 'home' ? undefined : all.find(each => each.document === route.document)
    if (route.at === 'code' && declaration?.signed)
      return (
        <CodePage
          key={declaration.document}
          kept={declaration}
          signed={declaration.signed}
          online={online}
          onBack={() => go({ at: 'home' })}
          onCorrect={() => go({ at: 'page', document: declaration.document, place: 'review', returning: false })}
          onDelete={() => void remove(declaration)}
        />
      )
    if (route.at === 'page' && declaration && form && !isPresented(declaration.sending))
      return (
        <Editing
          key={declaration.document}
          kept={declaration}
          form={form.form}
          place={route.place}
          returning={route.returning}
          onRoute={(next, replace) => go(next, replace)}
        />
      )
    return (
      <HomePage
        form={form}
        isFormMissing={isMissing}
        online={online}
        ready={ready}
        kept={all}
        onBegin={() => void begin()}
        onOpen={open}
        onDelete={each => void remove(each)}
      />
    )
  }

  function open(declaration: KeptDeclaration) {
    const { document, place } = declaration
    const next: Route = declaration.signed ? { at: 'code', document } : { at: 'page', document, place, returning: false }
    go(next)
  }

  async function begin() {
    const now = new Date().toISOString()
    const document = newCommandId()
    await keepDeclaration({
      document,
      office,
      draft: newDraft(),
      place: 'date',
      startedAt: now,
      changedAt: now,
      signed: null,
      correcting: false,
      sending: null
    })
    go({ at: 'page', document, place: 'date', returning: false })
  }

  async function remove(declaration: KeptDeclaration) {
    await deleteDeclaration(declaration.document)
    go({ at: 'home' }, true)
  }
}

/** The office a poster's or a carrier's link names; kept, so that the app opened from the phone's own screen knows it too. */
const useOffice = (): string | null => {
  const [office] = useState(() => {
    const named = new URLSearchParams(location.search).get('office')
    const known = named !== null && /^[A-Z0-9][A-Z0-9-]{0,23}$/.test(named) ? named : null
    return known ?? localStorage.getItem('breakwater.office')
  })
  useEffect(() => {
    if (office !== null) localStorage.setItem('breakwater.office', office)
  }, [office])
  return office
}
