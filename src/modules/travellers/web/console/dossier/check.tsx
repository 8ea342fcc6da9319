import { useWords } from '../messages.ts'
import { useSay } from '../words.ts'
import type { DossierPage } from '#modules/travellers/index.ts'
import { FactList } from '#web/console/dossier/dossier-page.tsx'
import { At } from '#web/console/parts/when.tsx'
import { Notice } from '#web/design/index.ts'
import { useFormat } from '#web/i18n/index.ts'

/** What the kiosk found and said: all the outcome depended on. */
export const Check = ({ page: { declared, presentation, referral } }: { page: DossierPage }) => {
  const t = useWords()
  const say = useSay()
  const format = useFormat()
  const paper = declared
    ? [
        { name: t('fact.via'), value: t(`fact.via.${declared.via}`) },
        { name: t('fact.declaredAt'), value: <At at={declared.declaredAt} full /> },
        { name: t('fact.revision'), value: format.number(declared.revision) },
        { name: t('fact.signature'), value: t(`fact.signature.${declared.signature}`) }
      ]
    : []
  if (!presentation)
    return (
      <>
        <Notice>{t('page.notPresented')}</Notice>
        <FactList facts={paper} />
      </>
    )
  const reasons = referral?.reasons ?? presentation.reasons
  const share = (value: number) => format.number(value, { style: 'percent', maximumFractionDigits: 1 })
  return (
    <FactList
      facts={[
        { name: t('fact.outcome'), value: t(`fact.outcome.${presentation.outcome}`) },
        {
          name: t('fact.reasons'),
          value:
            reasons.length === 0 ? (
              t('fact.noReasons')
            ) : (
              <ul className="t-list">
                {reasons.map(reason => (
                  <li key={`${reason.code} ${reason.of ?? ''}`}>{say.reason(reason)}</li>
                ))}
              </ul>
            )
        },
        { name: t('fact.presentedAt'), value: <At at={presentation.presentedAt} full /> },
        { name: t('fact.gate'), value: presentation.gate },
        { name: t('fact.times'), value: format.number(presentation.presentations) },
        ...(presentation.validUntil ? [{ name: t('fact.validUntil'), value: <At at={presentation.validUntil} full /> }] : []),
        { name: t('fact.channel'), value: t(`fact.channel.${presentation.channel ?? 'unknown'}`) },
        {
          name: t('fact.risk'),
          value: t(presentation.risk.status === 'assessed' ? `fact.risk.${presentation.risk.band}` : 'fact.risk.not-assessed')
        },
        { name: t('fact.draw'), value: t('fact.drawOf', { draw: share(presentation.draw), rate: share(presentation.drawRate) }) },
        ...paper
      ]}
    />
  )
}
