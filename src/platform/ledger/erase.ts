import type { Kysely } from 'kysely'
import { commandName } from './answers.ts'
import type { ProjectedRow } from './contract.ts'
import { chainOf, entryNumber, sequenceOf, type Envelope } from './envelope.ts'
import { readJson, stampOf } from './history.ts'
import { Unreadable, type Kind, type Kinds } from './kinds.ts'
import type { NodeLedger } from './ledger.ts'
import { ERASED, type Erased } from './node-kind.ts'
import { nextId } from './random.ts'
import { toRanges } from './ranges.ts'
import { replay } from './replay.ts'
import type { Store, StoredDossier } from './store.ts'
import type { LedgerTables } from './tables-in-database.ts'
import type { Erase } from './work.ts'
import type { Actor } from '#kernel/actor.ts'
import { idText } from '#kernel/id.ts'
import { DAY, instant, milliseconds } from '#kernel/time.ts'

const AT_ONCE = 200

/** What erasing needs of an open node. */
export interface Erasing {
  store: Store
  ledger: NodeLedger
  kinds: Kinds
  incarnation: string
  chain: number
  /** Milliseconds, or undefined while the clock is not confirmed. */
  confirmed(this: void): number | undefined
}

interface Body {
  entry: number
  dossier: Uint8Array
}

const tables = (erasing: Erasing): Kysely<LedgerTables> => erasing.store.db

const bodies = (erasing: Erasing) =>
  tables(erasing)
    .selectFrom('ledger_personal')
    .innerJoin('ledger_entries', 'ledger_entries.entry', 'ledger_personal.entry')
    .select(['ledger_personal.entry', 'dossier'])

const dueBodies = (erasing: Erasing, retention: string, before: number): Promise<Body[]> =>
  bodies(erasing)
    .where('retention', '=', retention)
    .where('recorded_ms', '<=', before)
    .where('confirmed', '=', 1)
    .orderBy('recorded_ms')
    .limit(AT_ONCE)
    .execute()

/** The first entry of the chain after the given one that was recorded while the clock was confirmed. */
const confirmedAfter = async (erasing: Erasing, entry: number): Promise<number | undefined> => {
  for (let after = entry; ;) {
    const next = await tables(erasing)
      .selectFrom('ledger_entries')
      .select(['entry', 'envelope'])
      .where('entry', '>', after)
      .where('entry', '<', entryNumber(chainOf(entry) + 1, 0))
      .orderBy('entry')
      .limit(AT_ONCE)
      .execute()
    for (const { envelope } of next) {
      const { timeConfirmed, recordedAt } = readJson(envelope) as Envelope
      if (timeConfirmed) return milliseconds(recordedAt)
    }
    if (next.length < AT_ONCE) return undefined
    after = next.at(-1)?.entry ?? after
  }
}

/**
 * Recorded while the clock was in doubt: what counts is the next entry of the chain recorded when it was not. A former life
 * of this node that ended in doubt has none; there the first confirmed entry of the present life counts.
 */
const confirmedLater = async (erasing: Erasing, entry: number, former: ReadonlySet<number>): Promise<number | undefined> =>
  (await confirmedAfter(erasing, entry)) ??
  (former.has(chainOf(entry)) ? confirmedAfter(erasing, entryNumber(erasing.chain, 0)) : undefined)

const doubtfulBodies = async (erasing: Erasing, retention: string, before: number): Promise<Body[]> => {
  const lives = await tables(erasing).selectFrom('ledger_chains').select('chain').where('own', '=', 1).execute()
  const former = new Set(lives.map(({ chain }) => chain).filter(chain => chain !== erasing.chain))
  const due: Body[] = []
  for (let after = 0; due.length < AT_ONCE;) {
    const rows = await bodies(erasing)
      .where('retention', '=', retention)
      .where('confirmed', '=', 0)
      .where('ledger_personal.entry', '>', after)
      .orderBy('ledger_personal.entry')
      .limit(AT_ONCE)
      .execute()
    for (const row of rows) {
      const from = await confirmedLater(erasing, row.entry, former)
      if (from !== undefined && from <= before) due.push(row)
    }
    if (rows.length < AT_ONCE) break
    after = rows.at(-1)?.entry ?? after
  }
  return due
}

