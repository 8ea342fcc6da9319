import { mkdirSync } from 'node:fs'
import type { Kysely } from 'kysely'
import type { Foundation } from '../platform.ts'
import { applyWaiting } from './apply.ts'
import { findPrior, openChain, type Incarnation, type Prior } from './chain.ts'
import { ConfirmedTime } from './confirmed-time.ts'
import type { Database } from './database.ts'
import { NodeName, Realm } from './envelope.ts'
import { eraseDue, eraseOrdered, type Erasing } from './erase.ts'
import { HeadSigner } from './heads.ts'
import { Kinds } from './kinds.ts'
import { NodeLedger } from './ledger.ts'
import { nodeKind, STARTED, TIME_CONFIRMED, type Started } from './node-kind.ts'
import { systemClock, type NodeOptions } from './node-options.ts'
import { Numbers } from './numbers.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import { checkedTable, type ProjectionTable } from './projection.ts'
import { nextId } from './random.ts'
import { receiveChain, type TravellingChain } from './receive.ts'
import { ledgerMigrations } from './schema.ts'
import type { Store } from './store.ts'
import type { Actor } from '#kernel/actor.ts'
import { parseId } from '#kernel/id.ts'
import { instant } from '#kernel/time.ts'
import { migrate } from '#platform/storage/migrations.ts'

/** Retention counts in days, and a sweep that erased something writes an embedded database's file again. */
const SWEEP_EVERY = 86_400_000

/** A node whose ledger is open. */
export interface OpenNode extends Foundation {
  ledger: NodeLedger
  data: string
  incarnation: string
  /** The life this one was restored from. */
  prior: Prior | null
  /** Personal parts that had fallen due before this opening. */
  erasedAtStart: number
  kinds: Kinds
  store: Store
  confirmedTime: ConfirmedTime
  /** An official number: series, node, incarnation, counter. Never issued twice; some may be missing. */
  nextNumber(this: void, series: string): Promise<string>
  /** Erases what has fallen due, as happens every day by itself; returns how many personal parts. */
  sweep(this: void): Promise<number>
  /** Erases every personal part of a dossier by order of somebody; returns how many. */
  eraseDossier(this: void, dossier: string, actor: Actor): Promise<number>
  /** Two persons say that the clock is right: `ledger.time-confirmed.v1`. */
  confirmTime(this: void, by: [string, string], actor: Actor): Promise<void>
  /** Stores and applies a stretch of another node's chain; returns how many entries were new. */
  receive(this: void, chain: TravellingChain): Promise<number>
  /** Signs the present head of the chain and remembers it beside the key. */
  signHead(this: void): Promise<void>
  /** Lets what waits be written, signs the head and closes. */
  close(this: void): Promise<void>
}

/** The node itself as an actor. */
export const nodeActor = (node: string): Actor => ({ kind: 'system', id: node, office: null, grants: [] })

/** All dossier kinds of the modules and the node's own. */
export const allKinds = (options: Pick<NodeOptions, 'modules'>): Kinds => {
  const kinds = new Kinds([nodeKind, ...options.modules.flatMap(module => module.kinds ?? [])])
  kinds.retentions()
  return kinds
}

const prepare = async (options: NodeOptions, kinds: Kinds, database: Database, now: number) => {
  const migrations = [...ledgerMigrations, ...options.modules.flatMap(module => module.migrations ?? [])]
  await migrate(database.admin as unknown as Kysely<unknown>, database.dialect, migrations, instant(now))
  await database.granted()
  const tables = new Map<string, ProjectionTable>()
  for (const table of kinds.tables()) tables.set(table, checkedTable(await database.describe(table)))
  const { data, node, realm = 'real' } = options
  const incarnation = await database.admin.transaction().execute(db => openChain(db, { data, node, realm, now }))
  const prior = await findPrior(database.admin, incarnation.head.chain)
  const clock = await database.admin.selectFrom('ledger_clock').selectAll().executeTakeFirst()
  return { tables, incarnation, prior, memory: clock && { wallMs: clock.wall_ms, confirmed: clock.confirmed === 1 } }
}

const openDatabase = async (options: NodeOptions, kinds: Kinds, now: number) => {
  const database = options.postgres ? await openPostgres(options.postgres) : openSqlite(options.data)
  try {
    return { database, ...(await prepare(options, kinds, database, now)) }
  } catch (error) {
    await database.close()
    throw error
  }
}

