import type { Outcome, Work } from './work.ts'

/** Who comes when so many wait already is told that the node is busy. */
const FULL = 20_000

/** More than this in one batch makes those wait who come after. */
const MOST = 256

/** A work waiting for its turn. `alone`: it was in a batch that failed, so it is tried by itself. */
export interface Pending {
  work: Work
  alone: boolean
  resolve(outcome: Outcome): void
  reject(error: Error): void
}

const names = (work: Work): string[] => {
  const keys = work.reads.map(({ dossier }) => `d${Buffer.from(dossier).toString('latin1')}`)
  if (work.remember) keys.push(`c${work.remember.actor} ${Buffer.from(work.remember.command).toString('latin1')}`)
  for (const { scope, value } of work.claims) keys.push(`u${scope} ${value}`)
  return keys
}

/**
 * The works waiting to be appended. A batch takes them in order, but never two that touch the same dossier, command id
 * or claim: the second waits for what became of the first.
 */
export class Batches {
  #waiting: Pending[] = []

  get size(): number {
    return this.#waiting.length
  }

  add(pending: Pending): void {
    if (this.#waiting.length >= FULL) pending.resolve({ what: 'busy' })
    else this.#waiting.push(pending)
  }

  /** Puts back what a batch could not write, before everything else. */
  putBack(batch: readonly Pending[]): void {
    this.#waiting = [...batch, ...this.#waiting]
  }

  /** Half of what waits, but `least` at least: while one half is written, the other is decided and sealed. */
  takeHalf(least: number): Pending[] {
    return this.take(Math.min(MOST, Math.max(least, Math.ceil(this.#waiting.length / 2))))
  }

  take(most: number): Pending[] {
    const taken: Pending[] = []
    const left: Pending[] = []
    const seen = new Set<string>()
    let next = 0
    for (; next < this.#waiting.length && taken.length < most && !taken[0]?.alone; next++) {
      const pending = this.#waiting[next] as Pending
      const keys = names(pending.work)
      const free = !(pending.alone && taken.length > 0) && keys.every(key => !seen.has(key))
      ;(free ? taken : left).push(pending)
      for (const key of keys) seen.add(key)
    }
    this.#waiting = [...left, ...this.#waiting.slice(next)]
    return taken
  }
}
