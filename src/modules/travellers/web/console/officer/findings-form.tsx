import { Button, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useWords } from '../messages.ts'
import { FindingChips } from './finding-chips.tsx'
import type { Finding } from '#modules/travellers/index.ts'

export interface Findings {
  findings: Finding[]
  duty?: { amount: string; currency: string }
}

const AMOUNT = /^(0|[1-9]\d{0,14})(\.\d{1,2})?$/

interface FindingsFormProps {
  busy: boolean
  /** The currency duty is paid in, where it is known. */
  currency?: string | undefined
  onRecord(this: void, findings: Findings): void
}

/** Two taps: what was found, and Record. */
export const FindingsForm = ({ busy, currency, onRecord }: FindingsFormProps) => {
  const t = useWords()
  const why = useId()
  const [findings, setFindings] = useState<Finding[]>([])
  const [amount, setAmount] = useState('')
  const asksDuty = currency !== undefined && findings.includes('duty-paid')
  const wrong = asksDuty && amount !== '' && !AMOUNT.test(amount)
  const none = findings.length === 0
  return (
    <form
      className="t-findings"
      onSubmit={event => {
        event.preventDefault()
        if (none || wrong || busy) return
        onRecord({ findings, ...(asksDuty && amount !== '' ? { duty: { amount, currency } } : {}) })
      }}
    >
      <strong>{t('findings.title')}</strong>
      <FindingChips value={findings} onChange={setFindings} />
      {asksDuty && (
        <TextInput
          label={t('findings.duty', { currency })}
          inputMode="decimal"
          value={amount}
          onChange={event => setAmount(event.currentTarget.value.trim())}
          error={wrong && t('findings.dutyWrong')}
        />
      )}
      <div>
        <Button type="submit" loading={busy} {...(none ? { 'data-disabled': true, 'aria-disabled': true, 'aria-describedby': why } : {})}>
          {t('findings.record')}
        </Button>
        {none && (
          <p id={why} className="c-why">
            {t('findings.choose')}
          </p>
        )}
      </div>
    </form>
  )
}
