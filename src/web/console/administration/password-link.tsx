import { Button, CopyButton, Group } from '@mantine/core'
import { useWords } from '../messages.ts'
import { useOffice } from '../session.ts'
import type { Link } from './requests.ts'
import { useFormat } from '#web/i18n/index.ts'

/** A link that is shown once and works once. */
export const PasswordLink = ({ name, link, expiresAt, onHide }: Link & { name: string; onHide(this: void): void }) => {
  const t = useWords()
  const format = useFormat(useOffice().zone)
  return (
    <div className="c-once" role="status">
      <p>{t('people.link', { name })}</p>
      <p className="c-link">{link}</p>
      <p className="c-soft">{t('devices.expires', { time: format.exact(expiresAt) })}</p>
      <Group>
        <CopyButton value={link}>
          {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'people.copied' : 'people.copy')}</Button>}
        </CopyButton>
        <Button variant="default" onClick={onHide}>
          {t('people.hide')}
        </Button>
      </Group>
    </div>
  )
}
