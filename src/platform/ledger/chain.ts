import type { Kysely } from 'kysely'
import { entryNumber, NO_HASH } from './envelope.ts'
import { createNodeKey, findNodeKey, findRememberedHead, type NodeKey, type RememberedHead } from './keys.ts'
import { nextId } from './random.ts'
import type { LedgerTables } from './tables-in-database.ts'
import type { Head } from './work.ts'
import { idText, parseId } from '#kernel/id.ts'
import { instant } from '#kernel/time.ts'

/** Why a ledger is not opened; the way out is a restore. */
export class WillNotOpen extends Error {
  override readonly name = 'WillNotOpen'
}

/** This node's present life. */
export interface Incarnation {
  id: string
  key: NodeKey
  head: Head
}

interface Life {
  data: string
  node: string
  realm: string
  now: number
}

/** Adds a new chain with a new key and makes it the one this node writes. Positions go on. */
export const startChain = async (db: Kysely<LedgerTables>, life: Life): Promise<Incarnation> => {
  const id = nextId(life.now)
  const key = createNodeKey(life.data, id)
  const last = await db
    .selectFrom('ledger_chains')
    .select(eb => eb.fn.max('chain').as('chain'))
    .executeTakeFirst()
  const before = await db.selectFrom('ledger_node').select('position').executeTakeFirst()
  const chain = Number(last?.chain ?? 0) + 1
  const position = Number(before?.position ?? 0)
  await db
    .insertInto('ledger_chains')
    .values({
      chain,
      incarnation: parseId(id),
      node: life.node,
      realm: life.realm,
      public_key: key.publicKey,
      own: 1,
      started_at: instant(life.now),
      sequence: 0,
      hash: NO_HASH
    })
    .execute()
  if (before) await db.updateTable('ledger_node').set({ chain, sequence: 0, hash: NO_HASH }).execute()
  else await db.insertInto('ledger_node').values({ one: 1, chain, sequence: 0, hash: NO_HASH, position: 0 }).execute()
  return { id, key, head: { chain, sequence: 0, hash: NO_HASH, position } }
}

/** Where this node's former life ended, as far as it is known here. */
export interface Prior {
  incarnation: string
  sequence: number
  hash: string
}

/** The life before the given chain; null for the first. */
export const findPrior = async (db: Kysely<LedgerTables>, chain: number): Promise<Prior | null> => {
  const row = await db
    .selectFrom('ledger_chains')
    .selectAll()
    .where('own', '=', 1)
    .where('chain', '<', chain)
    .orderBy('chain', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { incarnation: idText(row.incarnation), sequence: row.sequence, hash: Buffer.from(row.hash).toString('hex') } : null
}

const checkRemembered = async (
  db: Kysely<LedgerTables>,
  chain: number,
  incarnation: string,
  remembered: RememberedHead | undefined
): Promise<void> => {
  if (!remembered || remembered.incarnation !== incarnation) return
  const entry = entryNumber(chain, remembered.sequence)
  const row = await db.selectFrom('ledger_entries').select('hash').where('entry', '=', entry).executeTakeFirst()
  if (row && Buffer.from(row.hash).toString('hex') === remembered.hash) return
  throw new WillNotOpen(
    `this node has signed entry ${remembered.sequence} of its chain, but the database does not hold it: it is older than the node. Restore it as a backup.`
  )
}

/** Finds this node's chain, or starts the first one. Refuses a database that is not this node's present life. */
export const openChain = async (db: Kysely<LedgerTables>, life: Life): Promise<Incarnation> => {
  const row = await db
    .selectFrom('ledger_node')
    .innerJoin('ledger_chains', 'ledger_chains.chain', 'ledger_node.chain')
    .select([
      'ledger_node.chain',
      'ledger_node.sequence',
      'ledger_node.hash',
      'ledger_node.position',
      'incarnation',
      'node',
      'realm',
      'public_key'
    ])
    .executeTakeFirst()
  const key = findNodeKey(life.data)
  if (!row) {
    if (findRememberedHead(life.data)) throw new WillNotOpen('this node has signed entries, but its database is empty. Restore a backup.')
    return startChain(db, life)
  }
  if (row.node !== life.node) throw new WillNotOpen(`the database belongs to the node ${row.node}, not to ${life.node}`)
  if (row.realm !== life.realm) throw new WillNotOpen(`the database belongs to the realm ${row.realm}, not to ${life.realm}`)
  const id = idText(row.incarnation)
  if (key?.incarnation !== id || !key.publicKey.equals(row.public_key)) {
    throw new WillNotOpen(`the key of incarnation ${id} is not in ${life.data}: this database is a copy. Restore it as a backup.`)
  }
  await checkRemembered(db, row.chain, id, findRememberedHead(life.data))
  return { id, key, head: { chain: row.chain, sequence: row.sequence, hash: row.hash, position: row.position } }
}
