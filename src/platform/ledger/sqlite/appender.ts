import { Batches, type Pending } from '../batches.ts'
import { seal, type Sealed, type SealTime, type Writer } from '../seal.ts'
import type { Head, Outcome, Work } from '../work.ts'
import { fromWire, type Loss, type WireHead, type WriterReply } from './messages.ts'
import { wireGuard, wireHead, wireWrites } from './wire-work.ts'
import type { WriterThread } from './writer.ts'

/** Batches sent to the writer and not answered: while it commits one, this thread seals the next. */
const IN_FLIGHT = 2
const LEAST = 32

const outcome = (loss: Loss): Outcome =>
  loss.what === 'answered' ? { what: 'answered', before: { salt: loss.salt, digest: loss.digest, answer: loss.answer } } : loss

const readHead = (head: WireHead): Head => ({ ...head, hash: fromWire(head.hash) })

/**
 * Appends through the writer thread. This thread gives out sequences before they are written; the writer refuses a batch
 * that does not continue the chain. After a lost or failed batch nothing new is sent until every batch that stood on it
 * has come back too; then the chain's real end is known and the rest is sealed again.
 */
export class SqliteAppender {
  readonly #writer: WriterThread
  readonly #sign: Writer
  readonly #time: () => SealTime
  readonly #appended: () => void
  readonly #batches = new Batches()
  #head: Head
  #inFlight = 0
  #scheduled = false
  #recovery: { head: Head; back: Pending[] } | null = null
  #idle: (() => void)[] = []

  constructor(writer: WriterThread, sign: Writer, head: Head, time: () => SealTime, appended: () => void) {
    this.#writer = writer
    this.#sign = sign
    this.#head = head
    this.#time = time
    this.#appended = appended
  }

  append(work: Work): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#batches.add({ work, alone: false, resolve, reject })
      this.#schedule()
    })
  }

  /** Resolves when nothing is waiting. */
  async settled(): Promise<void> {
    if (this.#inFlight > 0 || this.#batches.size > 0) await new Promise<void>(resolve => this.#idle.push(resolve))
  }

  #schedule(): void {
    if (this.#scheduled || this.#recovery || this.#inFlight >= IN_FLIGHT) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      while (!this.#recovery && this.#inFlight < IN_FLIGHT && this.#batches.size > 0) this.#send(this.#batches.takeHalf(LEAST))
      if (this.#inFlight === 0 && this.#batches.size === 0) for (const idle of this.#idle.splice(0)) idle()
    })
  }

  #seal(batch: Pending[], works: Work[]): Sealed | null {
    try {
      return seal(works, this.#sign, this.#head, this.#time())
    } catch (error) {
      this.#batches.putBack(this.#eachAlone(batch, error instanceof Error ? error : new Error(String(error))))
      return null
    }
  }

  #send(batch: Pending[]): void {
    const works = batch.map(pending => pending.work)
    const from = this.#head
    const sealed = this.#seal(batch, works)
    if (!sealed) return
    this.#head = sealed.head
    this.#inFlight++
    const request = {
      what: 'append' as const,
      from: wireHead(from),
      to: wireHead(sealed.head),
      guards: works.map(wireGuard),
      writes: wireWrites(sealed, works),
      erases: works.some(work => work.erase)
    }
    this.#writer
      .ask(request)
      .catch((error: unknown): WriterReply => ({ id: 0, what: 'failed', error: String(error), busy: false }))
      .then(reply => this.#answered(batch, from, reply))
      .catch((error: unknown) => batch.forEach(pending => pending.reject(error instanceof Error ? error : new Error(String(error)))))
  }

  #answered(batch: Pending[], from: Head, reply: WriterReply): void {
    this.#inFlight--
    if (reply.what === 'done') {
      for (const pending of batch) pending.resolve({ what: 'written' })
      this.#appended()
    } else {
      this.#recovery ??= { head: reply.what === 'lost' ? readHead(reply.head) : from, back: [] }
      this.#recovery.back.push(...(reply.what === 'lost' ? this.#losers(batch, new Map(reply.losers)) : this.#failed(batch, reply)))
    }
    if (this.#recovery && this.#inFlight === 0) {
      this.#head = this.#recovery.head
      this.#batches.putBack(this.#recovery.back)
      this.#recovery = null
    }
    this.#schedule()
  }

  #losers(batch: Pending[], losers: Map<number, Loss>): Pending[] {
    batch.forEach((pending, i) => {
      const loss = losers.get(i)
      if (loss) pending.resolve(outcome(loss))
    })
    return batch.filter((_, i) => !losers.has(i))
  }

  #failed(batch: Pending[], reply: Extract<WriterReply, { what: 'failed' }>): Pending[] {
    if (!reply.busy) return this.#eachAlone(batch, new Error(reply.error))
    for (const pending of batch) pending.resolve({ what: 'busy' })
    return []
  }

  /** One bad command must not take its batch with it: each is tried by itself, and the one that fails alone fails. */
  #eachAlone(batch: Pending[], error: Error): Pending[] {
    if (batch.length > 1) return batch.map(pending => ({ ...pending, alone: true }))
    batch[0]?.reject(error)
    return []
  }
}
