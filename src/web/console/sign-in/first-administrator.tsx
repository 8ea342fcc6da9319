import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { Failure } from '../parts/failure.tsx'
import { Outside } from '../parts/outside.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { createFirstAdministrator } from './identity.ts'
import { NewPassword, codeOfAddress } from './new-password.tsx'
import { SecondStep } from './second-step.tsx'
import { Notice } from '#web/design/index.ts'

/** The first administrator of a new node, by the one-time link its console printed. */
export const FirstAdministrator = () => {
  const t = useWords()
  const [code] = useState(codeOfAddress)
  const [name, setName] = useState('')
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const send = useMutation({ mutationFn: () => createFirstAdministrator({ code, name: name.trim(), username: username.trim(), password }) })
  if (send.data)
    return (
      <Outside>
        <SecondStep next={send.data} password={password} to="/" />
      </Outside>
    )
  return (
    <Outside>
      <PageHead title={t('first.title')} />
      <form
        onSubmit={event => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <p className="c-tight">{t('first.text')}</p>
        {code === '' && (
          <Notice kind="attention">
            <p>{t('first.noCode')}</p>
          </Notice>
        )}
        {send.isError && <Failure reason={send.error} />}
        <TextInput
          label={t('first.name')}
          autoComplete="name"
          required
          withAsterisk={false}
          size="md"
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('signIn.username')}
          description={t('first.usernameHint')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          size="md"
          value={username}
          onChange={event => setUsername(event.currentTarget.value)}
        />
        <NewPassword value={password} onChange={setPassword} />
        <Button type="submit" size="md" loading={send.isPending}>
          {t('first.create')}
        </Button>
      </form>
    </Outside>
  )
}
