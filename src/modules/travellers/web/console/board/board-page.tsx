import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useWords } from '../messages.ts'
import { CorrectForm } from '../officer/correct-form.tsx'
import { useGive } from '../officer/use-give.ts'
import { isWithOfficer, useSay } from '../words.ts'
import { Arrival } from './arrival.tsx'
import { inOrder } from './order.ts'
import { useBoard } from './use-board.ts'
import { useKeys } from './use-keys.ts'
import { MAY, type Board, type BoardRow } from '#modules/travellers/index.ts'
import { Failure } from '#web/console/parts/failure.tsx'
import { Freshness } from '#web/console/parts/freshness.tsx'
import { PageHead } from '#web/console/parts/page-head.tsx'
import { Empty, Loading } from '#web/console/parts/states.tsx'
import { useHolds, useOffice } from '#web/console/session.ts'
import { Notice } from '#web/design/index.ts'
import '../travellers.css'
import './board.css'

/** Arrivals at this office as they come, those who must see an officer first. */
export const BoardPage = () => {
  const office = useOffice()
  return <BoardOf key={office.id} office={office.id} place={office.name} />
}

const BoardOf = ({ office, place }: { office: string; place: string }) => {
  const t = useWords()
  const say = useSay()
  const navigate = useNavigate()
  const mayDecide = useHolds(...MAY.decide)
  const [shown, setShown] = useState<'mine' | 'all'>('all')
  const [gate, setGate] = useState('')
  const [news, setNews] = useState('')
  const [correcting, setCorrecting] = useState<BoardRow>()
  const announce = useCallback(
    (row: BoardRow, before: Board) => {
      const waited = before.arrivals.some(({ dossier, status }) => dossier === row.dossier && status === 'referred')
      if (row.status === 'referred' && !waited) setNews(t('board.new', { name: row.name ?? t('row.unknown') }))
    },
    [t]
  )
  const { query, state } = useBoard(office, announce)
  const give = useGive()

  const arrivals = useMemo(() => inOrder(query.data?.arrivals ?? []), [query.data])
  const gates = useMemo(() => [...new Set(arrivals.map(row => row.gate))].sort(), [arrivals])
  const here = useMemo(() => arrivals.filter(row => gate === '' || row.gate === gate), [arrivals, gate])
  const withOfficer = here.filter(({ status }) => isWithOfficer(status))
  const waiting = here.filter(({ status }) => status === 'referred').length
  const rows = shown === 'mine' ? withOfficer : here
  const ids = useMemo(() => rows.map(({ dossier }) => dossier), [rows])
  const open = useCallback((dossier: string) => void navigate({ to: '/declarations/$dossier', params: { dossier } }), [navigate])
  const { current, setCurrent, hold } = useKeys(ids, open)

  const done = give.data && give.variables
  return (
    <>
      <PageHead title={t('board.title', { office: place })} tab={waiting > 0 ? `(${waiting}) ${t('queue.board')}` : t('queue.board')}>
        <Freshness state={state} asOf={query.data?.asOf} />
      </PageHead>
      <p className="bw-hidden" role="status">
        {news}
      </p>
      {query.data && (
        <div className="t-bar">
          <strong>{t('board.waiting', { n: waiting })}</strong>
          <SegmentedControl
            aria-label={t('board.filter')}
            value={shown}
            onChange={value => setShown(value === 'all' ? 'all' : 'mine')}
            data={[
              { value: 'mine', label: t('board.mine', { n: withOfficer.length }) },
              { value: 'all', label: t('board.all', { n: here.length }) }
            ]}
          />
          {gates.length > 1 && (
            <NativeSelect
              aria-label={t('board.gate')}
              value={gate}
              onChange={event => setGate(event.currentTarget.value)}
              data={[{ value: '', label: t('board.everyGate') }, ...gates.map(value => ({ value, label: value }))]}
            />
          )}
          <span className="c-soft c-wide-only t-keys">{t('board.keys')}</span>
        </div>
      )}
      {give.isError && <Failure wasCommand reason={give.error} own={say.refusal} />}
      {done && (
        <Notice kind="good" live>
          <p>
            {done.command === 'decide'
              ? t('decide.done', { name: done.name, decision: t(`decision.${done.body.decision}`) })
              : t(done.command === 'correct-decision' ? 'correct.done' : 'findings.done', { name: done.name })}
          </p>
        </Notice>
      )}
      {query.isPending && <Loading what={t('queue.board')} />}
      {query.isError && !query.data && <Failure reason={query.error} retry={() => void query.refetch()} own={say.refusal} />}
      {query.data && rows.length === 0 && (
        <Empty title={t(here.length === 0 ? 'board.empty' : 'board.emptyMine')}>
          {t(here.length === 0 ? 'board.emptyText' : 'board.emptyMineText')}
        </Empty>
      )}
      {rows.length > 0 && (
        <ol className="t-board" aria-label={t('queue.board')}>
          {rows.map(row => (
            <Arrival
              key={row.dossier}
              row={row}
              isCurrent={row.dossier === current}
              mayDecide={mayDecide}
              busy={give.isPending && give.variables.dossier === row.dossier ? give.variables : undefined}
              focus={hold(row.dossier)}
              onFocus={() => setCurrent(row.dossier)}
              onGive={given => give.mutate(given)}
              onCorrect={() => {
                give.reset()
                setCorrecting(row)
              }}
            />
          ))}
        </ol>
      )}
      {correcting?.decision && (
        <CorrectForm
          name={correcting.name ?? t('row.unknown')}
          decision={correcting.decision}
          findings={correcting.findings}
          busy={give.isPending}
          failure={give.isError && <Failure wasCommand reason={give.error} own={say.refusal} />}
          onClose={() => setCorrecting(undefined)}
          onRecord={body =>
            give.mutate(
              { dossier: correcting.dossier, name: correcting.name ?? t('row.unknown'), command: 'correct-decision', body },
              { onSuccess: () => setCorrecting(undefined) }
            )
          }
        />
      )}
    </>
  )
}
