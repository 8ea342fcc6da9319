import { Button, Group, Radio } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { FindingChips } from './finding-chips.tsx'
import { CorrectionReason, OfficerDecision, type Finding } from '#modules/travellers/index.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'

export interface Correction {
  reason: CorrectionReason
  decision: OfficerDecision
  findings?: Finding[]
}

interface CorrectFormProps {
  name: string
  decision: OfficerDecision
  findings: readonly Finding[]
  busy: boolean
  failure: React.ReactNode
  onRecord(this: void, correction: Correction): void
  onClose(this: void): void
}

/** Puts right a mistap, with a reason. What was recorded stays. */
export const CorrectForm = ({ name, decision: decided, findings: found, busy, failure, onRecord, onClose }: CorrectFormProps) => {
  const t = useWords()
  const [reason, setReason] = useState<CorrectionReason>('mistap')
  const [decision, setDecision] = useState<OfficerDecision>(decided)
  const [findings, setFindings] = useState<Finding[]>([...found])
  const asksFindings = decision !== 'walk-on'
  return (
    <Dialog title={t('correct.title', { name })} onClose={onClose}>
      <form
        className="c-stack"
        onSubmit={event => {
          event.preventDefault()
          onRecord({ reason, decision, ...(asksFindings && findings.length > 0 ? { findings } : {}) })
        }}
      >
        <p className="c-tight c-soft">{t('correct.text')}</p>
        {failure}
        <Radio.Group label={t('correct.reason')} value={reason} onChange={value => setReason(CorrectionReason.parse(value))}>
          {CorrectionReason.options.map(option => (
            <Radio key={option} mt={8} value={option} label={t(`correct.reason.${option}`)} />
          ))}
        </Radio.Group>
        <Radio.Group label={t('correct.decision')} value={decision} onChange={value => setDecision(OfficerDecision.parse(value))}>
          {OfficerDecision.options.map(option => (
            <Radio key={option} mt={8} value={option} label={t(`decision.${option}`)} />
          ))}
        </Radio.Group>
        {asksFindings && <FindingChips value={findings} onChange={setFindings} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('correct.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('correct.record')}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
