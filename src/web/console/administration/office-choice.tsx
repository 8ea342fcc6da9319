import { NativeSelect } from '@mantine/core'
import { officeName, useSession } from '../session.ts'
import { inTree } from './offices.tsx'
import { holds } from '#kernel/actor.ts'
import { useLanguage } from '#web/i18n/index.ts'

/** One of the offices this person administers. */
export const OfficeChoice = ({ label, value, onChange }: { label: string; value: string; onChange(this: void, office: string): void }) => {
  const { actor, offices } = useSession()
  const language = useLanguage()
  const mine = inTree(offices).filter(({ office }) => holds(actor, office.id, 'administrator', 'office-head'))
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      data={mine.map(({ office, depth }) => ({ value: office.id, label: '\u2003'.repeat(depth) + officeName(office, language) }))}
    />
  )
}
