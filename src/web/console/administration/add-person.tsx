import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { queries } from '../node.ts'
import { Failure } from '../parts/failure.tsx'
import { useOffice } from '../session.ts'
import { OfficeChoice } from './office-choice.tsx'
import { PasswordLink } from './password-link.tsx'
import { addPerson } from './requests.ts'
import { RoleChoice } from './role-choice.tsx'
import type { Role } from '#kernel/actor.ts'

export const AddPerson = () => {
  const t = useWords()
  const [name, setName] = useState('')
  const [username, setUsername] = useState('')
  const [role, setRole] = useState<Role>('gate-officer')
  const [office, setOffice] = useState(useOffice().id)
  const add = useMutation({
    mutationFn: addPerson,
    onSuccess: async () => {
      setName('')
      setUsername('')
      await queries.invalidateQueries({ queryKey: ['people'] })
    }
  })
  return (
    <details className="c-more">
      <summary>{t('people.add')}</summary>
      <form
        className="c-form"
        onSubmit={event => {
          event.preventDefault()
          add.mutate({ name: name.trim(), username: username.trim(), office, roles: [{ role, office }] })
        }}
      >
        <TextInput
          label={t('first.name')}
          required
          withAsterisk={false}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('signIn.username')}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          required
          withAsterisk={false}
          value={username}
          onChange={event => setUsername(event.currentTarget.value)}
        />
        <RoleChoice label={t('people.firstRole')} value={role} onChange={setRole} />
        <OfficeChoice label={t('people.office')} value={office} onChange={setOffice} />
        <Button type="submit" loading={add.isPending}>
          {t('people.create')}
        </Button>
      </form>
      {add.isError && <Failure wasCommand reason={add.error} />}
      {add.data && <PasswordLink name={add.variables?.name ?? ''} {...add.data} onHide={() => add.reset()} />}
    </details>
  )
}
