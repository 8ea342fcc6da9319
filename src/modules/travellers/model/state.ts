import type { DeclaredFacts, Finding, OfficerDecision, Place, PresentedFacts, ScannedDocument } from './actions.ts'
import type { Reason } from './reasons.ts'
import type { Money } from '#kernel/money.ts'
import type { DeclaredTraveller, Answers } from '#standards/qr/index.ts'

/** What was declared last; the people are gone once their retention is over. */
export type Declared = DeclaredFacts & { people?: DeclaredTraveller[]; transport?: string; texts?: Answers }

/** How it was presented last. */
export type Presentation = PresentedFacts & { scanned?: ScannedDocument }

/** Why an officer sees the traveller. */
export interface Referral {
  by: 'kiosk' | 'gate' | 'officer'
  reasons: Reason[]
  flagged: boolean
}

/** What an officer decided, and who. */
export interface Decided {
  decision: OfficerDecision
  officer: string
}

interface AtCustoms {
  /** Null: the code was unreadable, only the traveller is there. */
  declared: Declared | null
  presentation: Presentation
  /** How often a kiosk has seen it. */
  presentations: number
  place: Place
}

/** A declaration's life. */
export type DeclarationState =
  | { status: 'none' }
  | { status: 'lodged'; declared: Declared }
  | ({ status: 'to-gate' } & AtCustoms)
  | ({ status: 'through-gate' } & AtCustoms)
  | ({ status: 'referred'; referral: Referral } & AtCustoms)
  | ({ status: 'questioning'; referral: Referral; decided: Decided } & AtCustoms)
  | ({ status: 'examining'; referral: Referral; decided: Decided } & AtCustoms)
  | ({ status: 'walked-on'; referral: Referral; decided: Decided } & AtCustoms)
  | ({ status: 'concluded'; referral: Referral; decided: Decided; findings: Finding[]; duty: Money | null } & AtCustoms)

export type DeclarationStatus = DeclarationState['status']
/** States of somebody who has been to a kiosk. */
export type PresentedState = Exclude<DeclarationState, { status: 'none' | 'lodged' }>

export const isPresented = (state: DeclarationState): state is PresentedState => state.status !== 'none' && state.status !== 'lodged'
