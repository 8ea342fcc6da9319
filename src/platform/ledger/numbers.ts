import { incarnationCode } from './answers.ts'
import type { Store } from './store.ts'

const BLOCK = 20

/**
 * Official numbers: `TD-HQ-7K3QMZ-000041`, series, node, incarnation, counter. A restored or cloned node is another
 * incarnation, so no number is ever issued twice; numbers may be missing, because a process takes them by the score.
 */
export class Numbers {
  readonly #store: Store
  readonly #chain: number
  readonly #prefix: string
  readonly #blocks = new Map<string, Promise<{ next: number; end: number }>>()

  constructor(store: Store, node: string, incarnation: string, chain: number) {
    this.#store = store
    this.#chain = chain
    this.#prefix = `${node}-${incarnationCode(incarnation)}`
  }

  /** @param series 1-8 capital letters or digits */
  async next(series: string): Promise<string> {
    if (!/^[A-Z0-9]{1,8}$/.test(series)) throw new RangeError(`"${series}" is not a series of numbers: 1-8 capital letters or digits`)
    for (;;) {
      let pending = this.#blocks.get(series)
      if (!pending) this.#blocks.set(series, (pending = this.#take(series)))
      const block = await pending.catch((error: unknown) => {
        this.#blocks.delete(series)
        throw error
      })
      if (block.next < block.end) return `${series}-${this.#prefix}-${String(block.next++).padStart(6, '0')}`
      if (this.#blocks.get(series) === pending) this.#blocks.delete(series)
    }
  }

  async #take(series: string): Promise<{ next: number; end: number }> {
    const place = (at: number) => (this.#store.dialect === 'sqlite' ? '?' : `$${at}`)
    const sql = `INSERT INTO ledger_numbers (chain, series, next) VALUES (${place(1)}, ${place(2)}, ${1 + BLOCK})
      ON CONFLICT (chain, series) DO UPDATE SET next = ledger_numbers.next + ${BLOCK} RETURNING next`
    const [rows] = await this.#store.write([{ sql, parameters: [this.#chain, series] }])
    const end = Number(rows?.[0]?.['next'])
    return { next: end - BLOCK, end }
  }
}