const startedFacts = ({ key }: Incarnation, prior: Prior | null): Started => ({
  cause: prior ? 'restored' : 'installed',
  publicKey: key.publicKey.toString('base64url'),
  prior
})

const confirming =
  (ledger: NodeLedger, confirmedTime: ConfirmedTime, incarnation: string, wall: () => number): OpenNode['confirmTime'] =>
  async (by, actor) => {
    if (by[0] === by[1]) throw new Error('two different persons must confirm the clock')
    confirmedTime.confirm()
    await ledger.record({ type: TIME_CONFIRMED, facts: { at: instant(wall()), by } }, incarnation, { id: nextId(wall()), actor })
  }

/** Sweeps at intervals; a sweep that fails is tried at the next. */
const sweeping = (erasing: Erasing, actor: Actor, swept: () => Promise<void>): { stop(): Promise<void>; now(): Promise<number> } => {
  let running: Promise<number> = Promise.resolve(0)
  const now = () => (running = running.catch(() => 0).then(() => eraseDue(erasing, actor)))
  const timer = setInterval(
    () =>
      void now()
        .then(swept)
        .catch(() => undefined),
    SWEEP_EVERY
  ).unref()
  return {
    now,
    stop: async () => {
      clearInterval(timer)
      await running.catch(() => undefined)
    }
  }
}

/**
 * Opens a node's ledger: makes or checks the database, brings its tables up to date, continues its chain, applies what
 * waits and erases what is due. Only then may the node serve.
 */
export const openNode = async (options: NodeOptions): Promise<OpenNode> => {
  const { data, realm = 'real', clock = systemClock } = options
  const node = NodeName.parse(options.node)
  Realm.parse(realm)
  const kinds = allKinds(options)
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const wall = () => clock.now().getTime()
  const { database, tables, incarnation, prior, memory } = await openDatabase(options, kinds, wall())
  const confirmedTime = new ConfirmedTime(wall, options.monotonic ?? (options.clock ? wall : () => performance.now()), memory)
  const sign = { realm, node, incarnation: incarnation.id, tables }
  const time = () => ({ recordedAt: instant(wall()), confirmed: confirmedTime.isConfirmed() })
  const store = await database.store({ sign, head: incarnation.head, time })
  const ledger = new NodeLedger({ store, kinds, clock, node, incarnation: incarnation.id, random: options.random })
  store.onErased(() => ledger.forget())
  const actor = nodeActor(node)
  const confirmTime = confirming(ledger, confirmedTime, incarnation.id, wall)
  const erasing: Erasing = {
    store,
    ledger,
    kinds,
    incarnation: incarnation.id,
    chain: incarnation.head.chain,
    confirmed: () => confirmedTime.find()
  }
  const heads = new HeadSigner({ store, data, node, realm, incarnation, confirmedTime, wall })
  const sweep = sweeping(erasing, actor, () => heads.keepClock())
  if (incarnation.head.sequence === 0) {
    await ledger.record({ type: STARTED, facts: startedFacts(incarnation, prior) }, incarnation.id, { id: nextId(wall()), actor })
  }
  if (options.confirmedBy) await confirmTime(options.confirmedBy, actor)
  await applyWaiting({ store, ledger, kinds })
  const erasedAtStart = await sweep.now()
  const numbers = new Numbers(store, node, incarnation.id, incarnation.head.chain)
  return {
    ledger,
    data,
    db: store.db,
    clock,
    node,
    realm,
    newId: () => nextId(wall()),
    incarnation: incarnation.id,
    prior,
    erasedAtStart,
    kinds,
    store,
    confirmedTime,
    write: async queries => {
      await store.write(queries)
    },
    nextNumber: series => numbers.next(series),
    sweep: () => sweep.now(),
    eraseDossier: (dossier, by) => eraseOrdered(erasing, parseId(dossier), by),
    confirmTime,
    receive: chain => receiveChain({ store, ledger, kinds }, { node, realm }, chain),
    signHead: () => heads.sign(),
    close: async () => {
      await sweep.stop()
      await heads.stop()
      await ledger.settled()
      await store.close()
    }
  }
}
