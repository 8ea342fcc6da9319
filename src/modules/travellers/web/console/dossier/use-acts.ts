import { useWords } from '../messages.ts'
import { decisionsFor } from '../officer/decide-buttons.tsx'
import type { Given } from '../requests.ts'
import { useSay } from '../words.ts'
import { OfficerDecision, type DossierPage, type OfficerCommandName } from '#modules/travellers/index.ts'
import type { Act } from '#web/console/parts/act.tsx'

interface Doing {
  name: string
  busy: Given | undefined
  give(this: void, given: Given): void
  correct(this: void): void
}

/** Everything an officer can do with a declaration, each with the reason where it cannot be done now. */
export const useActs = (page: DossierPage, { name, busy, give, correct }: Doing): Act[] => {
  const t = useWords()
  const say = useSay()
  const why = (command: OfficerCommandName): string | undefined => {
    const may = page.may.find(one => one.command === command)
    if (may?.allowed) return undefined
    const code = may?.refusal ?? 'not-permitted'
    return say.refusal(code) ?? code
  }
  const given = { dossier: page.dossier, name }
  const possible = decisionsFor(page.status)
  return [
    ...OfficerDecision.options.map((decision): Act => ({
      key: decision,
      label: t(`decision.${decision}`),
      why: why('decide') ?? (possible.includes(decision) ? undefined : say.refusal('already-questioning')),
      busy: busy?.command === 'decide' && busy.body.decision === decision,
      onClick: () => give({ ...given, command: 'decide', body: { decision } })
    })),
    {
      key: 'refer',
      label: t('command.refer'),
      why: why('refer'),
      busy: busy?.command === 'refer',
      onClick: () => give({ ...given, command: 'refer', body: {} })
    },
    { key: 'correct', label: t('command.correct-decision'), why: why('correct-decision'), onClick: correct }
  ]
}
