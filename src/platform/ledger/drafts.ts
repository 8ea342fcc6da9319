import { bodyDigest, LONGEST_BODY } from './envelope.ts'
import type { Loaded } from './history.ts'
import type { Kind } from './kinds.ts'
import { nextId, randomBytes } from './random.ts'
import type { Body, Draft, Work } from './work.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Action } from '#kernel/decider.ts'
import { parseId } from '#kernel/id.ts'

const body = (value: unknown, of: string): Body => {
  const text = canonicalJson(value)
  if (text.length * 3 > LONGEST_BODY && Buffer.byteLength(text) > LONGEST_BODY) throw new RangeError(`the ${of} is longer than 1 MiB`)
  const salt = randomBytes(32)
  return { text, salt, digest: bodyDigest(salt, text) }
}

/** Who did it, when, under which command. */
export interface Circumstance {
  command: string
  actor: Actor
  occurredAt: string
  now: number
  /** This node's present life. */
  incarnation: string
}

/** What a dossier is after the actions drafted for it. */
export interface Drafted {
  kind: Kind
  dossier: string
  before: Loaded
  after: Loaded
  drafts: Draft[]
  claims: Work['claims']
}

/** Turns decided actions of one dossier into entries that want a place in the chain. */
export const draftActions = (
  kind: Kind,
  dossier: string,
  loaded: Loaded,
  actions: readonly Action[],
  circumstance: Circumstance
): Drafted => {
  const drafts: Draft[] = []
  const claims: Work['claims'] = []
  const after = { ...loaded, kind: kind.name }
  for (const decided of actions) {
    const action = kind.parse(decided)
    const id = nextId(circumstance.now)
    const before = { state: after.state, version: after.version }
    after.state = kind.evolve(before.state, action)
    after.version++
    // A term belongs to one life: what a former one wrote in it after the backup may be with others.
    if (after.version === 1 || after.life !== circumstance.incarnation) {
      after.term = id
      after.base = before.version
      after.life = circumstance.incarnation
    }
    const seen = { action, before: before.state, after: after.state }
    const personal = action.personal === undefined ? null : body(action.personal, 'personal part')
    const facts = body(action.facts, 'facts')
    drafts.push({
      envelope: {
        action: id,
        actor: { id: circumstance.actor.id, kind: circumstance.actor.kind, office: circumstance.actor.office },
        base: after.base,
        command: circumstance.command,
        dossier,
        facts: facts.digest,
        kind: kind.name,
        occurredAt: circumstance.occurredAt,
        personal: personal && personal.digest,
        retention: personal && kind.retention(action.type).name,
        term: after.term,
        type: action.type,
        version: after.version
      },
      facts,
      personal,
      follows: drafts.at(-1) ?? loaded.hash,
      project: kind.declared.project ? entry => kind.project({ ...seen, entry }) : null
    })
    for (const claim of kind.claim({ ...seen, dossier, version: after.version })) claims.push({ ...claim, dossier: parseId(dossier) })
  }
  return { kind, dossier, before: loaded, after, drafts, claims }
}
