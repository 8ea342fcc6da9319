import { Link } from '@tanstack/react-router'
import { useWords } from '../messages.ts'
import type { Queue } from '../module.ts'
import { modules } from '../modules.ts'
import { useOffice, useSession } from '../session.ts'
import { holds } from '#kernel/actor.ts'
import { useFormat } from '#web/i18n/index.ts'

const QueueLink = ({ queue: { to, Name, useCount }, onGo }: { queue: Queue; onGo: (() => void) | undefined }) => {
  const count = useCount?.()
  const format = useFormat()
  return (
    <Link to={to} activeProps={{ 'aria-current': 'page' }} onClick={onGo}>
      <span>
        <Name />
      </span>
      {count !== undefined && <span className="c-count">{format.number(count)}</span>}
    </Link>
  )
}

/** What this person does at this office; what they may not do is not in their way. `onGo`: a link was followed, also to this very page. */
export const Navigation = ({ onGo }: { onGo?: () => void }) => {
  const t = useWords()
  const { actor } = useSession()
  const { id: office } = useOffice()
  const queues = modules.flatMap(module => module.queues).filter(queue => holds(actor, office, ...queue.roles))
  const administers = holds(actor, office, 'administrator', 'office-head')
  return (
    <nav className="c-nav" aria-label={t('nav.label')}>
      {queues.length > 0 && (
        <>
          <h2>{t('nav.work')}</h2>
          <ul>
            {queues.map(queue => (
              <li key={queue.to}>
                <QueueLink queue={queue} onGo={onGo} />
              </li>
            ))}
          </ul>
        </>
      )}
      {administers && (
        <>
          <h2>{t('nav.administration')}</h2>
          <ul>
            {(['people', 'devices', 'offices'] as const).map(page => (
              <li key={page}>
                <Link to={`/administration/${page}`} activeProps={{ 'aria-current': 'page' }} onClick={onGo}>
                  {t(`nav.${page}`)}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {queues.length === 0 && !administers && <p className="c-soft">{t('nav.none')}</p>}
    </nav>
  )
}
