import { hash } from 'node:crypto'
import { z } from 'zod'
import type { EntryHead } from './contract.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { isId } from '#kernel/id.ts'
import { isInstant } from '#kernel/time.ts'

export const Id = z.string().refine(isId, 'is not a UUID in lower case')
export const Digest = z.string().regex(/^[0-9a-f]{64}$/)
export const At = z.string().refine(isInstant, 'is not an instant')
const VERSIONS = 2 ** 31 - 1
const Count = z.int().min(0).max(VERSIONS)
const SEQUENCES = 2 ** 40

/** `real`, or the name of a drill. */
export const Realm = z.string().min(1).max(60)
/** A node's name. */
export const NodeName = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,23}$/)
export const KindName = z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/)
export const TypeName = z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\.v[1-9]\d*$/)

const Keys = z.strictObject({
  action: Id,
  actor: z.strictObject({
    id: z.string().min(1).max(100),
    kind: z.enum(['person', 'device', 'traveller', 'system']),
    office: z.string().nullable()
  }),
  base: Count,
  command: z.string().min(1).max(100),
  dossier: Id,
  facts: Digest,
  follows: Digest.nullable(),
  format: z.literal(1),
  incarnation: Id,
  kind: KindName,
  node: NodeName,
  occurredAt: At,
  personal: Digest.nullable(),
  realm: Realm,
  recordedAt: At,
  retention: z.string().min(1).max(60).nullable(),
  sequence: z
    .int()
    .min(1)
    .max(SEQUENCES - 1),
  term: Id,
  timeConfirmed: z.boolean(),
  type: TypeName,
  version: z.int().min(1).max(VERSIONS)
})

/** The envelope of docs/ledger-format.md, 2. */
export const Envelope = Keys.refine(
  e => (e.personal === null) === (e.retention === null),
  'a personal part has a retention class, and only a personal part has one'
)
  .refine(e => e.version > e.base, 'the version comes after the base')
  .refine(
    e => (e.version === 1 ? e.follows === null && e.base === 0 && e.term === e.action : e.follows !== null),
    'the first version follows nothing and opens its term, and only the first'
  )
export type Envelope = z.infer<typeof Envelope>

const maybe = (text: string | null): string => (text === null ? 'null' : `"${text}"`)

/**
 * The canonical text of an envelope, written out by hand because every append pays for it. Only the texts that people
 * choose need escaping; the rest is checked to be plain before it gets here.
 */
export const envelopeText = (e: Envelope): string =>
  `{"action":"${e.action}","actor":{"id":${JSON.stringify(e.actor.id)},"kind":"${e.actor.kind}","office":${JSON.stringify(e.actor.office)}},"base":${e.base},` +
  `"command":${JSON.stringify(e.command)},"dossier":"${e.dossier}","facts":"${e.facts}","follows":${maybe(e.follows)},"format":1,` +
  `"incarnation":"${e.incarnation}","kind":"${e.kind}","node":"${e.node}","occurredAt":"${e.occurredAt}","personal":${maybe(e.personal)},` +
  `"realm":${JSON.stringify(e.realm)},"recordedAt":"${e.recordedAt}","retention":${JSON.stringify(e.retention)},"sequence":${e.sequence},` +
  `"term":"${e.term}","timeConfirmed":${e.timeConfirmed},"type":"${e.type}","version":${e.version}}`

/** Reads an envelope that must be exactly what its canonical form says; throws what is wrong with it. */
export const readEnvelope = (bytes: Uint8Array): Envelope => {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const envelope = Envelope.parse(JSON.parse(text))
  if (canonicalJson(envelope) !== text) throw new Error('the envelope is not in canonical form')
  return envelope
}

/** The part of an envelope that rules, lists and screens use. */
export const entryHead = (e: Envelope): EntryHead => ({
  actionId: e.action,
  commandId: e.command,
  dossier: e.dossier,
  term: e.term,
  version: e.version,
  type: e.type,
  actor: { kind: e.actor.kind, id: e.actor.id, office: e.actor.office },
  occurredAt: e.occurredAt,
  recordedAt: e.recordedAt,
  node: e.node,
  incarnation: e.incarnation,
  sequence: e.sequence
})

/** What the first entry of a chain follows. */
export const NO_HASH = Buffer.alloc(32)

/** SHA-256 of the previous hash and the envelope. */
export const entryHash = (previous: Uint8Array, envelope: string | Uint8Array): Buffer => {
  // A shorter one would hash whatever the memory held before, a longer one would run into the envelope.
  if (previous.length !== 32) throw new RangeError(`a salt or a previous hash has 32 bytes, this one has ${previous.length}`)
  const length = typeof envelope === 'string' ? Buffer.byteLength(envelope) : envelope.length
  const bytes = Buffer.allocUnsafe(32 + length)
  bytes.set(previous, 0)
  if (typeof envelope === 'string') bytes.write(envelope, 32, 'utf8')
  else bytes.set(envelope, 32)
  return hash('sha256', bytes, 'buffer')
}

/** The salted digest of a body, as the envelope carries it. */
export const bodyDigest = (salt: Uint8Array, body: string | Uint8Array): string => entryHash(salt, body).toString('hex')

/** Bytes of a body, at most. */
export const LONGEST_BODY = 2 ** 20

const CHAINS = 2 ** 13

/** The local number of an entry: its chain on this node and its sequence. */
export const entryNumber = (chain: number, sequence: number): number => {
  if (chain + (sequence > 0 ? 1 : 0) > CHAINS)
    throw new RangeError(`a node holds fewer than ${CHAINS} chains, this would be chain ${chain}`)
  return chain * SEQUENCES + sequence
}
export const chainOf = (entry: number): number => Math.floor(entry / SEQUENCES)
export const sequenceOf = (entry: number): number => entry % SEQUENCES
