import { Button, Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { z } from 'zod'
import { useWords } from '../messages.ts'
import { node } from '../node.ts'
import { forgetSession, useSession } from '../session.ts'
import { setTheme, useTheme } from '#web/design/index.ts'
import { LANGUAGES, LANGUAGE_NAMES, setLanguage, useLanguage } from '#web/i18n/index.ts'

/** Language, light or dark, who I am, sign-out. */
export const Me = () => {
  const t = useWords()
  const { person } = useSession()
  const language = useLanguage()
  const theme = useTheme()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: () => node.post('/api/identity/sign-out', {}, z.unknown()),
    onSettled: async () => {
      await navigate({ to: '/sign-in' })
      forgetSession()
    }
  })
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" px={8}>
            <span className="bw-hidden">{t('language.choose')} </span>
            <span className="c-wide-only">{LANGUAGE_NAMES[language]}</span>
            <span className="c-small-only">{language.toUpperCase()}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {LANGUAGES.map(one => (
            <Menu.Item key={one} lang={one} aria-current={one === language ? 'true' : undefined} onClick={() => void setLanguage(one)}>
              {LANGUAGE_NAMES[one]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" px={8}>
            <span className="bw-hidden">{t('me.label')} </span>
            <span className="c-wide-only">{person.name}</span>
            <span className="c-small-only">{initials(person.name)}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('me.username', { username: person.username })}</Menu.Label>
          <Menu.Item onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
            {t(theme === 'dark' ? 'me.light' : 'me.dark')}
          </Menu.Item>
          <Menu.Item onClick={() => signOut.mutate()}>{t('me.signOut')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map(word => word.charAt(0))
    .slice(0, 2)
    .join('')
