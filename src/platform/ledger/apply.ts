import type { Kysely } from 'kysely'
import { entryHead, type Envelope } from './envelope.ts'
import { foldStored, stampOf, readAction, readJson, type Loaded } from './history.ts'
import { Unreadable, type Kind, type Kinds } from './kinds.ts'
import type { NodeLedger } from './ledger.ts'
import type { Store, StoredDossier } from './store.ts'
import type { LedgerTables } from './tables-in-database.ts'
import type { Value } from './tables.ts'
import type { Apply } from './work.ts'
import { idText, parseId } from '#kernel/id.ts'

/** What applying needs of an open node. */
export interface Applying {
  store: Store
  ledger: NodeLedger
  kinds: Kinds
}

interface Waiting {
  entry: number
  envelope: Envelope
  hash: Uint8Array
  facts: Uint8Array
  personal: Uint8Array | null
}

const tables = (applying: Applying): Kysely<LedgerTables> => applying.store.db

const hex = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('hex')

/** Whether an entry continues a dossier: docs/ledger-format.md, 6. */
const continues = (loaded: Loaded, lastAction: string | null, { envelope }: Waiting): boolean => {
  if (envelope.kind !== (loaded.kind ?? envelope.kind)) return false
  if (envelope.version !== loaded.version + 1 || envelope.follows !== hex(loaded.hash)) return false
  if (loaded.version === 0) return envelope.term === envelope.action && envelope.base === 0
  const sameTerm = envelope.term === loaded.term && envelope.base === loaded.base && envelope.incarnation === loaded.life
  const opensTerm = envelope.base === loaded.version && (envelope.term === envelope.action || envelope.term === lastAction)
  return sameTerm || opensTerm
}

const waitingOf = async (applying: Applying, dossier: Uint8Array): Promise<Waiting[]> => {
  const rows = await tables(applying)
    .selectFrom('ledger_waiting')
    .innerJoin('ledger_entries', 'ledger_entries.entry', 'ledger_waiting.entry')
    .leftJoin('ledger_personal', 'ledger_personal.entry', 'ledger_waiting.entry')
    .where('ledger_waiting.dossier', '=', dossier)
    .select(['ledger_waiting.entry', 'envelope', 'ledger_entries.hash', 'facts', 'ledger_personal.body as personal'])
    .orderBy('version')
    .execute()
  return rows.map(row => ({ ...row, envelope: readJson(row.envelope) as Envelope }))
}

interface Walk {
  loaded: Loaded
  lastAction: string | null
  applied: Apply[]
}

const step = (kind: Kind, walk: Walk, next: Waiting): void => {
  const { envelope } = next
  const before = walk.loaded.state
  let seen
  try {
    const action = readAction(kind, envelope, next.facts, next.personal)
    seen = { action, before, after: kind.evolve(before, action) }
    const rows = kind.project({ ...seen, entry: entryHead(envelope) })
    const claims = kind.claim({ ...seen, dossier: envelope.dossier, version: envelope.version })
    const { dossier: text, version } = envelope
    walk.applied.push({ entry: next.entry, dossier: parseId(text), text, version, rows, claims })
  } catch (error) {
    throw error instanceof Unreadable
      ? error
      : new Unreadable(`${envelope.type}: ${error instanceof Error ? error.message : String(error)}`)
  }
  walk.loaded = {
    kind: kind.name,
    state: seen.after,
    version: envelope.version,
    term: envelope.term,
    base: envelope.base,
    life: envelope.incarnation,
    hash: next.hash,
    custodian: envelope.node,
    parked: null,
    erasures: walk.loaded.erasures
  }
  walk.lastAction = envelope.action
}

/** Goes as far as the waiting entries continue the dossier; says what stopped it. */
const walkOn = (kind: Kind | undefined, stored: StoredDossier | undefined, waiting: Waiting[]): Walk & { parked: string | null } => {
  const first = waiting[0] as Waiting
  if (!kind)
    return {
      loaded: unknownDossier(stored, first),
      lastAction: null,
      applied: [],
      parked: `no module of this node knows ${first.envelope.kind}`
    }
  const last = stored?.entries.find(entry => hex(entry.hash) === hex(stored.hash))
  const walk: Walk = {
    loaded: foldStored(kind, stored && { ...stored, parked: null }),
    lastAction: last ? (readJson(last.envelope) as Envelope).action : null,
    applied: []
  }
  try {
    for (;;) {
      const next = waiting.find(entry => continues(walk.loaded, walk.lastAction, entry))
      if (!next) return { ...walk, parked: null }
      step(kind, walk, next)
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { ...walk, parked: error.message }
  }
}

const unknownDossier = (stored: StoredDossier | undefined, { envelope }: Waiting): Loaded => ({
  kind: envelope.kind,
  state: null,
  version: stored?.version ?? 0,
  term: stored ? idText(stored.term) : envelope.term,
  base: stored?.base ?? 0,
  life: null,
  hash: stored?.hash ?? null,
  custodian: envelope.node,
  parked: null,
  erasures: stored?.erasures ?? 0
})

const dossierRow = (dossier: Uint8Array, kind: string, { loaded, parked }: { loaded: Loaded; parked: string | null }, first: Waiting) => [
  dossier,
  kind,
  loaded.version,
  parseId(loaded.term || first.envelope.term),
  loaded.base,
  loaded.hash ?? Buffer.alloc(32),
  loaded.custodian ?? first.envelope.node,
  parked
]

const applyDossier = async (applying: Applying, dossier: Uint8Array): Promise<boolean> => {
  const text = idText(dossier)
  return applying.ledger.hold([text], async () => {
    const waiting = await waitingOf(applying, dossier)
    const first = waiting[0]
    if (!first) return true
    const found = await applying.store.load(dossier)
    const stored = found && found.version > 0 ? found : undefined
    const walked = walkOn(applying.kinds.find(stored?.kind ?? first.envelope.kind), stored, waiting)
    if (walked.applied.length === 0 && walked.parked === (found?.parked ?? null)) return true
    const kind = stored?.kind ?? first.envelope.kind
    const append = (entries: Apply[], row: Value[]) => {
      const reads = [{ dossier, stamp: found ? stampOf(found) : 0 }]
      return applying.store.append({ remember: null, reads, drafts: [], claims: [], erase: null, apply: { entries, dossiers: [row] } })
    }
    const outcome = await append(walked.applied, dossierRow(dossier, kind, walked, first)).catch((error: unknown) => {
      // The database refused its rows: the dossier is parked where it stood, and the node goes on.
      const parked = error instanceof Error ? error.message : String(error)
      if (found?.parked === parked) return { what: 'written' as const }
      const known = applying.kinds.find(kind)
      const loaded = known && stored ? { ...foldStored(known, { ...stored, parked: null }) } : { ...unknownDossier(stored, first), kind }
      return append([], dossierRow(dossier, kind, { loaded, parked }, first))
    })
    applying.ledger.forget([text])
    return outcome.what === 'written'
  })
}

/** Applies what waits wherever it continues its dossier now; parks dossiers that cannot be read here. Returns the dossiers it looked at. */
export const applyWaiting = async (applying: Applying): Promise<number> => {
  const dossiers = await tables(applying)
    .selectFrom('ledger_waiting')
    .select('dossier')
    .groupBy('dossier')
    .orderBy(eb => eb.fn.min('entry'))
    .execute()
  for (const { dossier } of dossiers) {
    for (let attempt = 0; attempt < 5; attempt++) if (await applyDossier(applying, dossier)) break
  }
  return dossiers.length
}
