import type { Kysely } from 'kysely'
import { applyWaiting, type Applying } from './apply.ts'
import { bodyDigest, entryHash, entryNumber, LONGEST_BODY, NO_HASH, readEnvelope, type Envelope } from './envelope.ts'
import { headIsSigned, HeadStatement } from './keys.ts'
import { isStart, Started } from './node-kind.ts'
import type { LedgerTables } from './tables-in-database.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
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

/** Who receives. */
export interface Self {
  node: string
  realm: string
}

interface Known {
  incarnation: string
  /** Null: the chain is new here. */
  node: string | null
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
  if (!isStart(envelope)) throw new NotReceived('a chain that is not known here must come from its first entry')
  return Buffer.from(Started.parse(JSON.parse(Buffer.from(first.facts.body).toString('utf8'))).publicKey, 'base64url')
}

const findKnown = async (db: Kysely<LedgerTables>, first: TravellingEntry, envelope: Envelope): Promise<Known> => {
  const row = await db.selectFrom('ledger_chains').selectAll().where('incarnation', '=', parseId(envelope.incarnation)).executeTakeFirst()
  if (row?.own === 1) throw new NotReceived('this is a chain of this node itself')
  const { incarnation } = envelope
  if (row)
    return {
      incarnation,
      node: row.node,
      chain: row.chain,
      fresh: false,
      sequence: row.sequence,
      hash: row.hash,
      publicKey: row.public_key
    }
  const last = await db
    .selectFrom('ledger_chains')
    .select(eb => eb.fn.max('chain').as('chain'))
    .executeTakeFirst()
  return {
    incarnation,
    node: null,
    chain: Number(last?.chain ?? 0) + 1,
    fresh: true,
    sequence: 0,
    hash: NO_HASH,
    publicKey: keyOf(first, envelope)
  }
}

/** Why the bytes are not what §3 of the format says a body is. */
const faultOf = ({ salt, body }: { salt: Uint8Array; body: Uint8Array }, digest: string | null, of: string): string | undefined => {
  if (salt.length !== 32) return 'a salt has 32 bytes'
  if (body.length > LONGEST_BODY) return `${of} longer than 1 MiB`
  if (bodyDigest(salt, body) !== digest) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    return canonicalJson(JSON.parse(text)) === text ? undefined : `${of} not canonical`
  } catch {
    return `${of} not canonical`
  }
}

const checkBodies = (travelling: TravellingEntry, envelope: Envelope): void => {
  const at = `entry ${envelope.sequence}`
  const { facts, personal } = travelling
  const fault =
    faultOf(facts, envelope.facts, 'the facts are') ?? (personal && faultOf(personal, envelope.personal, 'the personal part is'))
  if (fault) throw new NotReceived(`${at}: ${fault}`)
  if (bodyDigest(facts.salt, facts.body) !== envelope.facts) throw new NotReceived(`${at}: the facts do not give their digest`)
  if (personal && bodyDigest(personal.salt, personal.body) !== envelope.personal)
    throw new NotReceived(`${at}: the personal part does not give its digest`)
}

const checkStatement = ({ head }: TravellingChain, known: Known, self: Self): HeadStatement => {
  const { success, data: statement } = HeadStatement.safeParse(head.statement)
  if (!success) throw new NotReceived('the head does not say what a head says')
  if (statement.realm !== self.realm) throw new NotReceived(`the head is of another realm: ${statement.realm}, this node of ${self.realm}`)
  if (statement.incarnation !== known.incarnation || (known.node ?? statement.node) !== statement.node)
    throw new NotReceived('the head is of another chain')
  if (statement.node === self.node) throw new NotReceived(`the chain calls itself ${self.node}, as this node does`)
  return statement
}

const checkStretch = (chain: TravellingChain, known: Known, self: Self): Checked[] => {
  let previous = known.hash
  let sequence = known.sequence
  const checked: Checked[] = []
  for (const travelling of chain.entries) {
    const envelope = readEnvelope(travelling.envelope)
    if (envelope.realm !== self.realm)
      throw new NotReceived(`entry ${envelope.sequence} is of the realm ${envelope.realm}, this node of ${self.realm}`)
    if (envelope.incarnation !== chain.head.statement.incarnation || envelope.node !== chain.head.statement.node)
      throw new NotReceived(`entry ${envelope.sequence} is of another chain`)
    if (envelope.sequence <= known.sequence) continue
    if (envelope.sequence !== ++sequence) throw new NotReceived(`entry ${sequence} is missing`)
    checkBodies(travelling, envelope)
    previous = entryHash(previous, travelling.envelope)
    checked.push({ entry: entryNumber(known.chain, sequence), envelope, hash: previous, travelling })
  }
  const statement = checkStatement(chain, known, self)
  if (statement.sequence !== sequence || statement.hash !== Buffer.from(previous).toString('hex'))
    throw new NotReceived('the signed head is not the end of these entries')
  const itself = statement.signer.incarnation === statement.incarnation && statement.signer.node === statement.node
  if (!itself || !headIsSigned(known.publicKey, statement, chain.head.signature))
    throw new NotReceived("the head is not signed with the chain's key")
  return checked
}

/** A term is written by one life of one node: whoever writes in another's could keep its holder from writing. */
const checkTerms = async (db: Kysely<LedgerTables>, known: Known, checked: Checked[]): Promise<void> => {
  for (const { envelope } of checked) {
    const own = await db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('dossier', '=', parseId(envelope.dossier))
      .where('term', '=', parseId(envelope.term))
      .where(eb => eb.or([eb('entry', '<', entryNumber(known.chain, 0)), eb('entry', '>=', entryNumber(known.chain + 1, 0))]))
      .executeTakeFirst()
    if (own) throw new NotReceived(`entry ${envelope.sequence} is written in a term of another node`)
  }
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
export const receiveChain = async (applying: Applying, self: Self, chain: TravellingChain): Promise<number> => {
  const first = chain.entries[0]
  if (!first) return 0
  const db = applying.store.db as unknown as Kysely<LedgerTables>
  const known = await findKnown(db, first, readEnvelope(first.envelope))
  const checked = checkStretch(chain, known, self)
  if (checked.length === 0) return 0
  await checkTerms(db, known, checked)
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
