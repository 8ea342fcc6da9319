import { useEffect } from 'react'
import { inLanguage } from '../form/answer-text.ts'
import type { CachedForm, KeptDeclaration } from '../phone/kept.ts'
import { words } from '../words.ts'
import { Button, Notice } from '#web/design/index.ts'
import { useFormat, useLanguage } from '#web/i18n/index.ts'

interface HomePageProps {
  form: CachedForm | undefined
  /** Why there is no form, once that is known. */
  isFormMissing: boolean
  online: boolean
  ready: boolean
  kept: KeptDeclaration[]
  onBegin(): void
  onOpen(declaration: KeptDeclaration): void
  onDelete(declaration: KeptDeclaration): void
}

/** What this is, what happens without a network, and the declarations on this phone. */
export const HomePage = ({ form, isFormMissing, online, ready, kept, onBegin, onOpen, onDelete }: HomePageProps) => {
  const say = words.useMessages()
  const language = useLanguage()
  const title = form ? inLanguage(form.form.title, language) : say('app.name')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <>
      <h1>{title}</h1>
      <p className="bw-lead">{say('home.lead')}</p>
      {kept.length > 0 && <KeptList kept={kept} onOpen={onOpen} onDelete={onDelete} />}
      {form && (
        <Button kind={kept.length > 0 ? 'secondary' : 'primary'} onClick={onBegin}>
          {say(kept.length > 0 ? 'home.another' : 'home.begin')}
        </Button>
      )}
      {!form && isFormMissing && (
        <Notice kind="bad" title={say('home.no-form')} live>
          <p>{say('home.no-form.help')}</p>
        </Notice>
      )}
      <Notice kind={online || ready ? 'info' : 'attention'} title={say('offline.title')}>
        <ul className="bw-list">
          <li>{say(ready ? 'offline.ready' : 'offline.getting-ready')}</li>
          <li>{say('offline.phone')}</li>
          <li>{say('offline.send')}</li>
          <li>{say('offline.code')}</li>
        </ul>
      </Notice>
    </>
  )
}

const KeptList = ({
  kept,
  onOpen,
  onDelete
}: {
  kept: KeptDeclaration[]
  onOpen(declaration: KeptDeclaration): void
  onDelete(declaration: KeptDeclaration): void
}) => {
  const say = words.useMessages()
  const format = useFormat()
  return (
    <section className="bw-kept">
      <h2>{say('home.kept')}</h2>
      <ul>
        {kept.map(declaration => (
          <li key={declaration.document}>
            <p>
              <strong>
                {declaration.signed ? <span className="bw-code">{declaration.signed.reference}</span> : say('home.unfinished')}
              </strong>
              <br />
              {stateOf(declaration)}
            </p>
            <Button onClick={() => onOpen(declaration)}>{say(declaration.signed ? 'home.show' : 'home.continue')}</Button>
            {!declaration.signed && (
              <Button kind="quiet" onClick={() => onDelete(declaration)}>
                {say('delete.do')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )

  function stateOf(declaration: KeptDeclaration): string {
    const { sending } = declaration
    if (sending?.state === 'sent') return say('sending.sent', { at: format.exact(sending.at) })
    if (sending?.state === 'refused') return say('sending.refused')
    if (sending?.state === 'waiting') return say('sending.kept')
    return say('home.begun', { at: format.exact(declaration.startedAt) })
  }
}
