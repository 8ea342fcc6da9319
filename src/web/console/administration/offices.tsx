import { useWords } from '../messages.ts'
import { PageHead } from '../parts/page-head.tsx'
import { officeName, useSession, type Office } from '../session.ts'
import { useLanguage } from '#web/i18n/index.ts'

interface Placed {
  office: Office
  depth: number
}

/** Offices in the order of their tree; those whose parent is not shown stand at the top. */
export const inTree = (offices: readonly Office[]): Placed[] => {
  const known = new Set(offices.map(({ id }) => id))
  const below = (parent: string, depth: number): Placed[] =>
    offices.filter(office => office.parent === parent).flatMap(office => [{ office, depth }, ...below(office.id, depth + 1)])
  return offices
    .filter(({ parent }) => parent === null || !known.has(parent))
    .flatMap(office => [{ office, depth: 0 }, ...below(office.id, 1)])
}

export const Offices = () => {
  const t = useWords()
  const language = useLanguage()
  const { offices } = useSession()
  return (
    <>
      <PageHead title={t('offices.title')} />
      <p className="c-soft c-tight">{t('offices.text')}</p>
      <div className="c-table-wrap" tabIndex={0} role="region" aria-label={t('offices.title')}>
        <table className="c-table">
          <thead>
            <tr>
              <th scope="col">{t('offices.name')}</th>
              <th scope="col">{t('offices.code')}</th>
              <th scope="col">{t('offices.kind')}</th>
              <th scope="col">{t('offices.zone')}</th>
            </tr>
          </thead>
          <tbody>
            {inTree(offices).map(({ office, depth }) => (
              <tr key={office.id}>
                <th scope="row" className="c-row-name" style={{ paddingInlineStart: 12 + depth * 24 }}>
                  {officeName(office, language)}
                </th>
                <td className="bw-code">{office.id}</td>
                <td>{t(`offices.kind.${office.kind}`)}</td>
                <td>
                  <bdi>{office.zone}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
