import type { DeclarationAction } from '../model/actions.ts'
import { passportsOf } from '../model/gate-decision.ts'
import { referenceOf } from '../model/short-code.ts'
import type { DeclarationState, PresentedState } from '../model/state.ts'
import { isPresented } from '../model/state.ts'
import type { ArrivalRow } from './tables.ts'
import type { Applied, ProjectedRow } from '#platform/ledger/contract.ts'

/** A dossier's row for the board, the search and the checks at kiosk and gate. Names and passports are null once they are erased. */
export const project = ({ dossier, version, after, entry }: Applied<DeclarationState, DeclarationAction>): ProjectedRow[] => {
  if (after.status === 'none') return []
  const { declared } = after
  const row: Omit<ArrivalRow, 'dossier'> = {
    version,
    reference: referenceOf(declared?.document ?? dossier),
    document: declared?.document ?? null,
    status: after.status,
    transport: declared?.transport ?? null,
    travellers: declared?.travellers ?? 1,
    changed_at: entry.recordedAt,
    ...personOf(after),
    ...(isPresented(after) ? presentedColumns(after) : notPresented(after.declared.arrival.office))
  }
  return [{ table: 'travellers_arrivals', key: { dossier }, row }]
}

const personOf = (state: Exclude<DeclarationState, { status: 'none' }>): Pick<ArrivalRow, 'name' | 'nationality' | 'passport'> => {
  const scanned = isPresented(state) ? state.presentation.scanned : undefined
  const person = scanned ?? state.declared?.people?.[0]
  const passports = passportsOf(scanned ?? null, state.declared?.people ?? [], state.declared?.signature ?? 'none')
  return {
    name: person ? [person.familyName, person.givenNames].filter(name => name !== '').join(', ') : null,
    nationality: person?.nationality ?? null,
    passport: passports.length > 0 ? passports.map(passportKey).join(PASSPORTS_BETWEEN) : null
  }
}

/** Stands between the passports of a family, the one shown first. */
export const PASSPORTS_BETWEEN = ' '

/** How a passport is found again while its holder's data may be kept. */
export const passportKey = ({ issuer, number }: { issuer: string; number: string }): string => `${issuer}:${number}`

type Presented = Omit<
  ArrivalRow,
  | 'dossier'
  | 'version'
  | 'reference'
  | 'document'
  | 'status'
  | 'transport'
  | 'travellers'
  | 'changed_at'
  | 'name'
  | 'nationality'
  | 'passport'
>

const presentedColumns = (state: PresentedState): Presented => ({
  office: state.place.office,
  gate: state.place.gate,
  outcome: state.presentation.outcome,
  reasons: JSON.stringify('referral' in state ? state.referral.reasons : []),
  flagged: 'referral' in state && state.referral.flagged ? 1 : 0,
  channel: state.presentation.channel,
  presented_at: state.presentation.presentedAt,
  presentations: state.presentations,
  decision: 'decided' in state ? state.decided.decision : null,
  findings: JSON.stringify(state.status === 'concluded' ? state.findings : []),
  short_code: state.presentation.shortCode
})

const notPresented = (office: string | null): Presented => ({
  office,
  gate: null,
  outcome: null,
  reasons: '[]',
  flagged: 0,
  channel: null,
  presented_at: null,
  presentations: 0,
  decision: null,
  findings: '[]',
  short_code: null
})
