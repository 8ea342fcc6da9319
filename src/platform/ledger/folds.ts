import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { sql, type Kysely } from 'kysely'
import type { FoldSnapshot } from './contract.ts'
import type { Envelope } from './envelope.ts'
import { foldStored, readAction, readJson, standing, type Loaded } from './history.ts'
import type { Kind } from './kinds.ts'
import type { Store, StoredDossier, StoredEntry } from './store.ts'
import type { LedgerTables } from './tables-in-database.ts'
import { parseId } from '#kernel/id.ts'

const EVERY = 1_000

/** What a dossier had become at a version, as stored. */
type StoredFold = LedgerTables['ledger_folds']

/**
 * Stores a fold, unless something of its dossier was erased since or a newer one is there. One statement: on PostgreSQL it
 * locks the dossier's row, so that an erasure is either seen here or finds what is written here.
 */
export const storeFold = async (store: Store, fold: StoredFold): Promise<void> => {
  const lock = store.dialect === 'postgres' ? sql`FOR SHARE OF d` : sql``
  const { dossier, kind, fold_as, version, hash, erasures, state } = fold
  const query = sql`INSERT INTO ledger_folds (dossier, kind, fold_as, version, hash, erasures, state)
    SELECT d.dossier, d.kind, ${fold_as}, ${sql.lit(version)}, ${hash}, d.erasures, ${state} FROM ledger_dossiers d
    WHERE d.dossier = ${dossier} AND d.kind = ${kind} AND d.erasures = ${erasures} AND d.version >= ${version} ${lock}
    ON CONFLICT (dossier) DO UPDATE SET kind = excluded.kind, fold_as = excluded.fold_as, version = excluded.version, hash = excluded.hash,
      erasures = excluded.erasures, state = excluded.state WHERE ledger_folds.version < excluded.version`
  await store.write([query.compile(store.db)])
}

/** The state a text stands for; undefined when it does not read as one. */
const readState = ({ state: schema }: FoldSnapshot, text: string): { state: unknown } | undefined => {
  try {
    const read = schema.safeParse(JSON.parse(text))
    return read.success ? { state: read.data } : undefined
  } catch {
    return undefined
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The entries since a fold, oldest first; undefined when the dossier's last entry does not lead back to it. */
const entriesSince = (stored: StoredDossier, fold: StoredFold): { stored: StoredEntry; envelope: Envelope }[] | undefined => {
  const byHash = new Map(stored.entries.map(entry => [hex(entry.hash), entry]))
  const since = []
  const start = hex(fold.hash)
  for (let hash: string | null = hex(stored.hash); hash !== start;) {
    const entry: StoredEntry | undefined = hash === null ? undefined : byHash.get(hash)
    if (!entry) return undefined
    const envelope = readJson(entry.envelope) as Envelope
    since.push({ stored: entry, envelope })
    hash = envelope.follows
  }
  return since.length === stored.version - fold.version ? since.reverse() : undefined
}

const continueFold = (kind: Kind, declared: FoldSnapshot, fold: StoredFold, stored: StoredDossier): Loaded | undefined => {
  if (stored.kind !== fold.kind || stored.erasures !== fold.erasures || stored.parked !== null) return undefined
  const since = entriesSince(stored, fold)
  const read = since && readState(declared, fold.state)
  if (!read) return undefined
  let { state } = read
  for (const { stored: entry, envelope } of since) state = kind.evolve(state, readAction(kind, envelope, entry.facts, entry.personal))
  return { ...standing(stored), state, folded: fold.version }
}

/** The folds of long dossiers: loads from the last one what a decision stands on, stores new ones beside the work. */
export class Folds {
  readonly #store: Store
  readonly #writing = new Set<Promise<void>>()
  readonly #warned = new Set<string>()

  constructor(store: Store) {
    this.#store = store
  }

  /** A dossier as it is now, by its fold and the later entries where there is a fold, otherwise by all of them. */
  async load(kind: Kind, dossier: Uint8Array): Promise<Loaded> {
    const { fold: declared } = kind.declared
    const fold = declared && (await this.#find(kind, declared, dossier))
    // The fold is read before the dossier, which is so never behind it. Its own last entry comes along: it names the life.
    const stored = fold && (await this.#store.load(dossier, fold.version - 1))
    const loaded = stored && continueFold(kind, declared, fold, stored)
    return loaded ?? foldStored(kind, await this.#store.load(dossier))
  }

  /** To be called when an append is on the disk: stores the fold when it is time, without waiting for it. Gives the dossier to remember. */
  keep(kind: Kind, dossier: string, loaded: Loaded): Loaded {
    const { fold: declared } = kind.declared
    if (!declared || loaded.version - (loaded.folded ?? 0) < (declared.every ?? EVERY)) return loaded
    // Losing one is harmless; it is tried again after as many actions.
    const writing = this.#write(kind, declared, parseId(dossier), loaded).catch(() => undefined)
    this.#writing.add(writing)
    void writing.then(() => this.#writing.delete(writing))
    return { ...loaded, folded: loaded.version }
  }

  async settled(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing)
  }

  async #find(kind: Kind, { as }: FoldSnapshot, dossier: Uint8Array): Promise<StoredFold | undefined> {
    const tables = this.#store.db as unknown as Kysely<LedgerTables>
    const query = tables.selectFrom('ledger_folds').selectAll().where('dossier', '=', dossier)
    return query.where('kind', '=', kind.name).where('fold_as', '=', as).executeTakeFirst()
  }

  async #write(kind: Kind, declared: FoldSnapshot, dossier: Uint8Array, loaded: Loaded): Promise<void> {
    await setImmediate()
    const { version, hash, erasures } = loaded
    const state = JSON.stringify(loaded.state)
    if (!hash || !isDeepStrictEqual(readState(declared, state)?.state, loaded.state)) return this.#warn(kind.name)
    await storeFold(this.#store, { dossier, kind: kind.name, fold_as: declared.as, version, hash, erasures, state })
  }

  #warn(kind: string): void {
    if (this.#warned.has(kind)) return
    this.#warned.add(kind)
    process.emitWarning(`a state of ${kind} does not come back from JSON as it was; its folds are not stored`)
  }
}
