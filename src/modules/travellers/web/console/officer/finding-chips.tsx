import { useWords } from '../messages.ts'
import { Finding } from '#modules/travellers/index.ts'

/** What changes when a finding is tapped: "nothing found" stands alone. */
export const toggleFinding = (findings: readonly Finding[], tapped: Finding): Finding[] => {
  if (findings.includes(tapped)) return findings.filter(finding => finding !== tapped)
  if (tapped === 'nothing') return ['nothing']
  return [...findings.filter(finding => finding !== 'nothing'), tapped]
}

export const FindingChips = ({ value, onChange }: { value: readonly Finding[]; onChange(this: void, findings: Finding[]): void }) => {
  const t = useWords()
  return (
    <div className="t-chips" role="group" aria-label={t('findings.title')}>
      {Finding.options.map(finding => (
        <button
          key={finding}
          type="button"
          className="t-chip"
          aria-pressed={value.includes(finding)}
          onClick={() => onChange(toggleFinding(value, finding))}
        >
          {t(`finding.${finding}`)}
        </button>
      ))}
    </div>
  )
}
