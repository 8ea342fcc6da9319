import type { DeclarationAction } from '../model/actions.ts'
import {
  CorrectedFacts,
  DecidedFacts,
  DeclaredFacts,
  DeclaredPersonal,
  FindingsFacts,
  GateOpenedFacts,
  Noted,
  PresentedFacts,
  PresentedPersonal,
  ReferredFacts
} from '../model/actions.ts'
import type { DeclarationCommand, DeclarationRefusal } from '../model/commands.ts'
import { declaration } from '../model/declaration.ts'
import type { DeclarationState } from '../model/state.ts'
import { project } from './projections.ts'
import type { DossierKind, RetentionClass } from '#platform/ledger/contract.ts'

/** What travellers declared and the passports they showed: half a year, as for passenger data in the clear. */
const declared: RetentionClass = { name: 'travellers-declaration', days: 180 }
/** What officers noted: until a decision can no longer be appealed. */
const noted: RetentionClass = { name: 'travellers-note', days: 1_825 }

export const declarationKind: DossierKind<DeclarationState, DeclarationCommand, DeclarationAction, DeclarationRefusal> = {
  name: 'travellers.declaration',
  decider: declaration,
  actions: {
    'travellers.declaration-lodged.v1': { facts: DeclaredFacts, personal: DeclaredPersonal, retention: declared },
    'travellers.declaration-corrected.v1': { facts: DeclaredFacts, personal: DeclaredPersonal, retention: declared },
    'travellers.declaration-presented.v1': { facts: PresentedFacts, personal: PresentedPersonal, retention: declared },
    'travellers.gate-opened.v1': { facts: GateOpenedFacts, retention: declared },
    'travellers.traveller-referred.v1': { facts: ReferredFacts, personal: Noted, retention: noted },
    'travellers.officer-decided.v1': { facts: DecidedFacts, personal: Noted, retention: noted },
    'travellers.findings-recorded.v1': { facts: FindingsFacts, personal: Noted, retention: noted },
    'travellers.decision-corrected.v1': { facts: CorrectedFacts, personal: Noted, retention: noted }
  },
  tables: ['travellers_arrivals'],
  project
}
