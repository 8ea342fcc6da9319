import { sql, type Kysely } from 'kysely'
import { bodyDigest, entryHash, entryNumber, NO_HASH, readEnvelope, sequenceOf, type Envelope } from './envelope.ts'
import { readJson } from './history.ts'
import { headIsSigned, type RememberedHead } from './keys.ts'
import { ERASED, Erased, isStart, Started } from './node-kind.ts'
import { inRanges } from './ranges.ts'
import type { LedgerTables } from './tables-in-database.ts'
import { idText } from '#kernel/id.ts'
import { milliseconds } from '#kernel/time.ts'

/** Where a ledger is broken, and how. */
export interface Broken {
  node: string
  incarnation: string
  /** 0: the chain as a whole. */
  sequence: number
  part: 'envelope' | 'facts' | 'personal' | 'missing' | 'head' | 'dossier' | 'feed'
  why: string
}

/** What a walk over every chain found. */
export type Verified =
  | {
      ok: true
      chains: { node: string; incarnation: string; entries: number; head: string; signedHeads: number }[]
      personal: { present: number; erased: number }
    }
  | { ok: false; broken: Broken }

class Stop extends Error {
  readonly broken: Broken
  constructor(broken: Broken) {
    super(broken.why)
    this.broken = broken
  }
}

type Db = Kysely<LedgerTables>
type Chain = LedgerTables['ledger_chains']
type Row = Awaited<ReturnType<typeof readPage>>[number]
type Part = Broken['part']
type Break = (sequence: number, part: Part, why: string) => never

const PAGE = 500
const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

const readPage = (db: Db, after: number, end: number) =>
  db
    .selectFrom('ledger_entries as e')
    .leftJoin('ledger_personal as p', 'p.entry', 'e.entry')
    .leftJoin('ledger_erased as x', 'x.entry', 'e.entry')
    .leftJoin('ledger_feed as f', 'f.entry', 'e.entry')
    .select(['e.entry', 'e.dossier', 'e.version', 'e.term', 'e.action', 'e.envelope', 'e.hash', 'e.facts_salt', 'e.facts'])
    .select(['p.retention', 'p.recorded_ms', 'p.confirmed', 'p.salt', 'p.body', 'x.erasure', 'f.position'])
    .where('e.entry', '>', after)
    .where('e.entry', '<', end)
    .orderBy('e.entry')
    .limit(PAGE)
    .execute()

/** One walk's memory: who was erased and what is missing meets only at the end. */
interface Walk {
  missing: { chain: Chain; sequence: number; retention: string | null }[]
  erasures: { chain: Chain; bodies: Erased['bodies'] }[]
  started: Map<string, Started>
  present: number
}

const checkColumns = (row: Row, e: Envelope, chain: Chain, stop: Break): void => {
  const s = sequenceOf(row.entry)
  const same =
    e.sequence === s &&
    e.incarnation === idText(chain.incarnation) &&
    e.node === chain.node &&
    e.realm === chain.realm &&
    e.dossier === idText(row.dossier) &&
    e.version === row.version &&
    e.term === idText(row.term) &&
    e.action === idText(row.action)
  if (!same) stop(s, 'envelope', 'the columns do not say what the envelope says')
}

const gives = (salt: Uint8Array, body: Uint8Array, digest: string): boolean => salt.length === 32 && bodyDigest(salt, body) === digest

const checkPersonal = (row: Row, e: Envelope, chain: Chain, walk: Walk, stop: Break): void => {
  const s = e.sequence
  if (row.salt && row.body) {
    if (e.personal === null) return stop(s, 'personal', 'there is a personal part that the envelope does not know')
    if (!gives(row.salt, row.body, e.personal)) return stop(s, 'personal', 'the personal part does not give its digest')
    const same =
      row.retention === e.retention && row.recorded_ms === milliseconds(e.recordedAt) && row.confirmed === (e.timeConfirmed ? 1 : 0)
    if (!same) return stop(s, 'personal', 'the retention of the personal part is not what the envelope says')
    if (row.erasure !== null) return stop(s, 'personal', 'the personal part is said to be erased but is here')
    walk.present++
  } else if (e.personal !== null) walk.missing.push({ chain, sequence: s, retention: e.retention })
}

