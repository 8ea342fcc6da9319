import type { DeclarationAction } from '../model/actions.ts'
import { mayNow } from '../model/may.ts'
import { referenceOf } from '../model/short-code.ts'
import type { DeclarationState } from '../model/state.ts'
import { isPresented } from '../model/state.ts'
import type { DossierPage, HistoryEntry } from '../model/views.ts'
import type { Context } from './context.ts'
import { declarationKind } from './kind.ts'
import { listRelated } from './queries.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Dossier } from '#platform/ledger/contract.ts'

type Declaration = Dossier<DeclarationState, DeclarationAction>
type Known = Exclude<DeclarationState, { status: 'none' }>

/** Everything an officer's page of one declaration shows. */
export const dossierPage = async ({ platform, forms, db }: Context, actor: Actor, id: string): Promise<DossierPage | undefined> => {
  const found = await platform.ledger.find(declarationKind, id)
  if (!found || found.state.status === 'none') return undefined
  const { state } = found
  const { declared } = state
  const [form, related, names] = await Promise.all([
    declared ? forms.find(declared.form.id, declared.form.version) : undefined,
    declared ? listRelated(db, declared.document, id) : [],
    platform.actors.namesOf(found.history.map(({ entry }) => entry.actor.id))
  ])
  const moment = { now: platform.clock.now().toISOString(), actor, node: platform.node, random: 0 }
  return {
    dossier: id,
    version: found.version,
    reference: referenceOf(declared?.document ?? id),
    status: state.status,
    office: isPresented(state) ? state.place.office : state.declared.arrival.office,
    custodian: custodianOf(found),
    ...factsOf(state),
    personal: personalOf(state),
    form: form ?? null,
    related,
    history: found.history.map(past => historyEntry(past, names)),
    may: mayNow(state, moment)
  }
}

/** Only the custodian appends: whoever wrote last, since the entry that opened the term. */
const custodianOf = ({ history }: Declaration): DossierPage['custodian'] => {
  const last = history.at(-1)
  if (!last) throw new Error('a dossier without an entry')
  const opened = history.find(({ entry }) => entry.actionId === last.entry.term) ?? last
  return { node: last.entry.node, since: opened.entry.recordedAt }
}

const factsOf = (state: Known): Pick<DossierPage, 'declared' | 'presentation' | 'referral' | 'decision' | 'findings' | 'duty'> => ({
  declared: state.declared,
  presentation: isPresented(state) ? { ...state.presentation, gate: state.place.gate, presentations: state.presentations } : null,
  referral: 'referral' in state ? state.referral : null,
  decision: 'decided' in state ? state.decided.decision : null,
  findings: state.status === 'concluded' ? state.findings : [],
  duty: state.status === 'concluded' ? state.duty : null
})

const personalOf = (state: Known): DossierPage['personal'] => {
  const scanned = isPresented(state) ? (state.presentation.scanned ?? null) : null
  const { people, transport, texts } = state.declared ?? {}
  if (!people && !scanned) return null
  return { travellers: people ?? [], transport: transport ?? null, texts: texts ?? {}, scanned }
}

const historyEntry = ({ entry, action }: Declaration['history'][number], names: ReadonlyMap<string, string>): HistoryEntry => ({
  actionId: entry.actionId,
  version: entry.version,
  type: entry.type,
  at: entry.occurredAt,
  recordedAt: entry.recordedAt,
  node: entry.node,
  by: { kind: entry.actor.kind, id: entry.actor.id, name: names.get(entry.actor.id) ?? null },
  office: entry.actor.office,
  ...said(action)
})

/** What an entry says beyond its type. */
const said = (action: DeclarationAction): Partial<HistoryEntry> => {
  const note = action.personal && 'note' in action.personal ? { note: action.personal.note } : {}
  switch (action.type) {
    case 'travellers.declaration-lodged.v1':
    case 'travellers.declaration-corrected.v1':
      return { revision: action.facts.revision }
    case 'travellers.declaration-presented.v1':
      return { outcome: action.facts.outcome, reasons: action.facts.reasons }
    case 'travellers.gate-opened.v1':
      return {}
    case 'travellers.traveller-referred.v1':
      return { reasons: action.facts.reasons, ...note }
    case 'travellers.officer-decided.v1':
      return { decision: action.facts.decision, ...note }
    case 'travellers.findings-recorded.v1':
      return { findings: action.facts.findings, duty: action.facts.duty, ...note }
    case 'travellers.decision-corrected.v1': {
      const { decision, findings, duty, reason } = action.facts
      return { decision, findings, duty, correction: reason, ...note }
    }
  }
}
