import type { Kysely } from 'kysely'
import { applyWaiting, type Applying } from './apply.ts'
import { bodyDigest, entryHash, entryNumber, NO_HASH, readEnvelope, type Envelope } from './envelope.ts'
import { headIsSigned, type HeadStatement } from './keys.ts'
import { Started, STARTED } from './node-kind.ts'
import type { LedgerTables } from './tables-in-database.ts'
import { parseId } from '#kernel/id.ts'
import { milliseconds } from '#kernel/time.ts'

/** An entry on its way between nodes, bodies as the bytes that were hashed. */
export interface TravellingEntry {
  envelope: Uint8Array
  facts: { salt: Uint8Array; body: Uint8Array }
  /** Null: there is none, or it is erased. */
  personal: { salt: Uint8Array; body: Uint8Array } | null
}

/** A stretch of another node's chain, signed at its end. */
export interface TravellingChain {
  entries: TravellingEntry[]
  head: { statement: HeadStatement; signature: Uint8Array }
}

/** Why a stretch was not taken in; nothing of it is stored. */
export class NotReceived extends Error {
  override readonly name = 'NotReceived'
}

interface Known {
  chain: number
  fresh: boolean
  sequence: number
  hash: Uint8Array
  publicKey: Uint8Array
}

interface Checked {
  entry: number
  envelope: Envelope
  hash: Uint8Array
  travelling: TravellingEntry
}

const keyOf = (first: TravellingEntry, envelope: Envelope): Uint8Array => {
  if (envelope.type !== STARTED || envelope.sequence !== 1)
    throw new NotReceived('a chain that is not known here must come from its first entry')
  return Buffer.from(Started.parse(JSON.parse(Buffer.from(first.facts.body).toString('utf8'))).publicKey, 'base64url')
}

const findKnown = async (db: Kysely<LedgerTables>, first: TravellingEntry, envelope: Envelope): Promise<Known> => {
  const row = await db.selectFrom('ledger_chains').selectAll().where('incarnation', '=', parseId(envelope.incarnation)).executeTakeFirst()
  if (row?.own === 1) throw new NotReceived('this is a chain of this node itself')
  if (row) return { chain: row.chain, fresh: false, sequence: row.sequence, hash: row.hash, publicKey: row.public_key }
  const last = await db
    .selectFrom('ledger_chains')
    .select(eb => eb.fn.max('chain').as('chain'))
    .executeTakeFirst()
  return { chain: Number(last?.chain ?? 0) + 1, fresh: true, sequence: 0, hash: NO_HASH, publicKey: keyOf(first, envelope) }
}

const checkBodies = (travelling: TravellingEntry, envelope: Envelope): void => {
  const at = `entry ${envelope.sequence}`
  if (bodyDigest(travelling.facts.salt, travelling.facts.body) !== envelope.facts)
    throw new NotReceived(`${at}: the facts do not give their digest`)
  const { personal } = travelling
  if (personal && bodyDigest(personal.salt, personal.body) !== envelope.personal)
    throw new NotReceived(`${at}: the personal part does not give its digest`)
}

const checkStretch = (chain: TravellingChain, known: Known, realm: string): Checked[] => {
  const { statement, signature } = chain.head
  let previous = known.hash
  let sequence = known.sequence
  const checked: Checked[] = []
  for (const travelling of chain.entries) {
    const envelope = readEnvelope(travelling.envelope)
    if (envelope.sequence <= known.sequence) continue
    if (envelope.realm !== realm)
      throw new NotReceived(`entry ${envelope.sequence} is of the realm ${envelope.realm}, this node of ${realm}`)
    if (envelope.sequence !== ++sequence) throw new NotReceived(`entry ${sequence} is missing`)
    if (envelope.incarnation !== statement.incarnation || envelope.node !== statement.node)
      throw new NotReceived(`entry ${sequence} is of another chain`)
    checkBodies(travelling, envelope)
    previous = entryHash(previous, travelling.envelope)
    checked.push({ entry: entryNumber(known.chain, sequence), envelope, hash: previous, travelling })
  }
  if (statement.sequence !== sequence || statement.hash !== Buffer.from(previous).toString('hex'))
    throw new NotReceived('the signed head is not the end of these entries')
  if (statement.signer.incarnation !== statement.incarnation || !headIsSigned(known.publicKey, statement, signature)) {
    throw new NotReceived("the head is not signed with the chain's key")
  }
  return checked
}

