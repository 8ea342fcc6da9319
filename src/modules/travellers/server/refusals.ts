import type { DeclarationRefusal } from '../model/commands.ts'
import type { RefusalStatus } from '#platform/http/refusal.ts'

/** What the model refuses, and what the edge refuses before it. */
export type TravellersRefusal = DeclarationRefusal | 'code-unreadable' | 'no-form-in-force'

export const refusals = {
  'not-permitted': 403,
  'signature-invalid': 422,
  'already-lodged': 409,
  'revision-superseded': 409,
  'revision-reused': 409,
  'already-presented': 409,
  'not-presented': 409,
  'not-to-gate': 409,
  'other-office': 409,
  'nothing-to-refer': 409,
  'not-referred': 409,
  'not-under-examination': 409,
  'nothing-decided': 409,
  'not-own-decision': 403,
  'findings-contradict': 422,
  'nothing-to-correct': 409,
  'code-unreadable': 422,
  'no-form-in-force': 404
} as const satisfies Record<TravellersRefusal, RefusalStatus>
