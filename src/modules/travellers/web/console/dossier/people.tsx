import { useWords } from '../messages.ts'
import type { DossierPage } from '#modules/travellers/index.ts'
import { FactList } from '#web/console/dossier/dossier-page.tsx'
import { Lane } from '#web/console/parts/lane.tsx'
import { Notice } from '#web/design/index.ts'
import { useFormat } from '#web/i18n/index.ts'

type Personal = NonNullable<DossierPage['personal']>
type Someone = Pick<Personal['travellers'][number], 'familyName' | 'givenNames' | 'issuer' | 'number' | 'nationality'> & {
  birthDate: string | null
  expires: string | null
}

export const fullName = ({ givenNames, familyName }: { givenNames: string; familyName: string }): string =>
  `${givenNames} ${familyName}`.trim()

const Person = ({ someone }: { someone: Someone }) => {
  const t = useWords()
  const format = useFormat()
  // A date of birth may be a year or a month only.
  const day = (date: string) => (date.length === 10 ? format.date(date) : <span className="bw-code">{date}</span>)
  return (
    <FactList
      facts={[
        { name: t('person.passport'), value: <span className="bw-code">{`${someone.issuer} ${someone.number}`}</span> },
        { name: t('person.nationality'), value: <span className="bw-code">{someone.nationality}</span> },
        { name: t('person.born'), value: someone.birthDate ? day(someone.birthDate) : '–' },
        { name: t('person.expires'), value: someone.expires ? format.date(someone.expires) : t('person.noExpiry') }
      ]}
    />
  )
}

/** The people declared and, beside them, the passport that was shown. */
export const People = ({ page: { personal, presentation } }: { page: DossierPage }) => {
  const t = useWords()
  if (!personal) return <Notice>{t('page.erased')}</Notice>
  const { scanned, travellers } = personal
  const matches = scanned && travellers.some(({ number, issuer }) => number === scanned.number && issuer === scanned.issuer)
  return (
    <div className="t-pair">
      {presentation && (
        <section>
          <h3>{t('person.scanned')}</h3>
          {scanned ? (
            <>
              <p className="t-name">
                <bdi>{fullName(scanned)}</bdi>{' '}
                <Lane colour={matches ? 'green' : 'red'}>{t(matches ? 'person.match' : 'person.noMatch')}</Lane>
              </p>
              <Person someone={scanned} />
            </>
          ) : (
            <Notice kind="attention">{t('person.notScanned')}</Notice>
          )}
        </section>
      )}
      {travellers.map(traveller => (
        <section key={traveller.issuer + traveller.number}>
          <h3>{t('person.declared')}</h3>
          <p className="t-name">
            <bdi>{fullName(traveller)}</bdi>
          </p>
          <Person someone={traveller} />
        </section>
      ))}
    </div>
  )
}
