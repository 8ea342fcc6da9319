import { useQuery } from '@tanstack/react-query'
import { useWords } from '../messages.ts'
import { sessionQuery } from '../session.ts'
import { Unreachable } from '#web/http/index.ts'

/** Which node this is, whether it is the real world, and whether it is in touch. */
export const NodeState = () => {
  const t = useWords()
  const { data, error } = useQuery(sessionQuery)
  if (!data) return null
  const { name, realm, state } = data.node
  const seen = error instanceof Unreachable ? 'unknown' : state === 'cut-off' || state === 'stopping' ? state : 'online'
  return (
    <span className="c-node" data-state={seen}>
      {seen !== 'cut-off' && <span className="c-node-dot" aria-hidden="true" />}
      <span>
        <span className="bw-code">{name}</span> {t(`node.${seen}`)}
      </span>
      {realm !== 'real' && <span className="c-node-realm">{t.maybe(`realm.${realm}`) ?? t('realm.drill', { name: realm })}</span>}
    </span>
  )
}

/** Storm amber, only while this node is cut off: what goes on working, and what waits. */
export const StormBar = () => {
  const t = useWords()
  const { data } = useQuery(sessionQuery)
  if (data?.node.state !== 'cut-off') return null
  return (
    <div className="c-storm" role="status">
      <strong>{t('storm.title', { name: data.node.name })}</strong>
      <span>{t('storm.text')}</span>
    </div>
  )
}
