import { mkdirSync } from 'node:fs'
import type { Kysely } from 'kysely'
import type { Foundation } from '../platform.ts'
import { openChain, type Incarnation } from './chain.ts'
import { ConfirmedTime } from './confirmed-time.ts'
import type { Database } from './database.ts'
import { NodeName } from './envelope.ts'
import { HeadSigner } from './heads.ts'
import { Kinds } from './kinds.ts'
import { NodeLedger } from './ledger.ts'
import { nodeKind, STARTED, type Started } from './node-kind.ts'
import { systemClock, type NodeOptions } from './node-options.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import { checkedTable, type ProjectionTable } from './projection.ts'
import { nextId } from './random.ts'
import { ledgerMigrations } from './schema.ts'
import type { Store } from './store.ts'
import type { Actor } from '#kernel/actor.ts'
import { instant } from '#kernel/time.ts'
import { migrate } from '#platform/storage/migrations.ts'

/** A node whose ledger is open. */
export interface OpenNode extends Foundation {
  ledger: NodeLedger
  data: string
  incarnation: string
  kinds: Kinds
  store: Store
  confirmedTime: ConfirmedTime
  /** Signs the present head of the chain and remembers it beside the key. */
  signHead(this: void): Promise<void>
  /** Lets what waits be written, signs the head and closes. */
  close(this: void): Promise<void>
}

/** The node itself as an actor. */
export const nodeActor = (node: string): Actor => ({ kind: 'system', id: node, office: null, grants: [] })

const prepare = async (options: NodeOptions, kinds: Kinds, database: Database, now: number) => {
  const migrations = [...ledgerMigrations, ...options.modules.flatMap(module => module.migrations ?? [])]
  await migrate(database.admin as unknown as Kysely<unknown>, database.dialect, migrations, instant(now))
  await database.granted()
  const tables = new Map<string, ProjectionTable>()
  for (const table of kinds.tables()) tables.set(table, checkedTable(await database.describe(table)))
  const { data, node, realm = 'real' } = options
  const incarnation = await database.admin.transaction().execute(db => openChain(db, { data, node, realm, now }))
  const clock = await database.admin.selectFrom('ledger_clock').selectAll().executeTakeFirst()
  return { tables, incarnation, memory: clock && { wallMs: clock.wall_ms, confirmed: clock.confirmed === 1 } }
}

const recordStart = async (ledger: NodeLedger, node: string, incarnation: Incarnation, now: number): Promise<void> => {
  if (incarnation.head.sequence > 0) return
  const facts: Started = { cause: 'installed', publicKey: incarnation.key.publicKey.toString('base64url'), prior: null }
  await ledger.record({ type: STARTED, facts }, incarnation.id, { id: nextId(now), actor: nodeActor(node) })
}

export const allKinds = (options: Pick<NodeOptions, 'modules'>): Kinds => {
  const kinds = new Kinds([nodeKind, ...options.modules.flatMap(module => module.kinds ?? [])])
  kinds.retentions()
  return kinds
}

/** Opens a node's ledger: makes or checks the database, brings its tables up to date, continues its chain. */
export const openNode = async (options: NodeOptions): Promise<OpenNode> => {
  const { data, realm = 'real', clock = systemClock } = options
  const node = NodeName.parse(options.node)
  const kinds = allKinds(options)
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const wall = () => clock.now().getTime()
  const database = options.postgres ? await openPostgres(options.postgres) : openSqlite(data)
  const { tables, incarnation, memory } = await prepare(options, kinds, database, wall()).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  const confirmedTime = new ConfirmedTime(wall, options.monotonic ?? (options.clock ? wall : () => performance.now()), memory)
  const sign = { realm, node, incarnation: incarnation.id, tables }
  const time = () => ({ recordedAt: instant(wall()), confirmed: confirmedTime.isConfirmed() })
  const store = await database.store({ sign, head: incarnation.head, time })
  const ledger = new NodeLedger({ store, kinds, clock, node, random: options.random })
  store.onErased(() => ledger.forget())
  await recordStart(ledger, node, incarnation, wall())
  const heads = new HeadSigner({ store, data, node, realm, incarnation, confirmedTime, wall })
  return {
    ledger,
    data,
    db: store.db,
    clock,
    node,
    realm,
    newId: () => nextId(wall()),
    incarnation: incarnation.id,
    kinds,
    store,
    confirmedTime,
    write: queries => store.write(queries),
    signHead: () => heads.sign(),
    close: async () => {
      await heads.stop()
      await store.close()
    }
  }
}
