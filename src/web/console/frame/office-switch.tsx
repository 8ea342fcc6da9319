import { NativeSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import { useWords } from '../messages.ts'
import { node, queries } from '../node.ts'
import { officeName, useOffice, useSession } from '../session.ts'
import { useLanguage } from '#web/i18n/index.ts'

/** The office this person works at now. Everything on the screen follows it. */
export const OfficeSwitch = () => {
  const t = useWords()
  const { actor, offices } = useSession()
  const office = useOffice()
  const language = useLanguage()
  const change = useMutation({
    mutationFn: (to: string) => node.post('/api/session/office', { office: to }, z.unknown()),
    onSuccess: () => queries.invalidateQueries()
  })
  const mine = offices.filter(({ id }) => actor.grants.some(grant => grant.offices.includes(id)))
  if (mine.length < 2) return <span className="c-office">{office.name}</span>
  return (
    <NativeSelect
      className="c-office"
      aria-label={t('office.label')}
      value={office.id}
      disabled={change.isPending}
      onChange={event => change.mutate(event.currentTarget.value)}
      data={mine.map(one => ({ value: one.id, label: officeName(one, language) }))}
    />
  )
}
