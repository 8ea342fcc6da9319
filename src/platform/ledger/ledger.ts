import type { Clock } from '../platform.ts'
import { readRequest, recall, remember, SEVERAL, type Request } from './answers.ts'
import type { Answer, CommandAcross, CommandEnvelope, Dossier, DossierKind, FeedEntry, Ledger, LedgerRefusalCode } from './contract.ts'
import { draftActions, type Drafted } from './drafts.ts'
import { entryHead, type Envelope } from './envelope.ts'
import { Folds } from './folds.ts'
import { readHistory, stampOf, readJson, type Loaded } from './history.ts'
import type { Kind, Kinds } from './kinds.ts'
import { nodeKind, type NodeAction } from './node-kind.ts'
import { draw } from './random.ts'
import { Recent } from './recent.ts'
import type { Store } from './store.ts'
import { Turns } from './turns.ts'
import type { Erase, Outcome } from './work.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Action, Decision, Refusal } from '#kernel/decider.ts'
import { isId, parseId } from '#kernel/id.ts'
import type { Moment } from '#kernel/moment.ts'
import { instant, isInstant } from '#kernel/time.ts'

/** Decisions before a conflict is given back to the caller: the first and three more. */
const ATTEMPTS = 4
const DOSSIERS_IN_MEMORY = 20_000

/** What the ledger has counted since it opened. */
export interface LedgerCounts {
  accepted: number
  refused: number
  repeated: number
  /** Decisions that had to be made again because another process was first. */
  conflicts: number
}

interface Read {
  kind: Kind
  dossier: string
}

type Decided = { ok: true; appends: { dossier: string; actions: Action[] }[] } | { ok: false; refusal: Refusal }

interface Task {
  envelope: CommandEnvelope
  request: Request | null
  reads: Read[]
  decide(states: unknown[], at: Moment): Decided
  erase: Erase | null
}

export interface LedgerParts {
  store: Store
  kinds: Kinds
  clock: Clock
  node: string
  incarnation: string
  random?: (() => number) | undefined
}

const refusal = (code: LedgerRefusalCode, detail?: Record<string, unknown>): Answer<never> => ({
  ok: false,
  refusal: detail ? { code, detail } : { code },
  repeated: false
})

/** The ledger of one process: decides outside any lock, appends in batches through the store. */
export class NodeLedger implements Ledger {
  readonly counts: LedgerCounts = { accepted: 0, refused: 0, repeated: 0, conflicts: 0 }
  readonly #parts: LedgerParts
  readonly #recent = new Recent<Loaded>(DOSSIERS_IN_MEMORY)
  readonly #turns = new Turns()
  readonly #folds: Folds

  constructor(parts: LedgerParts) {
    this.#parts = parts
    this.#folds = new Folds(parts.store)
  }

  command<State, Command, A extends Action, Code extends string>(
    kind: DossierKind<State, Command, A, Code>,
    dossier: string,
    envelope: CommandEnvelope,
    command: Command
  ): Promise<Answer<Code>> {
    const asked = { command, dossier, kind: kind.name, occurredAt: envelope.occurredAt ?? null }
    return this.#run<Code>({
      envelope,
      request: readRequest(envelope.actor, envelope.id, asked),
      reads: [{ kind: this.#parts.kinds.get(kind.name), dossier }],
      decide: ([state], at) => {
        const decision: Decision<A, Code> = kind.decider.decide(state as State, command, at)
        return decision.ok ? { ok: true, appends: [{ dossier, actions: decision.actions }] } : decision
      },
      erase: null
    })
  }

