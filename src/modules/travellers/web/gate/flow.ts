import type { Opening } from '../../model/views.ts'

/** Where somebody stands at the gate. It is closed unless the node opened it and the barrier says it is open. */
export type Stage =
  { at: 'start' } | { at: 'type' } | { at: 'checking'; given: Opening } | { at: 'open' } | { at: 'officer'; cutOff: boolean }

export type Happening =
  | { type: 'code-read'; code: string }
  | { type: 'type-code' }
  | { type: 'code-typed'; shortCode: string }
  | { type: 'barrier-open' }
  | { type: 'refused' }
  | { type: 'node-gone' }
  | { type: 'over' }

/** The next stage. What does not belong to the present one changes nothing: a second code before the lens, a late answer. */
export const step = (stage: Stage, happening: Happening): Stage => {
  if (happening.type === 'over') return { at: 'start' }
  if (stage.at === 'start' || stage.at === 'type') {
    if (happening.type === 'code-read') return { at: 'checking', given: { code: happening.code, shortCode: null } }
    if (happening.type === 'code-typed') return { at: 'checking', given: { code: null, shortCode: happening.shortCode } }
    if (happening.type === 'type-code') return { at: 'type' }
  }
  if (stage.at === 'checking') {
    if (happening.type === 'barrier-open') return { at: 'open' }
    if (happening.type === 'refused') return { at: 'officer', cutOff: false }
    if (happening.type === 'node-gone') return { at: 'officer', cutOff: true }
  }
  return stage
}
