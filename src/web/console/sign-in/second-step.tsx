import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useWords } from '../messages.ts'
import { queries } from '../node.ts'
import { PageHead } from '../parts/page-head.tsx'
import { Loading } from '../parts/states.tsx'
import { sessionQuery } from '../session.ts'
import { CodeStep } from './code-step.tsx'
import { EnrolStep } from './enrol-step.tsx'
import type { Next } from './identity.ts'

/** What follows on the password. It is held for the one step that must show it again, and stored nowhere. */
export const SecondStep = ({ next, password, to, onBack }: { next: Next; password: string; to: string; onBack?: () => void }) => {
  const t = useWords()
  const navigate = useNavigate()
  const enter = useCallback(async () => {
    queries.removeQueries({ queryKey: sessionQuery.queryKey })
    await navigate({ to, replace: true })
  }, [navigate, to])
  useEffect(() => {
    if (next === 'done') void enter()
  }, [next, enter])
  if (next === 'done') return <Loading what={t('nav.label')} rows={1} />
  return (
    <>
      <PageHead title={t(`signIn.title.${next}`)} />
      {next === 'totp' ? <CodeStep onDone={enter} {...(onBack ? { onBack } : {})} /> : <EnrolStep password={password} onDone={enter} />}
    </>
  )
}