  commandAcross<Code extends string>(command: CommandAcross<Code>): Promise<Answer<Code>> {
    const dossiers = command.reads.map(read => read.dossier)
    const asked = { command: command.request, dossier: dossiers, kind: null, occurredAt: command.occurredAt ?? null }
    return this.#run<Code>({
      envelope: command,
      request: readRequest(command.actor, command.id, asked),
      reads: command.reads.map(read => ({ kind: this.#parts.kinds.get(read.kind.name), dossier: read.dossier })),
      decide: (states, at) => command.decide(states, at),
      erase: null
    })
  }

  /** Records an act of the node itself in its own dossier, not remembered; with it may go what it erases. */
  record(action: NodeAction, dossier: string, envelope: CommandEnvelope, erase: Erase | null = null): Promise<Answer<never>> {
    const reads = [{ kind: this.#parts.kinds.get(nodeKind.name), dossier }]
    const decide: Task['decide'] = ([state], at) => {
      const decision = nodeKind.decider.decide(state as 'new' | 'started', action, at)
      return decision.ok ? { ok: true, appends: [{ dossier, actions: decision.actions }] } : decision
    }
    return this.#run({ envelope, request: null, reads, decide, erase })
  }

  async find<State, Command, A extends Action, Code extends string>(
    kind: DossierKind<State, Command, A, Code>,
    dossier: string
  ): Promise<Dossier<State, A> | undefined> {
    const known = this.#parts.kinds.get(kind.name)
    const stored = await this.#parts.store.load(parseId(dossier))
    if (!stored || stored.kind !== kind.name) return undefined
    const history = readHistory(known, stored) as Dossier<State, A>['history']
    let state = kind.decider.initial
    for (const { action } of history) state = kind.decider.evolve(state, action)
    return { id: dossier, kind: kind.name, version: stored.version, state, history }
  }

  async feed(after: number, limit: number): Promise<FeedEntry[]> {
    const rows = await this.#parts.store.feed(after, limit)
    return rows.map(({ position, envelope: bytes }) => {
      const envelope = readJson(bytes) as Envelope
      return { position, kind: envelope.kind, entry: entryHead(envelope) }
    })
  }

  onAppended(listener: () => void): () => void {
    return this.#parts.store.onAppended(listener)
  }

  async position(): Promise<number> {
    return (await this.#parts.store.head()).position
  }

  /** Forgets the folds in memory, after something changed under them. */
  forget(dossiers?: readonly string[]): void {
    if (dossiers) for (const dossier of dossiers) this.#recent.forget(dossier)
    else this.#recent.clear()
  }

  /** Holds dossiers of this process still while something is done about them. */
  hold<T>(dossiers: readonly string[], body: () => Promise<T>): Promise<T> {
    return this.#turns.take([...new Set(dossiers)], body)
  }

  /** Resolves when no fold is on its way to the database. */
  settled(): Promise<void> {
    return this.#folds.settled()
  }

  async #run<Code extends string>(task: Task): Promise<Answer<Code>> {
    const { occurredAt } = task.envelope
    checkActor(task.envelope.actor)
    if (occurredAt !== undefined && !isInstant(occurredAt))
      throw new RangeError(`"${occurredAt}" is not an instant like 2026-11-23T20:15:00.000Z`)
    const dossiers = [...new Set(task.reads.map(read => read.dossier))]
    const wrong = dossiers.find(dossier => !isId(dossier))
    if (wrong !== undefined) throw new RangeError(`the dossier id "${wrong.slice(0, 60)}" is not a UUID in lower case`)
    return this.#turns.take(dossiers, async () => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const answer = await this.#attempt<Code>(task)
        if (answer) return answer
        // What an erasure leaves was worked out before: its caller must look again.
        if (task.erase) break
        this.counts.conflicts++
        this.forget(dossiers)
      }
      return refusal('conflict')
    })
  }

  /** Decides once and appends; undefined when somebody else was first. */
  async #attempt<Code extends string>(task: Task): Promise<Answer<Code> | undefined> {
    const loaded: Loaded[] = []
    for (const read of task.reads) loaded.push(await this.#load(read))
    const stopped = await this.#stopped<Code>(task, loaded)
    if (stopped) return stopped
    const now = this.#parts.clock.now().getTime()
    const { actor } = task.envelope
    const at: Moment = { now: instant(now), actor, node: this.#parts.node, random: (this.#parts.random ?? draw)() }
    const decided = task.decide(
      loaded.map(dossier => dossier.state),
      at
    )
    const drafted = decided.ok ? this.#draft(task, loaded, decided.appends, now) : []
    const answer = decided.ok ? accepted(task, drafted, loaded) : { ok: false as const, refusal: decided.refusal }
    const first = answerOf(task, answer.ok)
    const twice = claimedTwice(drafted)
    if (twice) return refusal('already-claimed', { ...twice })
    const outcome = await this.#parts.store.append({
      remember: task.request && remember(task.request, first, answer, now),
      reads: [
        ...task.reads.map((read, i) => ({ dossier: parseId(read.dossier), stamp: stampOf(loaded[i] as Loaded) })),
        ...(task.erase?.dossiers ?? [])
      ],
      drafts: drafted.flatMap(dossier => dossier.drafts),
      claims: drafted.flatMap(dossier => dossier.claims),
      erase: task.erase,
      apply: null
    })
    if (outcome.what !== 'written') return this.#lost<Code>(task, outcome)
    for (const { kind, dossier, after, drafts } of drafted) {
      const now = { ...after, hash: drafts.at(-1)?.hash ?? after.hash, custodian: this.#parts.node }
      this.#recent.set(dossier, this.#folds.keep(kind, dossier, now))
    }
    this.counts[answer.ok ? 'accepted' : 'refused']++
    return { ...answer, repeated: false } as Answer<Code>
  }

