import { entryHash, entryHead, entryNumber, envelopeText, type Envelope } from './envelope.ts'
import { Projected, type ProjectedWrites, type ProjectionTable } from './projection.ts'
import { addRow, ANSWERS, CLAIMS, DOSSIERS, ENTRIES, ERASED, FEED, PERSONAL, type Writes } from './tables.ts'
import type { Draft, Erase, Head, Work } from './work.ts'
import { parseId } from '#kernel/id.ts'
import { milliseconds } from '#kernel/time.ts'

/** Who writes: what stands in every envelope of this chain. */
export interface Writer {
  realm: string
  node: string
  incarnation: string
  tables: ReadonlyMap<string, ProjectionTable>
}

/** The time a batch is written at. */
export interface SealTime {
  recordedAt: string
  confirmed: boolean
}

/** Everything one transaction writes, and the head it leaves. */
export interface Sealed {
  writes: Writes
  projected: ProjectedWrites[]
  head: Head
}

const follows = (draft: Draft): string | null => {
  if (draft.follows === null) return null
  const bytes = draft.follows instanceof Uint8Array ? draft.follows : draft.follows.hash
  if (!bytes) throw new Error('a draft follows one that is not sealed')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

const sealDraft = (draft: Draft, writer: Writer, head: Head, time: SealTime, writes: Writes, projected: Projected): void => {
  const envelope: Envelope = {
    ...draft.envelope,
    format: 1,
    realm: writer.realm,
    node: writer.node,
    incarnation: writer.incarnation,
    sequence: ++head.sequence,
    recordedAt: time.recordedAt,
    timeConfirmed: time.confirmed,
    follows: follows(draft)
  }
  const text = envelopeText(envelope)
  const entry = entryNumber(head.chain, head.sequence)
  head.hash = draft.hash = entryHash(head.hash, text)
  const dossier = parseId(envelope.dossier)
  addRow(writes, ENTRIES, [
    entry,
    dossier,
    envelope.version,
    parseId(envelope.term),
    parseId(envelope.action),
    text,
    draft.hash,
    draft.facts.salt,
    draft.facts.text
  ])
  if (draft.personal && envelope.retention) {
    addRow(writes, PERSONAL, [
      entry,
      envelope.retention,
      milliseconds(time.recordedAt),
      time.confirmed ? 1 : 0,
      draft.personal.salt,
      draft.personal.text
    ])
  }
  addRow(writes, FEED, [++head.position, entry])
  if (draft.project) for (const row of draft.project(entryHead(envelope))) projected.add(envelope.dossier, row)
}

const dossierRow = (draft: Draft, node: string) => {
  const { dossier, kind, version, term, base } = draft.envelope
  return [parseId(dossier), kind, version, parseId(term), base, draft.hash as Uint8Array, node, null]
}

const sealErase = (erase: Erase, erasure: number, writes: Writes, projected: Projected): void => {
  for (const entry of erase.entries) addRow(writes, ERASED, [entry, erasure])
  for (const { text, rows } of erase.dossiers) for (const row of rows) projected.add(text, row)
}

const sealApply = (apply: NonNullable<Work['apply']>, head: Head, writes: Writes, projected: Projected): void => {
  for (const { entry, dossier, text, rows, claims } of apply.entries) {
    addRow(writes, FEED, [++head.position, entry])
    for (const row of rows) projected.add(text, row)
    for (const { scope, value } of claims) addRow(writes, CLAIMS, [scope, value, dossier])
  }
  for (const row of apply.dossiers) addRow(writes, DOSSIERS, row)
}

/** Gives decided commands their places in the chain after `from`: envelopes, hashes, positions, and every row of the transaction. Pure but for the drafts' hashes. */
export const seal = (works: readonly Work[], writer: Writer, from: Head, time: SealTime): Sealed => {
  const head = { ...from }
  const writes: Writes = new Map()
  const projected = new Projected(writer.tables)
  for (const work of works) {
    const last = new Map<string, Draft>()
    for (const draft of work.drafts) {
      sealDraft(draft, writer, head, time, writes, projected)
      last.set(draft.envelope.dossier, draft)
    }
    for (const draft of last.values()) addRow(writes, DOSSIERS, dossierRow(draft, writer.node))
    for (const claim of work.claims) addRow(writes, CLAIMS, [claim.scope, claim.value, claim.dossier])
    const answer = work.remember
    if (answer)
      addRow(writes, ANSWERS, [answer.actor, answer.command, answer.dossier, answer.salt, answer.digest, answer.answer, answer.expires])
    if (work.erase) sealErase(work.erase, entryNumber(head.chain, head.sequence), writes, projected)
    if (work.apply) sealApply(work.apply, head, writes, projected)
  }
  return { writes, projected: projected.writes(), head }
}
