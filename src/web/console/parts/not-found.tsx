import { Link } from '@tanstack/react-router'
import { useWords } from '../messages.ts'
import { Outside } from './outside.tsx'
import { PageHead } from './page-head.tsx'

/** No page at this address. */
export const NotFound = () => {
  const t = useWords()
  return (
    <Outside>
      <PageHead title={t('notFound.title')} />
      <p>{t('notFound.text')}</p>
      <Link to="/">{t('notFound.home')}</Link>
    </Outside>
  )
}
