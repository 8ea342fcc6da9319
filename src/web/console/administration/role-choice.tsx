import { NativeSelect } from '@mantine/core'
import { useWords } from '../messages.ts'
import { Role } from '#kernel/actor.ts'

// A device gets its role by being enrolled.
const roles = Role.options.filter(role => role !== 'device')

export const RoleChoice = ({ label, value, onChange }: { label: string; value: Role; onChange(this: void, role: Role): void }) => {
  const t = useWords()
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={event => onChange(Role.parse(event.currentTarget.value))}
      data={roles.map(role => ({ value: role, label: t(`role.${role}`) }))}
    />
  )
}
