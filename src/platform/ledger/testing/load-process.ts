import { openNode } from '../open-node.ts'
import { draw, randomBytes } from '../random.ts'
import { addressee, clerk } from './acts.ts'
import { parcelKind, parcels } from './parcels.ts'
import { newId } from '#kernel/id.ts'

// A node under load until it is killed: every acknowledged action is said on stdout before the caller goes on.

/** What this process is told, as JSON in its first argument. */
interface Load {
  data: string
  postgres?: { url: string }
  callers: number
  /** Stop by itself after so many commands. */
  commands?: number
}

const load = JSON.parse(process.argv[2] ?? '') as Load
const node = await openNode({ node: 'HQ', data: load.data, postgres: load.postgres, modules: [parcels] })
let left = load.commands ?? Infinity

const caller = async (): Promise<void> => {
  while (left > 0) {
    const dossier = newId(Date.now(), randomBytes(10))
    const weighings = Math.floor(draw() * 4)
    const commands = [
      { type: 'open' as const, mark: `parcel of ${dossier}`, weight: 1, addressee },
      ...Array.from({ length: weighings }, (_, i) => ({ type: 'weigh' as const, weight: i }))
    ]
    for (const command of commands) {
      if (left-- <= 0) return
      const answer = await node.ledger.command(parcelKind, dossier, { id: node.newId(), actor: clerk }, command)
      if (answer.ok) process.stdout.write(`ACK ${dossier} ${answer.version} ${answer.actionIds[0]}\n`)
    }
  }
}

process.stdout.write('READY\n')
await Promise.all(Array.from({ length: load.callers }, caller))
await node.close()
