import { useMemo } from 'react'
import { useWords } from './messages.ts'
import type { Finding, Reason, Status } from '#modules/travellers/index.ts'
import type { LaneColour } from '#web/console/parts/lane.tsx'

/** Green passed, yellow waiting, red examination. */
export const LANES: Record<Status, LaneColour> = {
  lodged: 'none',
  'to-gate': 'green',
  'through-gate': 'green',
  referred: 'yellow',
  questioning: 'yellow',
  examining: 'red',
  'walked-on': 'green',
  concluded: 'none'
}

/** States in which an officer is, or should be, with the traveller. */
export const isWithOfficer = (status: Status): boolean => status === 'referred' || status === 'questioning' || status === 'examining'

/** Says reasons, findings and refusals in the reader's words. */
export const useSay = () => {
  const t = useWords()
  return useMemo(() => {
    const consequence = (code: string) => t.maybe(`consequence.${code}`) ?? code
    return {
      consequence,
      reason: ({ code, of = '' }: Reason) => t(`reason.${code}`, { of: code === 'form-consequence' ? consequence(of) : of }),
      findings: (findings: readonly Finding[]) => findings.map(finding => t(`finding.${finding}`)).join(' · '),
      refusal: (code: string) => t.maybe(`refusal.${code}`)
    }
  }, [t])
}
