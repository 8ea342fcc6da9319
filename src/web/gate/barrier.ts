/** What the gate knows of the barrier behind it. `unknown` is every doubt: a relay that does not answer, a cable pulled. */
export type BarrierState = 'closed' | 'opening' | 'open' | 'unknown'

/**
 * The relay port: what opens the barrier. docs/gate.md says how a real relay is attached; without one the screen draws the barrier.
 * A barrier closes by itself; nothing here can hold it open.
 */
export interface Barrier {
  readonly state: BarrierState
  /** Opens for one person and resolves once the barrier says it is open. Rejects when it does not say so: the gate then stays closed. */
  open(): Promise<void>
  /** Tells of every change. Returns the unsubscribe. */
  onChange(listener: (state: BarrierState) => void): () => void
}

/** The state of a barrier and those who are told of its changes. */
export const barrierState = (first: BarrierState) => {
  const listeners = new Set<(state: BarrierState) => void>()
  let now = first
  return {
    get now() {
      return now
    },
    become: (next: BarrierState) => {
      if (next === now) return
      now = next
      for (const listener of listeners) listener(next)
    },
    onChange: (listener: (state: BarrierState) => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    }
  }
}

/** A barrier drawn on the screen: rises in `rises` milliseconds, stays up for `openFor`, falls. */
export const drawnBarrier = (openFor = 8_000, rises = 600): Barrier => {
  const state = barrierState('closed')
  return {
    get state() {
      return state.now
    },
    onChange: state.onChange,
    open: async () => {
      if (state.now !== 'closed') throw new Error('the barrier is not closed')
      state.become('opening')
      await new Promise(resolve => setTimeout(resolve, rises))
      state.become('open')
      setTimeout(() => state.become('closed'), openFor)
    }
  }
}

/** A barrier that is there and does not answer: in doubt for good, and never open. */
export const silentBarrier = (): Barrier => ({
  state: 'unknown',
  onChange: () => () => undefined,
  open: () => Promise.reject(new Error('the barrier does not answer'))
})
