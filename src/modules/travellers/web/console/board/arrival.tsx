import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RefCallback } from 'react'
import { useWords } from '../messages.ts'
import { DecideButtons } from '../officer/decide-buttons.tsx'
import { FindingsForm } from '../officer/findings-form.tsx'
import type { Given } from '../requests.ts'
import { LANES, isWithOfficer, useSay } from '../words.ts'
import type { BoardRow } from '#modules/travellers/index.ts'
import { Lane } from '#web/console/parts/lane.tsx'
import { Ago } from '#web/console/parts/when.tsx'

interface ArrivalProps {
  row: BoardRow
  isCurrent: boolean
  mayDecide: boolean
  busy: Given | undefined
  focus: RefCallback<HTMLLIElement>
  onFocus(this: void): void
  onGive(this: void, given: Given): void
  onCorrect(this: void): void
}

/** One arrival: its state, who, why, since when, and what can be done from here. */
export const Arrival = ({ row, isCurrent, mayDecide, busy, focus, onFocus, onGive, onCorrect }: ArrivalProps) => {
  const t = useWords()
  const say = useSay()
  const name = row.name ?? t('row.unknown')
  const given = { dossier: row.dossier, name }
  return (
    <li
      className="t-arrival"
      data-current={isCurrent || undefined}
      data-waits={row.status === 'referred' || undefined}
      ref={focus}
      tabIndex={-1}
      onFocus={onFocus}
    >
      <div className="t-state">
        <Lane colour={LANES[row.status]}>{t(`status.${row.status}`)}</Lane>
        <span className="c-soft">
          <Ago at={isWithOfficer(row.status) ? row.presentedAt : row.changedAt} />
        </span>
      </div>
      <div className="t-who">
        <Link to="/declarations/$dossier" params={{ dossier: row.dossier }} aria-label={t('board.open', { name })}>
          <bdi>{name}</bdi>
        </Link>
        <span className="c-soft t-bits">
          {row.nationality && <span className="bw-code">{row.nationality}</span>}
          {row.transport && <span className="bw-code">{row.transport}</span>}
          {row.travellers > 1 && <span>{t('row.party', { n: row.travellers })}</span>}
          {row.presentations > 1 && <span>{t('row.shown', { n: row.presentations })}</span>}
          <span className="bw-code">{row.reference}</span>
        </span>
      </div>
      <div className="t-why">
        {row.findings.length > 0 ? (
          <span>{say.findings(row.findings)}</span>
        ) : (
          row.reasons.length > 0 && (
            <ul aria-label={t('row.why')}>
              {row.reasons.map(reason => (
                <li key={`${reason.code} ${reason.of ?? ''}`}>{say.reason(reason)}</li>
              ))}
            </ul>
          )
        )}
      </div>
      <div className="t-acts">
        {mayDecide && (
          <DecideButtons
            name={name}
            status={row.status}
            busy={busy?.command === 'decide' ? busy.body.decision : undefined}
            onDecide={decision => onGive({ ...given, command: 'decide', body: { decision } })}
          />
        )}
        {mayDecide && row.decision && (
          <Button variant="subtle" onClick={onCorrect} aria-label={`${t('correct.open')}: ${name}`}>
            {t('correct.open')}
          </Button>
        )}
      </div>
      {mayDecide && (row.status === 'questioning' || row.status === 'examining') && (
        <div className="t-below">
          <FindingsForm
            busy={busy?.command === 'record-findings'}
            onRecord={body => onGive({ ...given, command: 'record-findings', body })}
          />
        </div>
      )}
    </li>
  )
}
