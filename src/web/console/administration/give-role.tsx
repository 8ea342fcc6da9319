import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Failure } from '../parts/failure.tsx'
import { useOffice } from '../session.ts'
import { OfficeChoice } from './office-choice.tsx'
import { changeRole, type Person } from './requests.ts'
import { RoleChoice } from './role-choice.tsx'
import type { Role } from '#kernel/actor.ts'

export const GiveRole = ({ person, onClose, onDone }: { person: Person; onClose(this: void): void; onDone(this: void): Promise<void> }) => {
  const t = useWords()
  const [role, setRole] = useState<Role>('gate-officer')
  const [office, setOffice] = useState(useOffice().id)
  const give = useMutation({
    mutationFn: () => changeRole(person.id, 'grant-role', { role, office }),
    onSuccess: async () => {
      await onDone()
      onClose()
    }
  })
  return (
    <Dialog title={t('people.grantTo', { name: person.name })} onClose={onClose}>
      <form
        className="c-stack"
        onSubmit={event => {
          event.preventDefault()
          give.mutate()
        }}
      >
        {give.isError && <Failure wasCommand reason={give.error} />}
        <RoleChoice label={t('people.role')} value={role} onChange={setRole} />
        <OfficeChoice label={t('people.office')} value={office} onChange={setOffice} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={give.isPending}>
            {t('people.give')}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
