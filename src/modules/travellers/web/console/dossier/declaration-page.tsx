import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useWords } from '../messages.ts'
import { CorrectForm } from '../officer/correct-form.tsx'
import { FindingsForm } from '../officer/findings-form.tsx'
import { useGive } from '../officer/use-give.ts'
import { boardEvents, dossierQuery } from '../requests.ts'
import { LANES, useSay } from '../words.ts'
import { Answers } from './answers.tsx'
import { Check } from './check.tsx'
import { People, fullName } from './people.tsx'
import { useActs } from './use-acts.ts'
import { useHistory } from './use-history.tsx'
import { BoardRow, type DossierPage as Page } from '#modules/travellers/index.ts'
import { DossierPage } from '#web/console/dossier/dossier-page.tsx'
import { queries } from '#web/console/node.ts'
import { Failure } from '#web/console/parts/failure.tsx'
import { Lane } from '#web/console/parts/lane.tsx'
import { PageHead } from '#web/console/parts/page-head.tsx'
import { Loading } from '#web/console/parts/states.tsx'
import { followEvents } from '#web/http/index.ts'
import { useFormat } from '#web/i18n/index.ts'
import '../travellers.css'
import './dossier.css'

/** A traveller's declaration. */
export const DeclarationPage = () => {
  const t = useWords()
  const say = useSay()
  const { dossier = '' } = useParams({ strict: false })
  const query = useQuery(dossierQuery(dossier))
  if (query.data) return <Shown key={dossier} page={query.data} />
  return (
    <>
      <PageHead title={t('page.what')} />
      {query.isError ? (
        <Failure reason={query.error} retry={() => void query.refetch()} own={say.refusal} />
      ) : (
        <Loading what={t('page.what')} />
      )}
    </>
  )
}

const useLive = ({ dossier, office, version }: Page) => {
  useEffect(() => {
    if (office === null) return
    return followEvents(boardEvents(office), {
      onEvent: ({ event, data }) => {
        const row = event === 'row' ? BoardRow.safeParse(JSON.parse(data)) : undefined
        if (row?.success && row.data.dossier === dossier && row.data.version > version)
          void queries.invalidateQueries({ queryKey: dossierQuery(dossier).queryKey })
      }
    })
  }, [dossier, office, version])
}

const Shown = ({ page }: { page: Page }) => {
  const t = useWords()
  const say = useSay()
  const give = useGive()
  const [correcting, setCorrecting] = useState(false)
  useLive(page)
  const first = page.personal?.travellers[0] ?? page.personal?.scanned
  const name = first ? fullName(first) : t('row.unknown')
  const busy = give.isPending ? give.variables : undefined
  const acts = useActs(page, { name, busy, give: given => give.mutate(given), correct: () => setCorrecting(true) })
  const history = useHistory(page.history)
  const mayRecord = page.may.some(({ command, allowed }) => command === 'record-findings' && allowed)
  return (
    <>
      <DossierPage
        title={t('page.title', { name })}
        reference={page.reference}
        state={
          <>
            <Lane colour={LANES[page.status]}>{t(`status.${page.status}`)}</Lane>
            <Outcome page={page} />
          </>
        }
        custodian={page.custodian}
        changedAt={page.history.at(-1)?.at ?? ''}
        version={page.version}
        acts={acts}
        notice={
          <>
            {give.isError && !correcting && <Failure wasCommand reason={give.error} own={say.refusal} />}
            {mayRecord && (
              <FindingsForm
                busy={busy?.command === 'record-findings'}
                currency={page.form?.currency}
                onRecord={body => give.mutate({ dossier: page.dossier, name, command: 'record-findings', body })}
              />
            )}
          </>
        }
        tabs={[
          { key: 'answers', label: t('page.tab.answers'), content: <Answers page={page} /> },
          { key: 'people', label: t('page.tab.people'), content: <People page={page} /> },
          { key: 'check', label: t('page.tab.check'), content: <Check page={page} /> },
          ...(page.related.length > 0
            ? [{ key: 'related', label: t('page.tab.related', { n: page.related.length }), content: <Related page={page} /> }]
            : [])
        ]}
        history={history}
      />
      {correcting && page.decision && (
        <CorrectForm
          name={name}
          decision={page.decision}
          findings={page.findings}
          busy={give.isPending}
          failure={give.isError && <Failure wasCommand reason={give.error} own={say.refusal} />}
          onClose={() => setCorrecting(false)}
          onRecord={body =>
            give.mutate({ dossier: page.dossier, name, command: 'correct-decision', body }, { onSuccess: () => setCorrecting(false) })
          }
        />
      )}
    </>
  )
}

/** Why an officer sees this traveller, or what came of it. */
const Outcome = ({ page }: { page: Page }) => {
  const say = useSay()
  const format = useFormat()
  const { findings, duty, referral } = page
  if (findings.length > 0)
    return (
      <p className="c-tight">
        {say.findings(findings)}
        {duty && <> ({format.number(Number(duty.amount), { style: 'currency', currency: duty.currency, currencyDisplay: 'code' })})</>}
      </p>
    )
  if (!referral || referral.reasons.length === 0) return null
  return (
    <ul className="t-list">
      {referral.reasons.map(reason => (
        <li key={`${reason.code} ${reason.of ?? ''}`}>{say.reason(reason)}</li>
      ))}
    </ul>
  )
}

const Related = ({ page }: { page: Page }) => {
  const t = useWords()
  return (
    <ul className="t-list">
      {page.related.map(({ dossier, reference, status }) => (
        <li key={dossier}>
          <Link to="/declarations/$dossier" params={{ dossier }} className="bw-code">
            {reference}
          </Link>{' '}
          {t(`status.${status}`)}
        </li>
      ))}
    </ul>
  )
}
