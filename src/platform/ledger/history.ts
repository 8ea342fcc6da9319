import type { EntryHead } from './contract.ts'
import { entryHead, type Envelope } from './envelope.ts'
import type { Kind } from './kinds.ts'
import type { StoredDossier, StoredEntry } from './store.ts'
import type { Action } from '#kernel/decider.ts'
import { idText } from '#kernel/id.ts'

const decoder = new TextDecoder()

/** The JSON of bytes that were canonical when they were stored. */
export const readJson = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes)) as unknown

/** One applied action of a dossier. */
export interface Past {
  entry: EntryHead
  action: Action
}

/**
 * The entries that made a dossier what it is, oldest first. Where a closed term left a second story, `follows` is
 * walked back from the dossier's last entry.
 */
export const appliedEntries = (stored: StoredDossier): { stored: StoredEntry; envelope: Envelope }[] => {
  const all = stored.entries.map(entry => ({ stored: entry, envelope: readJson(entry.envelope) as Envelope }))
  const within = all.filter(({ envelope }) => envelope.version <= stored.version)
  if (within.length === stored.version) return within
  const byHash = new Map(within.map(entry => [Buffer.from(entry.stored.hash).toString('hex'), entry]))
  const story = []
  for (let hash: string | null = Buffer.from(stored.hash).toString('hex'); hash !== null;) {
    const entry = byHash.get(hash)
    if (!entry) throw new Error(`a dossier continues an entry that is not here: ${hash}`)
    story.push(entry)
    hash = entry.envelope.follows
  }
  return story.reverse()
}

/** A stored entry as today's code reads it; throws `Unreadable`. */
export const readAction = (kind: Kind, envelope: Pick<Envelope, 'type'>, facts: Uint8Array, personal: Uint8Array | null): Action =>
  kind.read(envelope.type, readJson(facts), personal ? readJson(personal) : undefined)

/** What happened in a dossier, as today's code reads it. */
export const readHistory = (kind: Kind, stored: StoredDossier): Past[] =>
  appliedEntries(stored).map(({ stored: entry, envelope }) => ({
    entry: entryHead(envelope),
    action: readAction(kind, envelope, entry.facts, entry.personal)
  }))

/** A dossier in memory: what a decision stands on and what its next entry continues. */
export interface Loaded {
  kind: string | null
  state: unknown
  version: number
  term: string
  base: number
  /** The incarnation that wrote the last entry. */
  life: string | null
  hash: Uint8Array | null
  custodian: string | null
  parked: string | null
  erasures: number
  /** The version of the fold stored last, if there is one. */
  folded?: number
}

/**
 * What a decision stands on, as one number: appends, erasures and parking all change it. Otherwise a process that has not yet heard of
 * an erasure could project again what was erased.
 */
export const stampOf = ({ version, erasures, parked }: { version: number; erasures: number; parked: string | null }): number =>
  parked === null ? version + erasures * STAMP : -1 - version - erasures * STAMP

const STAMP = 2 ** 32

/** Where a dossier stands, without what it is. */
export const standing = (stored: StoredDossier): Omit<Loaded, 'state'> => {
  const { kind, version, base, hash, custodian, parked, erasures } = stored
  return { kind, version, term: idText(stored.term), base, life: lifeOf(stored), hash, custodian, parked, erasures }
}

const lifeOf = ({ hash, entries }: StoredDossier): string | null => {
  const last = entries.findLast(entry => Buffer.from(entry.hash).equals(hash))
  return last ? (readJson(last.envelope) as Envelope).incarnation : null
}

export const foldStored = (kind: Kind, stored: StoredDossier | undefined): Loaded => {
  const initial = kind.declared.decider.initial as unknown
  if (!stored)
    return { kind: null, state: initial, version: 0, term: '', base: 0, life: null, hash: null, custodian: null, parked: null, erasures: 0 }
  const rest = standing(stored)
  if (stored.parked !== null || stored.kind !== kind.name) return { ...rest, state: initial }
  let state = initial
  for (const { action } of readHistory(kind, stored)) state = kind.evolve(state, action)
  return { ...rest, state }
}
