import type { OpenNode } from '../open-node.ts'
import { travellingEntries, type TravellingChain } from '../receive.ts'
import { ledgerTables } from './acts.ts'

/** The chain of a node from an entry on, signed at its end. */
export const chainOf = async (node: OpenNode, after = 0, limit = 10_000): Promise<TravellingChain> => {
  await node.signHead()
  const db = ledgerTables(node)
  const own = await db.selectFrom('ledger_node').select('chain').executeTakeFirstOrThrow()
  const head = await db
    .selectFrom('ledger_heads')
    .selectAll()
    .where('chain', '=', own.chain)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const statement = {
    hash: Buffer.from(head.hash).toString('hex'),
    incarnation: node.incarnation,
    node: node.node,
    realm: node.realm,
    sequence: head.sequence,
    signedAt: head.signed_at,
    signer: { incarnation: node.incarnation, node: node.node }
  }
  return { entries: await travellingEntries(db, own.chain, after, limit), head: { statement, signature: head.signature } }
}
