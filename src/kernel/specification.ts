import type { Action, Decider, Decision } from './decider.ts'
import { fold } from './decider.ts'
import type { Moment } from './moment.ts'

/** A moment for tests: an evening in November, the node itself acting, the middle of the dice. */
export const moment = (changes: Partial<Moment> = {}): Moment => ({
  now: '2026-11-23T20:15:00.000Z',
  actor: { kind: 'system', id: 'TEST', office: null, grants: [] },
  node: 'TEST',
  random: 0.5,
  ...changes
})

/** What a command led to, with the ways to say what it should have led to. Each throws an error that carries `actual` and `expected`. */
export interface Outcome<State, Command, A extends Action, Code extends string> {
  decision: Decision<A, Code>
  /** Exactly these actions, compared as a whole. */
  then(actions: A[]): void
  /** This refusal; with `detail`, exactly that detail too. */
  thenRefused(code: Code, detail?: Record<string, unknown>): void
  /** The actions so far, to go on from. */
  accepted(): Given<State, Command, A, Code>
}

export interface Given<State, Command, A extends Action, Code extends string> {
  past: A[]
  state: State
  when(command: Command, at?: Partial<Moment>): Outcome<State, Command, A, Code>
}

/** A specification of a decider: given what happened, when this is asked, then this happens. Runs the real fold. */
export const given = <State, Command, A extends Action, Code extends string>(
  decider: Decider<State, Command, A, Code>,
  past: A[]
): Given<State, Command, A, Code> => {
  const state = fold(decider, past)
  return {
    past,
    state,
    when(command, at) {
      const decision = decider.decide(state, command, moment(at))
      return {
        decision,
        then: actions => same(decision, { ok: true, actions }),
        thenRefused: (code, detail) =>
          same(detail || decision.ok ? decision : { ok: false, refusal: { code: decision.refusal.code } }, refused(code, detail)),
        accepted: () => {
          if (!decision.ok) throw failure('the command was refused', decision, { ok: true })
          return given(decider, [...past, ...decision.actions])
        }
      }
    }
  }
}

const refused = (code: string, detail?: Record<string, unknown>) => ({ ok: false, refusal: detail ? { code, detail } : { code } })

const same = (actual: unknown, expected: unknown): void => {
  if (text(actual) !== text(expected)) throw failure('the decision is another one', actual, expected)
}

const failure = (message: string, actual: unknown, expected: unknown): Error =>
  Object.assign(new Error(`${message}\nexpected ${text(expected)}\nactual   ${text(actual)}`), { actual, expected, showDiff: true })

const text = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  )
