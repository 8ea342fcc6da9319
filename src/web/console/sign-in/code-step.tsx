import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { Failure } from '../parts/failure.tsx'
import { sendCode } from './identity.ts'

/** The six digits of now, or a backup code. */
export const CodeStep = ({ onDone, onBack }: { onDone(this: void): Promise<void>; onBack?: () => void }) => {
  const t = useWords()
  const [code, setCode] = useState('')
  const send = useMutation({ mutationFn: (digits: string) => sendCode(digits), onSuccess: onDone, onError: () => setCode('') })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        send.mutate(code)
      }}
    >
      {send.isError && <Failure reason={send.error} />}
      <TextInput
        label={t('signIn.code')}
        description={t('signIn.codeHint')}
        autoComplete="one-time-code"
        autoFocus
        required
        withAsterisk={false}
        size="md"
        classNames={{ input: 'bw-code c-otp' }}
        value={code}
        onChange={event => {
          const typed = event.currentTarget.value
          setCode(typed)
          if (/^\d{6}$/.test(typed) && !send.isPending) send.mutate(typed)
        }}
      />
      <Button type="submit" size="md" loading={send.isPending}>
        {t('signIn.enter')}
      </Button>
      {onBack && (
        <Button variant="subtle" onClick={onBack}>
          {t('signIn.back')}
        </Button>
      )}
    </form>
  )
}
