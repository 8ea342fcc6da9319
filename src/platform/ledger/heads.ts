import type { Incarnation } from './chain.ts'
import type { ConfirmedTime } from './confirmed-time.ts'
import { rememberHead, signHeadStatement } from './keys.ts'
import type { Store } from './store.ts'
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

  async stop(): Promise<void> {
    this.#unsubscribe()
    if (this.#timer) clearTimeout(this.#timer)
    await this.sign()
  }

  async #sign(): Promise<void> {
    const { store, data, node, realm, incarnation, confirmedTime, wall } = this.#parts
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
    const clock = confirmedTime.memory()
    await store.keepHead(
      {
        chain: head.chain,
        sequence: head.sequence,
        signer: parseId(incarnation.id),
        signer_node: node,
        hash: head.hash,
        signed_at: signedAt,
        signature
      },
      clock
    )
    rememberHead(data, { incarnation: incarnation.id, sequence: head.sequence, hash })
    this.#signed = head.sequence
  }
}