const checkFacts = (row: Row, e: Envelope, chain: Chain, walk: Walk, stop: Break): void => {
  if (!gives(row.facts_salt, row.facts, e.facts)) stop(e.sequence, 'facts', 'the facts do not give their digest')
  if (e.type === ERASED) walk.erasures.push({ chain, bodies: Erased.parse(readJson(row.facts)).bodies })
  if (e.sequence !== 1) return
  const started = isStart(e) ? Started.parse(readJson(row.facts)) : undefined
  if (!started) stop(1, 'envelope', 'the chain does not begin with the start of its incarnation')
  else if (started.publicKey !== Buffer.from(chain.public_key).toString('base64url'))
    stop(1, 'facts', 'the key of the chain is not the one its first entry names')
  else walk.started.set(e.incarnation, started)
}

/** The entries that the page's applied entries say they follow (what waits may be here before them): the hash must be one of the dossier's at the version before. */
const checkFollows = async (db: Db, page: { row: Row; e: Envelope }[], stop: Break): Promise<void> => {
  const later = page.filter(({ row, e }) => e.version > 1 && row.position !== null)
  const dossiers = [...new Map(later.map(({ row, e }) => [e.dossier, row.dossier])).values()]
  if (later.length === 0) return
  const least = Math.min(...later.map(({ e }) => e.version)) - 1
  const most = Math.max(...later.map(({ e }) => e.version))
  const before = await db
    .selectFrom('ledger_entries')
    .select(['dossier', 'version', 'hash'])
    .where('dossier', 'in', dossiers)
    .where('version', '>=', least)
    .where('version', '<', most)
    .execute()
  const known = new Set(before.map(row => `${idText(row.dossier)} ${row.version} ${hex(row.hash)}`))
  for (const { e } of later) {
    if (!known.has(`${e.dossier} ${e.version - 1} ${e.follows}`))
      stop(e.sequence, 'dossier', `version ${e.version} of dossier ${e.dossier} follows an entry that is not here`)
  }
}

const walkChain = async (db: Db, chain: Chain, walk: Walk): Promise<{ entries: number; head: Uint8Array }> => {
  const stop: Break = (sequence, part, why) => {
    throw new Stop({ node: chain.node, incarnation: idText(chain.incarnation), sequence, part, why })
  }
  let [hash, sequence]: [Uint8Array, number] = [NO_HASH, 0]
  for (;;) {
    const rows = await readPage(db, entryNumber(chain.chain, sequence), entryNumber(chain.chain + 1, 0))
    const page = []
    for (const row of rows) {
      const s = sequenceOf(row.entry)
      if (s !== ++sequence) return stop(sequence, 'missing', `entry ${sequence} is missing; the next here is ${s}`)
      hash = entryHash(hash, row.envelope)
      if (!Buffer.from(hash).equals(row.hash)) stop(s, 'envelope', 'the hash is not that of the previous hash and the envelope')
      const e = readable(row, stop)
      checkColumns(row, e, chain, stop)
      if (chain.own === 1 && row.position === null) return stop(s, 'feed', `the feed does not show entry ${s}, which this node wrote`)
      checkFacts(row, e, chain, walk, stop)
      checkPersonal(row, e, chain, walk, stop)
      page.push({ row, e })
    }
    await checkFollows(db, page, stop)
    if (rows.length < PAGE) return { entries: sequence, head: hash }
  }
}

