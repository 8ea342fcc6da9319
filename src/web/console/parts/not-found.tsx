import { Link } from '@tanstack/react-router'
import { useWords } from '../messages.ts'
import { Outside } from './outside.tsx'

/** No page at this address. */
export const NotFound = () => {
  const t = useWords()
  return (
    <Outside>
      <h1>{t('notFound.title')}</h1>
      <p>{t('notFound.text')}</p>
      <Link to="/">{t('notFound.home')}</Link>
    </Outside>
  )
}
