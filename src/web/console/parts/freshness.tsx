import { useWords } from '../messages.ts'
import { useOffice } from '../session.ts'
import type { StreamState } from '#web/http/index.ts'
import { useFormat } from '#web/i18n/index.ts'

/** How fresh a list is: live, or as of when. */
export const Freshness = ({ state, asOf }: { state: StreamState; asOf: string | undefined }) => {
  const t = useWords()
  const format = useFormat(useOffice().zone)
  return (
    <p className="c-fresh" data-state={state} role="status">
      <span className="c-fresh-dot" aria-hidden="true" />
      <span title={asOf && format.exact(asOf)}>{asOf ? t(`fresh.${state}`, { time: format.time(asOf) }) : t('fresh.waiting')}</span>
    </p>
  )
}
