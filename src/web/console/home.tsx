import { Navigate } from '@tanstack/react-router'
import { useWords } from './messages.ts'
import { modules } from './modules.ts'
import { PageHead } from './parts/page-head.tsx'
import { Empty } from './parts/states.tsx'
import { useOffice, useSession } from './session.ts'
import { holds } from '#kernel/actor.ts'

/** Where a person begins: their first queue, else what they administer, else why there is nothing. */
export const Home = () => {
  const t = useWords()
  const { actor } = useSession()
  const { id, name } = useOffice()
  const queue = modules.flatMap(module => module.queues).find(({ roles }) => holds(actor, id, ...roles))
  if (queue) return <Navigate to={queue.to} replace />
  if (holds(actor, id, 'administrator', 'office-head')) return <Navigate to="/administration/people" replace />
  return (
    <>
      <PageHead title={name} />
      <Empty title={t('home.nothing')}>{t('home.nothingText')}</Empty>
    </>
  )
}