const factsOf = async (
  erasing: Erasing,
  entries: number[],
  reason: Erased['reason'],
  retention: string | null,
  now: number
): Promise<Erased> => {
  const chains = await tables(erasing).selectFrom('ledger_chains').select(['chain', 'incarnation']).execute()
  const named = chains.map(({ chain, incarnation }) => {
    const sequences = toRanges(entries.filter(entry => chainOf(entry) === chain).map(sequenceOf))
    return { incarnation: idText(incarnation), sequences }
  })
  return { reason, retention, confirmedAt: instant(now), bodies: named.filter(({ sequences }) => sequences.length > 0) }
}

/** A dossier that today's code cannot read any more must not keep its personal parts for that. */
const rowsWithout = (kind: Kind, stored: StoredDossier, going: ReadonlySet<number>): ProjectedRow[] => {
  try {
    return replay(kind, stored, going).rows
  } catch (error) {
    if (error instanceof Unreadable) return []
    throw error
  }
}

/** What goes, and what the dossiers are without it. */
const planErase = async (erasing: Erasing, found: readonly Body[]): Promise<Erase> => {
  const going = new Set(found.map(body => body.entry))
  const plan: Erase = { entries: [...going], dossiers: [], commands: [] }
  for (const text of new Set(found.map(body => idText(body.dossier)))) {
    const dossier = found.find(body => idText(body.dossier) === text)?.dossier as Uint8Array
    const stored = await erasing.store.load(dossier)
    if (!stored) continue
    const kind = erasing.kinds.find(stored.kind)
    const rows = kind && stored.version > 0 ? rowsWithout(kind, stored, going) : []
    plan.dossiers.push({ dossier, stamp: stampOf(stored), text, tables: kind?.declared.tables ?? [], rows })
    for (const { entry, envelope } of stored.entries) {
      if (!going.has(entry)) continue
      const { actor, command } = readJson(envelope) as Envelope
      plan.commands.push(commandName(actor, command))
    }
  }
  return plan
}

const eraseBodies = async (
  erasing: Erasing,
  found: Body[],
  reason: Erased['reason'],
  retention: string | null,
  actor: Actor,
  now: number
): Promise<boolean> => {
  const dossiers = found.map(body => idText(body.dossier))
  return erasing.ledger.hold(dossiers, async () => {
    const plan = await planErase(erasing, found)
    const facts = await factsOf(erasing, plan.entries, reason, retention, now)
    const answer = await erasing.ledger.record({ type: ERASED, facts }, erasing.incarnation, { id: nextId(now), actor }, plan)
    erasing.ledger.forget(dossiers)
    return answer.ok
  })
}

/** Somebody appended to one of the dossiers meanwhile: look again, a few times. */
const untilDone = async (erase: () => Promise<boolean>): Promise<void> => {
  for (let attempt = 0; attempt < 5; attempt++) if (await erase()) return
  throw new Error('an erasure met appends five times; it will be tried again')
}

/** Erases every personal part whose class has run out in confirmed time; returns how many. Does nothing while the clock is in doubt. */
export const eraseDue = async (erasing: Erasing, actor: Actor): Promise<number> => {
  let erased = 0
  const now = erasing.confirmed()
  if (now === undefined) return 0
  for (const { name, days } of erasing.kinds.retentions().values()) {
    if (days === null) continue
    const before = now - days * DAY
    for (;;) {
      const due = await dueBodies(erasing, name, before)
      const found = due.length > 0 ? due : await doubtfulBodies(erasing, name, before)
      if (found.length === 0) break
      await untilDone(() => eraseBodies(erasing, found, 'due', name, actor, now))
      erased += found.length
    }
  }
  await erasing.store.forgetRefusals(now)
  await erasing.store.scrub()
  return erased
}

/** Erases every personal part of a dossier because somebody who may ordered it; returns how many. */
export const eraseOrdered = async (erasing: Erasing, dossier: Uint8Array, actor: Actor): Promise<number> => {
  const now = erasing.confirmed()
  if (now === undefined) throw new Error('nothing is erased while the clock is not confirmed')
  const found = await bodies(erasing).where('dossier', '=', dossier).execute()
  if (found.length > 0) await untilDone(() => eraseBodies(erasing, found, 'ordered', null, actor, now))
  await erasing.store.scrub()
  return found.length
}
