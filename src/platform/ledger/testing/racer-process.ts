import { setTimeout as sleep } from 'node:timers/promises'
import { openNode } from '../open-node.ts'
import { clerk } from './acts.ts'
import { parcelKind, parcels } from './parcels.ts'

// One of several processes of one node that all want to open the same parcels at the same moment.

const race = JSON.parse(process.argv[2] ?? '') as {
  data: string
  postgres: { url: string }
  dossiers: string[]
  startAt: number
  racer: number
}
const node = await openNode({ node: 'HQ', data: race.data, postgres: race.postgres, modules: [parcels] })
await sleep(race.startAt - Date.now())
const answers = await Promise.all(
  race.dossiers.map(dossier =>
    node.ledger.command(
      parcelKind,
      dossier,
      { id: node.newId(), actor: { ...clerk, id: `racer-${race.racer}` } },
      { type: 'open', mark: `${race.racer}`, weight: 1 }
    )
  )
)
const codes = answers.map(answer => (answer.ok ? 'accepted' : answer.refusal.code))
process.stdout.write(JSON.stringify({ codes, conflicts: node.ledger.counts.conflicts }))
await node.close()