const readable = (row: Row, stop: Break): Envelope => {
  try {
    return readEnvelope(row.envelope)
  } catch (error) {
    return stop(sequenceOf(row.entry), 'envelope', `the envelope cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const checkHeads = async (db: Db, chain: Chain, chains: Chain[], end: { sequence: number; hash: Uint8Array }): Promise<number> => {
  const broken = { node: chain.node, incarnation: idText(chain.incarnation), part: 'head' as const }
  const heads = await db.selectFrom('ledger_heads').selectAll().where('chain', '=', chain.chain).orderBy('sequence').execute()
  for (const head of heads) {
    const row = await db
      .selectFrom('ledger_entries')
      .select('hash')
      .where('entry', '=', entryNumber(chain.chain, head.sequence))
      .executeTakeFirst()
    if (!row || !Buffer.from(row.hash).equals(head.hash))
      throw new Stop({ ...broken, sequence: head.sequence, why: 'a head was signed for an entry that is not the one here' })
    const signer = chains.find(other => Buffer.from(other.incarnation).equals(head.signer))
    const statement = {
      hash: hex(head.hash),
      incarnation: broken.incarnation,
      node: chain.node,
      realm: chain.realm,
      sequence: head.sequence,
      signedAt: head.signed_at,
      signer: { incarnation: idText(head.signer), node: head.signer_node }
    }
    if (!signer || !headIsSigned(signer.public_key, statement, head.signature))
      throw new Stop({ ...broken, sequence: head.sequence, why: 'the signature under a head is wrong' })
  }
  if (end.sequence !== chain.sequence || !Buffer.from(end.hash).equals(chain.hash)) {
    throw new Stop({
      ...broken,
      sequence: chain.sequence,
      why: `the chain should end in entry ${chain.sequence}, it ends in ${end.sequence}`
    })
  }
  const last = heads.at(-1)
  if (chain.own === 0 && last?.sequence !== end.sequence)
    throw new Stop({ ...broken, sequence: end.sequence, why: 'nobody signed that the chain ends here' })
  return heads.length
}

/** The head remembered beside the key must be part of this node's present chain. */
const checkRemembered = async (db: Db, own: Chain, remembered: RememberedHead | undefined): Promise<void> => {
  if (!remembered) return
  const broken = { node: own.node, incarnation: idText(own.incarnation), part: 'head' as const, sequence: remembered.sequence }
  if (remembered.incarnation !== broken.incarnation)
    throw new Stop({ ...broken, why: `this node has signed a chain of incarnation ${remembered.incarnation}, which is not the one here` })
  if (remembered.sequence > own.sequence)
    throw new Stop({ ...broken, why: `this node has signed entry ${remembered.sequence}, the chain ends in ${own.sequence}` })
  const entry = entryNumber(own.chain, remembered.sequence)
  const row = await db.selectFrom('ledger_entries').select('hash').where('entry', '=', entry).executeTakeFirst()
  if (!row || hex(row.hash) !== remembered.hash)
    throw new Stop({ ...broken, why: `entry ${remembered.sequence} is not the one this node has signed` })
}

/** The former lives of this node, each named by the first entry of the one after it: where it ended, and in which hash. */
const checkLives = (chains: Chain[], own: Chain, started: Walk['started']): void => {
  const lives = new Map(chains.filter(chain => chain.own === 1).map(chain => [idText(chain.incarnation), chain]))
  for (let life: Chain | undefined = own; life;) {
    const incarnation = idText(life.incarnation)
    lives.delete(incarnation)
    const prior: Started['prior'] = started.get(incarnation)?.prior ?? null
    const before: Chain | undefined = prior ? lives.get(prior.incarnation) : undefined
    if (prior && (before?.sequence !== prior.sequence || hex(before.hash) !== prior.hash))
      throw new Stop({ node: own.node, incarnation, sequence: 1, part: 'head', why: 'the former life that this one names did not end so' })
    life = before
  }
  for (const [incarnation, { node, sequence }] of lives)
    throw new Stop({
      node,
      incarnation,
      sequence,
      part: 'head',
      why: 'this chain is said to be a former life of this node, but no later life names it'
    })
}

const names = (bodies: Erased['bodies'], incarnation: string, sequence: number): boolean =>
  bodies.some(body => body.incarnation === incarnation && inRanges(body.sequences, sequence))

const checkMissing = (walk: Walk): number => {
  for (const { chain, sequence } of walk.missing) {
    const incarnation = idText(chain.incarnation)
    const named = walk.erasures.some(
      erasure => (erasure.chain.own === 1 || erasure.chain.node === chain.node) && names(erasure.bodies, incarnation, sequence)
    )
    if (!named)
      throw new Stop({
        node: chain.node,
        incarnation,
        sequence,
        part: 'personal',
        why: 'the personal part is missing and no action says that it was erased'
      })
  }
  return walk.missing.length
}

/** What an action of this node says is erased must be gone, whatever `ledger_erased` says. */
const checkGone = async (db: Db, chains: Chain[], walk: Walk): Promise<void> => {
  for (const { bodies } of walk.erasures.filter(erasure => erasure.chain.own === 1))
    for (const { incarnation, sequences } of bodies) {
      const chain = chains.find(one => idText(one.incarnation) === incarnation)
      for (const [from, to] of chain ? sequences : []) {
        const left = await db
          .selectFrom('ledger_personal')
          .select('entry')
          .where('entry', '>=', entryNumber((chain as Chain).chain, from))
          .where('entry', '<=', entryNumber((chain as Chain).chain, to))
          .orderBy('entry')
          .executeTakeFirst()
        if (left)
          throw new Stop({
            node: (chain as Chain).node,
            incarnation,
            sequence: sequenceOf(left.entry),
            part: 'personal',
            why: 'the personal part is said to be erased but is here'
          })
      }
    }
}

const checkFeed = async (db: Db, own: Chain, position: number): Promise<void> => {
  const row = await db
    .selectFrom('ledger_feed as f')
    .leftJoin('ledger_entries as e', 'e.entry', 'f.entry')
    .select(eb => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.max('f.position').as('last'),
      sql<number>`sum(CASE WHEN e.entry IS NULL THEN 1 ELSE 0 END)`.as('lost')
    ])
    .executeTakeFirstOrThrow()
  const fine = Number(row.count) === position && Number(row.last ?? 0) === position && Number(row.lost ?? 0) === 0
  const why = `the feed should have the positions 1 to ${position}; it has ${row.count} up to ${row.last}, ${row.lost ?? 0} of them without an entry`
  if (!fine) throw new Stop({ node: own.node, incarnation: idText(own.incarnation), sequence: 0, part: 'feed', why })
}

/** Walks every chain of a database (docs/ledger-format.md, 9) and names the first broken entry. Give it one unmoving view of the data. */
export const verifyLedger = async (db: Db, remembered?: RememberedHead): Promise<Verified> => {
  const node = await db.selectFrom('ledger_node').selectAll().executeTakeFirstOrThrow()
  const chains = await db.selectFrom('ledger_chains').selectAll().orderBy('chain').execute()
  const current = chains.map(chain => (chain.chain === node.chain ? { ...chain, sequence: node.sequence, hash: node.hash } : chain))
  const own = current.find(chain => chain.chain === node.chain) as Chain
  const walk: Walk = { missing: [], erasures: [], started: new Map(), present: 0 }
  try {
    const done = []
    for (const chain of current) {
      const { entries, head } = await walkChain(db, chain, walk)
      const signedHeads = await checkHeads(db, chain, chains, { sequence: entries, hash: head })
      done.push({ node: chain.node, incarnation: idText(chain.incarnation), entries, head: hex(head), signedHeads })
    }
    await checkRemembered(db, own, remembered)
    checkLives(current, own, walk.started)
    const erased = checkMissing(walk)
    await checkGone(db, current, walk)
    await checkFeed(db, own, node.position)
    return { ok: true, chains: done, personal: { present: walk.present, erased } }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, broken: error.broken }
    throw error
  }
}