  #draft(task: Task, loaded: Loaded[], appends: { dossier: string; actions: Action[] }[], now: number): Drafted[] {
    const { id, actor, occurredAt } = task.envelope
    const seen = new Set<string>()
    return appends.map(({ dossier, actions }) => {
      const i = task.reads.findIndex(read => read.dossier === dossier)
      const read = task.reads[i]
      if (!read || seen.has(dossier)) throw new Error(`a command appends to ${dossier}, which it ${read ? 'named twice' : 'did not read'}`)
      seen.add(dossier)
      const circumstance = { command: id, actor, occurredAt: occurredAt ?? instant(now), now, incarnation: this.#parts.incarnation }
      return draftActions(read.kind, dossier, loaded[i] as Loaded, actions, circumstance)
    })
  }

  async #load({ kind, dossier }: Read): Promise<Loaded> {
    const known = this.#recent.find(dossier)
    const loaded = known ?? (await this.#folds.load(kind, parseId(dossier)))
    if (loaded.kind !== null && loaded.kind !== kind.name) throw new Error(`dossier ${dossier} is a ${loaded.kind}, not a ${kind.name}`)
    if (!known && loaded.kind !== null) this.#recent.set(dossier, loaded)
    return loaded
  }

  /** A dossier that may not be written here still gives the first answer again. */
  async #stopped<Code extends string>(task: Task, loaded: Loaded[]): Promise<Answer<Code> | undefined> {
    const held = loaded.some(dossier => dossier.custodian !== null && dossier.custodian !== this.#parts.node)
    if (!held && !loaded.some(dossier => dossier.parked !== null)) return undefined
    const before = task.request && (await this.#parts.store.findAnswer(task.request.actor, task.request.command))
    if (task.request && before) return recall<Code>(task.request, before)
    return refusal(held ? 'not-custodian' : 'dossier-parked')
  }

  #lost<Code extends string>(task: Task, outcome: Exclude<Outcome, { what: 'written' }>): Answer<Code> | undefined {
    switch (outcome.what) {
      case 'conflict':
        return undefined
      case 'busy':
        return refusal('busy')
      case 'claimed':
        return refusal('already-claimed', { scope: outcome.scope, value: outcome.value })
      case 'answered':
        this.counts.repeated++
        // Who was first may have been this very command, before a connection broke: what is in memory may be old.
        this.forget(task.reads.map(read => read.dossier))
        return recall<Code>(task.request as Request, outcome.before)
    }
  }
}

const KINDS: readonly Actor['kind'][] = ['person', 'device', 'traveller', 'system']

/** What stands in the envelope unseen by a schema of the command's. */
const checkActor = ({ kind, id, office }: Actor): void => {
  if (!KINDS.includes(kind) || id.length < 1 || id.length > 100)
    throw new RangeError('an actor has a kind and an id of 1 to 100 characters')
  canonicalJson([id, office])
}

/** A refusal of a command over several dossiers belongs to no one of them: an erasure in any forgets it. */
const answerOf = ({ reads }: Task, accepted: boolean): Uint8Array =>
  !accepted && reads.length > 1 ? SEVERAL : parseId(reads[0]?.dossier ?? '')

/** Two dossiers of one command that claim the same; the database only knows those before. */
const claimedTwice = (drafted: Drafted[]): { scope: string; value: string } | undefined => {
  if (drafted.length < 2) return undefined
  const held = new Map<string, string>()
  for (const { dossier, claims } of drafted)
    for (const { scope, value } of claims) {
      const name = JSON.stringify([scope, value])
      if ((held.get(name) ?? dossier) !== dossier) return { scope, value }
      held.set(name, dossier)
    }
  return undefined
}

const accepted = (task: Task, drafted: Drafted[], loaded: Loaded[]) => {
  const drafts = drafted.flatMap(dossier => dossier.drafts)
  const first = drafted[0]
  return {
    ok: true as const,
    dossier: first?.dossier ?? task.reads[0]?.dossier ?? '',
    version: first?.after.version ?? loaded[0]?.version ?? 0,
    actionIds: drafts.map(draft => draft.envelope.action),
    types: drafts.map(draft => draft.envelope.type)
  }
}
