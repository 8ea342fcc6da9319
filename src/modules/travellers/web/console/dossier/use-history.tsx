import { useWords } from '../messages.ts'
import { useSay } from '../words.ts'
import type { DossierPage } from '#modules/travellers/index.ts'
import type { HistoryLine } from '#web/console/dossier/dossier-page.tsx'
import { useSession } from '#web/console/session.ts'

type Entry = DossierPage['history'][number]

/** A dossier's history in words, the latest first. */
export const useHistory = (entries: readonly Entry[]): HistoryLine[] => {
  const t = useWords()
  const say = useSay()
  const { person } = useSession()
  const what = (entry: Entry): string =>
    t.maybe(`history.${entry.type}`, {
      revision: entry.revision ?? 1,
      outcome: entry.outcome ?? '',
      decision: entry.decision ? t(`decision.${entry.decision}`) : '',
      findings: say.findings(entry.findings ?? []),
      reason: entry.correction ? t(`correct.reason.${entry.correction}`) : ''
    }) ?? t('history.unknown', { type: entry.type })
  const who = ({ by }: Entry): string =>
    by.id === person.id ? t('by.me') : by.name !== null ? by.name : t(`by.${by.kind}`, { id: by.id.slice(-6) })
  return [...entries].reverse().map(entry => ({
    id: entry.actionId,
    at: entry.at,
    who: who(entry),
    what: what(entry),
    more: (
      <>
        {entry.reasons && entry.reasons.length > 0 && <span className="c-soft">{entry.reasons.map(say.reason).join(' · ')}</span>}
        {entry.type.endsWith('decision-corrected.v1') && entry.findings && entry.findings.length > 0 && (
          <span>{say.findings(entry.findings)}</span>
        )}
        {entry.note && <q>{entry.note}</q>}
      </>
    )
  }))
}
