import type { Clock } from '../platform.ts'
import type { Migration } from '../storage/migrations.ts'
import type { AnyDossierKind } from './contract.ts'

/** What a module brings to the node's database. */
export interface LedgerModule {
  /** `travellers` */
  name: string
  kinds?: AnyDossierKind[]
  /** Forward only, each named `<module>/<number>-<what>`. */
  migrations?: Migration[]
}

/** PostgreSQL: the application's URL, and who may migrate and erase if they are different users. */
export interface PostgresOptions {
  url: string
  migratorUrl?: string | undefined
  eraserUrl?: string | undefined
}

/** How to open a node's ledger. */
export interface NodeOptions {
  /** `HQ`, `POST-7` */
  node: string
  /** `real`, or the name of a drill. */
  realm?: string
  /** The data folder: key, and with SQLite the database. */
  data: string
  postgres?: PostgresOptions | undefined
  modules: readonly LedgerModule[]
  clock?: Clock
  /** Milliseconds that never jump; a test's own clock counts as its own witness when this is left out. */
  monotonic?: () => number
  /** Two persons who say that the clock is right, after it was in doubt. */
  confirmedBy?: [string, string] | undefined
  /** One draw in [0, 1) for each decision. */
  random?: () => number
}

export const databaseFile = (data: string): string => `${data}/ledger.sqlite`

export const systemClock: Clock = { now: () => new Date() }
