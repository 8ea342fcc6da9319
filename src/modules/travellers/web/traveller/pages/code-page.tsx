import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { KeptDeclaration, Sending, Signed } from '../phone/kept.ts'
import { useShown } from '../phone/use-shown.ts'
import { words } from '../words.ts'
import { Button, Notice } from '#web/design/index.ts'
import { useFormat } from '#web/i18n/index.ts'

const CodePicture = lazy(() => import('./code-picture.tsx').then(part => ({ default: part.CodePicture })))

interface CodePageProps {
  kept: KeptDeclaration
  signed: Signed
  online: boolean
  onCorrect(): void
  onDelete(): void
  onBack(): void
}

/** What is shown at the kiosk and at the gate. */
export const CodePage = ({ kept, signed, online, onCorrect, onDelete, onBack }: CodePageProps) => {
  const say = words.useMessages()
  const heading = useRef<HTMLHeadingElement>(null)
  const [asking, setAsking] = useState(false)
  const presented = isPresented(kept.sending)
  useWakeLock()
  useShown(kept, online)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [])
  useEffect(() => {
    document.title = say('code.title')
  }, [say])
  return (
    <>
      <button type="button" className="bw-back" onClick={onBack}>
        <span aria-hidden="true">‹</span> {say('code.home')}
      </button>
      <h1 ref={heading} tabIndex={-1}>
        {say('code.title')}
      </h1>
      <div className="bw-code-card">
        <Suspense fallback={<div className="bw-code-wait" />}>
          <CodePicture code={signed.code} label={say('code.picture', { reference: signed.reference })} />
        </Suspense>
        <p className="bw-code bw-code-reference">{signed.reference}</p>
      </div>
      <p>{say('code.bright')}</p>
      <SendingState sending={kept.sending} online={online} revision={signed.revision} />
      <h2>{say('code.next')}</h2>
      <ol className="bw-steps">
        <li>{say('code.step.kiosk')}</li>
        <li>{say('code.step.passport')}</li>
        <li>{say('code.step.gate')}</li>
      </ol>
      {presented ? (
        <p>{say('code.presented')}</p>
      ) : (
        <>
          <p>{say(kept.correcting ? 'code.correcting' : 'code.until-shown')}</p>
          <Button kind="secondary" onClick={onCorrect}>
            {say(kept.correcting ? 'code.correct-on' : 'code.correct')}
          </Button>
        </>
      )}
      {asking ? (
        <Notice kind="attention" title={say('delete.question')} live>
          <p>{say(presented || kept.sending?.state === 'sent' ? 'delete.sent' : 'delete.unsent')}</p>
          <div className="bw-row">
            <Button onClick={onDelete}>{say('delete.yes')}</Button>
            <Button kind="secondary" onClick={() => setAsking(false)}>
              {say('delete.no')}
            </Button>
          </div>
        </Notice>
      ) : (
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {say('delete.do')}
        </Button>
      )}
    </>
  )
}

export const isPresented = (sending: Sending | null): boolean =>
  (sending?.state === 'sent' && sending.status === 'presented') || (sending?.state === 'refused' && sending.code === 'already-presented')

/** Where the declaration is: on this phone only, or with customs since when. */
const SendingState = ({ sending, online, revision }: { sending: Sending | null; online: boolean; revision: number }) => {
  const say = words.useMessages()
  const format = useFormat()
  if (!sending) return null
  switch (sending.state) {
    case 'waiting':
      return (
        <Notice kind="attention" title={say('sending.kept')} live>
          <p>{say(online ? 'sending.trying' : 'sending.offline')}</p>
        </Notice>
      )
    case 'sent':
      return (
        <Notice kind="good" title={say('sending.sent', { at: format.exact(sending.at) })} live>
          <p>{say('sending.revision', { revision })}</p>
        </Notice>
      )
    case 'refused':
      return (
        <Notice kind="bad" title={say('sending.refused')} live>
          <p>{say.maybe(`refused.${sending.code}`) ?? say('refused.other', { code: sending.code })}</p>
        </Notice>
      )
  }
}

/** Keeps the screen from going dark while the code is shown, where the browser can. */
const useWakeLock = () => {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    let over = false
    const hold = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      navigator.wakeLock.request('screen').then(
        held => {
          if (over) void held.release()
          else lock = held
        },
        () => undefined
      )
    }
    hold()
    document.addEventListener('visibilitychange', hold)
    return () => {
      over = true
      document.removeEventListener('visibilitychange', hold)
      void lock?.release()
    }
  }, [])
}
