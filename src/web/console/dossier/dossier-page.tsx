import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../messages.ts'
import { Acts, type Act } from '../parts/act.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Ago, At } from '../parts/when.tsx'
import { useOffice } from '../session.ts'
import { useFormat } from '#web/i18n/index.ts'

/** One line of a dossier's history. */
export interface HistoryLine {
  id: string
  at: string
  who: string
  what: string
  more?: ReactNode
}

interface DossierPageProps {
  title: string
  reference: string
  state: ReactNode
  /** The node that may write in it, and since when. */
  custodian: { node: string; since: string }
  changedAt: string
  version: number
  acts: Act[]
  /** What just happened, or what stands in the way. */
  notice?: ReactNode
  tabs: { key: string; label: string; content: ReactNode }[]
  history: HistoryLine[]
}

/** The one shape of a dossier's page: what it is · what I can do now · the facts · the history. */
export const DossierPage = ({ title, reference, state, custodian, changedAt, version, acts, notice, tabs, history }: DossierPageProps) => {
  const t = useWords()
  const format = useFormat(useOffice().zone)
  return (
    <article className="c-dossier">
      <header className="c-dossier-head">
        <PageHead title={title} tab={reference} />
        <div>{state}</div>
        <dl className="c-facts-line">
          <div>
            <dt>{t('dossier.reference')}</dt>
            <dd className="bw-code">{reference}</dd>
          </div>
          <div>
            <dt>{t('dossier.custodian')}</dt>
            <dd>
              <span className="bw-code">{custodian.node}</span> {t('dossier.custodianSince', { at: format.exact(custodian.since) })}
            </dd>
          </div>
          <div>
            <dt>{t('dossier.since')}</dt>
            <dd>
              <Ago at={changedAt} />
            </dd>
          </div>
        </dl>
      </header>
      <section aria-label={t('dossier.now')}>
        <h2 className="c-section">{t('dossier.now')}</h2>
        <Acts acts={acts} />
        {notice}
      </section>
      <section aria-label={t('dossier.facts')}>
        <Tabs defaultValue={tabs[0]?.key ?? null} keepMounted={false}>
          <Tabs.List>
            {tabs.map(tab => (
              <Tabs.Tab key={tab.key} value={tab.key}>
                {tab.label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(tab => (
            <Tabs.Panel key={tab.key} value={tab.key} pt={12}>
              {tab.content}
            </Tabs.Panel>
          ))}
        </Tabs>
      </section>
      <section aria-label={t('dossier.history')}>
        <h2 className="c-section">{t('dossier.history', { version })}</h2>
        <ol className="c-history">
          {history.map(line => (
            <li key={line.id}>
              <At at={line.at} full />
              <span>
                <strong>{line.what}</strong> <span className="c-soft">· {line.who}</span>
                {line.more && <span className="c-history-more">{line.more}</span>}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </article>
  )
}

/** Names and values of a tab. */
export const FactList = ({ facts }: { facts: { name: string; value: ReactNode }[] }) => (
  <dl className="c-facts">
    {facts.map(fact => (
      <div key={fact.name}>
        <dt>{fact.name}</dt>
        <dd>{fact.value}</dd>
      </div>
    ))}
  </dl>
)
