import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { Failure } from '../parts/failure.tsx'
import { Outside } from '../parts/outside.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { choosePassword } from './identity.ts'
import { NewPassword, codeOfAddress } from './new-password.tsx'
import { Notice } from '#web/design/index.ts'

/** A person's first password, or a new one, by the one-time link an administrator handed over. */
export const SetPassword = () => {
  const t = useWords()
  const [code] = useState(codeOfAddress)
  const [password, setTyped] = useState('')
  const send = useMutation({ mutationFn: () => choosePassword(code, password) })
  return (
    <Outside>
      <PageHead title={t('password.title')} />
      {send.isSuccess ? (
        <>
          <Notice kind="good" live>
            <p>{t('password.done', { username: send.data })}</p>
          </Notice>
          <Link to="/sign-in">{t('first.signIn')}</Link>
        </>
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault()
            send.mutate()
          }}
        >
          {send.isError && <Failure reason={send.error} />}
          <NewPassword value={password} onChange={setTyped} />
          <Button type="submit" size="md" loading={send.isPending}>
            {t('password.set')}
          </Button>
        </form>
      )}
    </Outside>
  )
}
