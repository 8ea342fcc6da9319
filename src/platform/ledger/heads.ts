import type { Kysely } from 'kysely'
import type { Incarnation } from './chain.ts'
import type { ConfirmedTime } from './confirmed-time.ts'
import { rememberHead, signHeadStatement } from './keys.ts'
import type { Store } from './store.ts'
import type { LedgerTables } from './tables-in-database.ts'
import { parseId } from '#kernel/id.ts'
import { instant } from '#kernel/time.ts'

const EVERY = 10_000

export interface HeadSignerParts {
  store: Store
  data: string
  node: string
  realm: string
  incarnation: Incarnation
  confirmedTime: ConfirmedTime
  wall(this: void): number
}

/** Signs the head of the chain while it grows, and remembers the clock with it. */
export class HeadSigner {
  readonly #parts: HeadSignerParts
  readonly #unsubscribe: () => void
  #timer: NodeJS.Timeout | null = null
  #signed = 0
  #signing: Promise<void> = Promise.resolve()

  constructor(parts: HeadSignerParts) {
    this.#parts = parts
    this.#unsubscribe = parts.store.onAppended(() => {
      this.#timer ??= setTimeout(() => {
        this.#timer = null
        this.sign().catch(() => undefined)
      }, EVERY).unref()
    })
  }

  /** Signs what is committed now, unless it is signed already. */
  sign(): Promise<void> {
    this.#signing = this.#signing.catch(() => undefined).then(() => this.#sign())
    return this.#signing
  }

  /** Remembers the clock, also when nothing was written: a start must know how long the node stood still. */
  async keepClock(): Promise<void> {
    const { wallMs, confirmed } = this.#parts.confirmedTime.memory()
    const clock = { wall_ms: wallMs, confirmed: confirmed ? 1 : 0 }
    const query = this.#tables.insertInto('ledger_clock').values({ one: 1, ...clock })
    await this.#parts.store.write([query.onConflict(conflict => conflict.column('one').doUpdateSet(clock)).compile()])
  }

  get #tables(): Kysely<LedgerTables> {
    return this.#parts.store.db
  }

  async stop(): Promise<void> {
    this.#unsubscribe()
    if (this.#timer) clearTimeout(this.#timer)
    await this.sign()
    await this.keepClock()
  }

  async #sign(): Promise<void> {
    const { store, data, node, realm, incarnation, wall } = this.#parts
    const head = await store.head()
    if (head.sequence === this.#signed) return
    const hash = Buffer.from(head.hash).toString('hex')
    const signedAt = instant(wall())
    const statement = {
      hash,
      incarnation: incarnation.id,
      node,
      realm,
      sequence: head.sequence,
      signedAt,
      signer: { incarnation: incarnation.id, node }
    }
    const signature = signHeadStatement(incarnation.key, statement)
    const { chain, sequence } = head
    const row = { chain, sequence, signer: parseId(incarnation.id), signer_node: node, hash: head.hash, signed_at: signedAt, signature }
    const query = this.#tables.insertInto('ledger_heads').values(row)
    await store.write([query.onConflict(conflict => conflict.doNothing()).compile()])
    rememberHead(data, { incarnation: incarnation.id, sequence: head.sequence, hash })
    this.#signed = head.sequence
    await this.keepClock()
  }
}
