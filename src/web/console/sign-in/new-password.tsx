import { PasswordInput } from '@mantine/core'
import { useWords } from '../messages.ts'

export const SHORTEST_PASSWORD = 12

/** A new password, typed once with the means to look at it. */
export const NewPassword = ({ value, onChange }: { value: string; onChange(this: void, value: string): void }) => {
  const t = useWords()
  const short = value.length > 0 && value.length < SHORTEST_PASSWORD
  return (
    <PasswordInput
      label={t('password.label')}
      description={t('password.hint', { length: SHORTEST_PASSWORD })}
      error={short && t('password.short', { missing: SHORTEST_PASSWORD - value.length })}
      autoComplete="new-password"
      required
      withAsterisk={false}
      minLength={SHORTEST_PASSWORD}
      size="md"
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
    />
  )
}

/** The one-time code of the link this page was opened with. */
export const codeOfAddress = (): string => new URLSearchParams(location.search).get('code') ?? ''
