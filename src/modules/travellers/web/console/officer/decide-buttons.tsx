import { Button } from '@mantine/core'
import { useWords } from '../messages.ts'
import { OfficerDecision, type Status } from '#modules/travellers/index.ts'

/** What may follow on a state; the rule itself is the module's `decide`. */
export const decisionsFor = (status: Status): OfficerDecision[] =>
  status === 'referred'
    ? OfficerDecision.options
    : status === 'questioning'
      ? OfficerDecision.options.filter(decision => decision !== 'question')
      : []

interface DecideButtonsProps {
  name: string
  status: Status
  busy: OfficerDecision | undefined
  onDecide(this: void, decision: OfficerDecision): void
}

/** Walk on, question, examine: one tap each; a mistap can be put right. */
export const DecideButtons = ({ name, status, busy, onDecide }: DecideButtonsProps) => {
  const t = useWords()
  return (
    <div className="t-decide" role="group" aria-label={t('decide.group', { name })}>
      {decisionsFor(status).map(decision => (
        <Button
          key={decision}
          variant="default"
          loading={busy === decision}
          onClick={() => {
            if (!busy) onDecide(decision)
          }}
        >
          {t(`decision.${decision}`)}
        </Button>
      ))}
    </div>
  )
}