const queries = (db: Kysely<LedgerTables>, known: Known, checked: Checked[], chain: TravellingChain) => {
  const { statement, signature } = chain.head
  const incarnation = parseId(statement.incarnation)
  const hash = (checked.at(-1) as Checked).hash
  const { node, realm, sequence } = statement
  const started_at = (checked[0] as Checked).envelope.recordedAt
  const chainRow = { chain: known.chain, incarnation, node, realm, public_key: known.publicKey, own: 0, started_at, sequence, hash }
  return [
    known.fresh
      ? db.insertInto('ledger_chains').values(chainRow).compile()
      : db
          .updateTable('ledger_chains')
          .set({ sequence, hash })
          .where('chain', '=', known.chain)
          .where('sequence', '=', known.sequence)
          .compile(),
    ...checked.flatMap(({ entry, envelope, hash: own, travelling: { envelope: bytes, facts, personal } }) => {
      const dossier = parseId(envelope.dossier)
      const { version } = envelope
      const [term, action] = [parseId(envelope.term), parseId(envelope.action)]
      const row = { entry, dossier, version, term, action, envelope: bytes, hash: own, facts_salt: facts.salt, facts: facts.body }
      const body = personal && {
        entry,
        retention: envelope.retention ?? '',
        recorded_ms: milliseconds(envelope.recordedAt),
        confirmed: envelope.timeConfirmed ? 1 : 0,
        salt: personal.salt,
        body: personal.body
      }
      return [
        db.insertInto('ledger_entries').values(row).compile(),
        ...(body ? [db.insertInto('ledger_personal').values(body).compile()] : []),
        db.insertInto('ledger_waiting').values({ entry, dossier }).compile()
      ]
    }),
    db
      .insertInto('ledger_heads')
      .values({ chain: known.chain, sequence, signer: incarnation, signer_node: node, hash, signed_at: statement.signedAt, signature })
      .onConflict(conflict => conflict.doNothing())
      .compile()
  ]
}

/** Stores a stretch of another node's chain once it verifies, and applies what continues its dossiers. Returns how many entries were new. */
export const receiveChain = async (applying: Applying, realm: string, chain: TravellingChain): Promise<number> => {
  const first = chain.entries[0]
  if (!first) return 0
  const db = applying.store.db as unknown as Kysely<LedgerTables>
  const known = await findKnown(db, first, readEnvelope(first.envelope))
  const checked = checkStretch(chain, known, realm)
  if (checked.length === 0) return 0
  await applying.store.write(queries(db, known, checked, chain))
  await applyWaiting(applying)
  return checked.length
}

/** The stretch of a chain this node holds after `after`, for sending; bodies that are erased are missing. */
export const travellingEntries = async (
  db: Kysely<LedgerTables>,
  chain: number,
  after: number,
  limit: number
): Promise<TravellingEntry[]> => {
  const rows = await db
    .selectFrom('ledger_entries as e')
    .leftJoin('ledger_personal as p', 'p.entry', 'e.entry')
    .where('e.entry', '>', entryNumber(chain, after))
    .where('e.entry', '<', entryNumber(chain + 1, 0))
    .orderBy('e.entry')
    .limit(limit)
    .select(['envelope', 'facts_salt', 'facts', 'salt', 'body'])
    .execute()
  return rows.map(row => ({
    envelope: row.envelope,
    facts: { salt: row.facts_salt, body: row.facts },
    personal: row.salt && row.body ? { salt: row.salt, body: row.body } : null
  }))
}
