import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { Failure } from '../parts/failure.tsx'
import { signIn, type Next } from './identity.ts'

export const PasswordStep = ({ onNext }: { onNext(this: void, next: Next, password: string): Promise<void> | void }) => {
  const t = useWords()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const send = useMutation({ mutationFn: () => signIn(username.trim(), password), onSuccess: next => onNext(next, password) })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        send.mutate()
      }}
    >
      {send.isError && <Failure reason={send.error} />}
      <TextInput
        label={t('signIn.username')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        withAsterisk={false}
        autoFocus
        size="md"
        value={username}
        onChange={event => setUsername(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.password')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        size="md"
        value={password}
        onChange={event => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
      />
      <Button type="submit" size="md" loading={send.isPending}>
        {t('signIn.continue')}
      </Button>
    </form>
  )
}
