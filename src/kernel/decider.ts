import type { Moment } from './moment.ts'

/**
 * One thing somebody did: what is kept for ever (`facts`) and what identifies a person (`personal`, erased when its
 * retention class falls due; `evolve` works without it).
 */
export interface Action<Type extends string = string, Facts = unknown, Personal = unknown> {
  type: Type
  facts: Facts
  personal?: Personal
}

/** A dossier's two pure functions: what it is (`evolve`) and what may happen next (`decide`). */
export interface Decider<State, Command, A extends Action, Code extends string> {
  initial: State
  /** No rules: what became true. Never throws on an action it knows. */
  evolve(this: void, state: State, action: A): State
  /** The rules, in reading order. */
  decide(this: void, state: State, command: Command, at: Moment): Decision<A, Code>
}

export type Refusal<Code extends string = string> = { code: Code; detail?: Record<string, unknown> }

export type Decision<A, Code extends string> = { ok: true; actions: A[] } | { ok: false; refusal: Refusal<Code> }

/** Accepts a command: these actions happened. */
export const accept = <A>(...actions: A[]): { ok: true; actions: A[] } => ({ ok: true, actions })

/** Refuses a command: an expected outcome with a code the screen has words for. */
export const refuse = <Code extends string>(code: Code, detail?: Record<string, unknown>): { ok: false; refusal: Refusal<Code> } => ({
  ok: false,
  refusal: detail ? { code, detail } : { code }
})

/** Ends every switch over a union; a forgotten case does not compile. */
export const never = (value: never): never => {
  throw new Error(`unexpected ${JSON.stringify(value)}`)
}

/** What a list of actions amounts to. */
export const fold = <State, A extends Action>(
  decider: Pick<Decider<State, never, A, string>, 'initial' | 'evolve'>,
  actions: Iterable<A>
): State => {
  let state = decider.initial
  for (const action of actions) state = decider.evolve(state, action)
  return state
}
