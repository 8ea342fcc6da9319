import type pg from 'pg'
import { Batches, type Pending } from '../batches.ts'
import { seal, type SealTime, type Writer } from '../seal.ts'
import type { Head, Outcome, Work } from '../work.ts'
import { losses, type Found } from './guards.ts'
import { sendAll, type Session } from './session.ts'
import { guardStatements, writeStatements } from './statements.ts'

const LEAST = 64
const LOCK = { name: 'lock the head', text: 'SELECT chain, sequence, hash, position FROM ledger_node FOR UPDATE', values: [] }
const LOCK_NOT_AVAILABLE = '55P03'

export interface PostgresAppenderParts {
  /** While one holds the lock, the next already waits for it. */
  sessions: Session[]
  eraser: Session
  chain: number
  sign: Writer
  time(this: void): SealTime
  appended(this: void): void
  /** Wakes other processes; says who speaks and whether something was erased. */
  channel: { name: string; self: string }
}

/** Appends in batches under the lock of the row `ledger_node`; any number of processes do so at once. */
export class PostgresAppender {
  readonly #parts: PostgresAppenderParts
  readonly #batches = new Batches()
  readonly #free: Session[]
  #scheduled = false
  #idle: (() => void)[] = []

  constructor(parts: PostgresAppenderParts) {
    this.#parts = parts
    this.#free = [...parts.sessions]
  }

  append(work: Work): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#batches.add({ work, alone: work.erase !== null, resolve, reject })
      this.#schedule()
    })
  }

  async settled(): Promise<void> {
    if (this.#free.length < this.#parts.sessions.length || this.#batches.size > 0)
      await new Promise<void>(resolve => this.#idle.push(resolve))
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      while (this.#batches.size > 0) {
        const session = this.#free.pop()
        if (!session) return
        void this.#take(session)
      }
      if (this.#free.length === this.#parts.sessions.length) for (const idle of this.#idle.splice(0)) idle()
    })
  }

  async #take(session: Session): Promise<void> {
    const batch = this.#batches.takeHalf(LEAST)
    const used = batch.some(({ work }) => work.erase) ? this.#parts.eraser : session
    await this.#write(used, batch).catch((error: unknown) => this.#failed(used, batch, error))
    this.#free.push(session)
    this.#schedule()
  }

  async #failed(session: Session, batch: Pending[], error: unknown): Promise<void> {
    const code = (error as { code?: unknown }).code
    if (code === undefined) await session.drop()
    else await this.#rollback(session)
    if (code === LOCK_NOT_AVAILABLE) return batch.forEach(pending => pending.resolve({ what: 'busy' }))
    if (batch.length > 1) return this.#batches.putBack(batch.map(pending => ({ ...pending, alone: true })))
    batch[0]?.reject(error instanceof Error ? error : new Error(String(error)))
  }

  async #rollback(session: Session): Promise<void> {
    try {
      await (await session.connect()).query('ROLLBACK')
    } catch {
      await session.drop()
    }
  }

  async #write(session: Session, batch: Pending[]): Promise<void> {
    const client = await session.connect()
    const works = batch.map(pending => pending.work)
    const { head, found } = await this.#lock(client, works)
    const lost = losses(works, found)
    const winners = works.filter((_, i) => !lost[i])
    if (winners.length === 0) await client.query('ROLLBACK')
    else await this.#commit(client, winners, head)
    batch.forEach((pending, i) => pending.resolve(lost[i] ?? { what: 'written' }))
    if (winners.length > 0) this.#parts.appended()
  }

  async #lock(client: pg.Client, works: Work[]): Promise<{ head: Head; found: Found }> {
    const guards = guardStatements(works)
    const claims = works.some(work => work.claims.length > 0) ? [guards.claims] : []
    const [, locked, dossiers, answers, claimed] = await sendAll(client, ['BEGIN', LOCK, guards.dossiers, guards.answers, ...claims])
    const head = locked?.rows[0] as Head | undefined
    if (head?.chain !== this.#parts.chain) throw new Error('this node has started another incarnation; this process must be started again')
    const found = { dossiers: dossiers?.rows, answers: answers?.rows, claims: claimed?.rows ?? [] } as Found
    return { head, found }
  }

  async #commit(client: pg.Client, works: Work[], head: Head): Promise<void> {
    const { sign, time, channel } = this.#parts
    const sealed = seal(works, sign, head, time())
    const word = `${works.some(work => work.erase) ? 'erased' : 'appended'} ${channel.self}`
    const notify = { name: 'notify', text: 'SELECT pg_notify($1, $2)', values: [channel.name, word] }
    const statements = writeStatements(sealed, works)
    const results = await sendAll(client, [...statements, notify])
    const short = statements.find((statement, i) => statement.exact !== undefined && results[i]?.rowCount !== statement.exact)
    if (short) throw Object.assign(new Error(`a projection writes a row of another dossier: ${short.name}`), { code: 'row-of-another' })
    await client.query('COMMIT')
  }
}
