import { randomBytes } from 'node:crypto'
import { newId } from '#kernel/id.ts'
import { openNode, type OpenNode } from '#platform/ledger/open-node.ts'
import { addressee, clerk } from '#platform/ledger/testing/acts.ts'
import { parcelKind, parcels } from '#platform/ledger/testing/parcels.ts'

/** How a node is loaded. */
export interface LoadOrder {
  data: string
  postgres?: { url: string }
  callers: number
  seconds: number
}

/** One caller's work: parcels with four acts each, one after another, every one awaited. */
const caller = async (node: OpenNode, until: number): Promise<number> => {
  let done = 0
  while (performance.now() < until) {
    const dossier = newId(Date.now(), randomBytes(10))
    const commands = [
      { type: 'open' as const, mark: dossier, weight: 1, addressee },
      { type: 'weigh' as const, weight: 2 },
      { type: 'weigh' as const, weight: 3 },
      { type: 'hand-over' as const }
    ]
    for (const command of commands) {
      const answer = await node.ledger.command(parcelKind, dossier, { id: node.newId(), actor: clerk }, command)
      if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}`)
      done++
    }
  }
  return done
}

/** Opens a node. */
export const openLoaded = ({ data, postgres }: LoadOrder): Promise<OpenNode> => openNode({ node: 'HQ', data, postgres, modules: [parcels] })

/** Loads an open node; gives accepted commands per second. */
export const loadNode = async (node: OpenNode, { callers, seconds }: LoadOrder): Promise<number> => {
  const start = performance.now()
  const until = start + seconds * 1000
  const counts = await Promise.all(Array.from({ length: callers }, () => caller(node, until)))
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - start) / 1000)
}

if (process.argv[2] !== undefined && import.meta.filename === process.argv[1]) {
  const order = JSON.parse(process.argv[2]) as LoadOrder & { startAt: number }
  const node = await openLoaded(order)
  await new Promise(resolve => setTimeout(resolve, order.startAt - Date.now()))
  console.log(await loadNode(node, order))
  await node.close()
}
