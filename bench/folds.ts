import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openNode, type OpenNode } from '#platform/ledger/open-node.ts'
import { act, clerk, openParcel } from '#platform/ledger/testing/acts.ts'
import { foldedParcels } from '#platform/ledger/testing/folded-parcels.ts'
import { parcelKind, parcels } from '#platform/ledger/testing/parcels.ts'
import { startPostgres, whyNoPostgres } from '#platform/storage/testing/postgres.ts'

// node bench/folds.ts [actions]
const actions = Number(process.argv[2] ?? 100_000)
const EVERY = 1_000
const TIMES = 9

interface Where {
  data: string
  postgres?: { url: string }
}

const open = (where: Where, fold: boolean): Promise<OpenNode> =>
  openNode({ node: 'HQ', modules: fold ? foldedParcels({ every: EVERY }).modules : [parcels], ...where })

/** Many weighings in one command. */
const weighMany = async (node: OpenNode, dossier: string, count: number): Promise<void> => {
  const answer = await node.ledger.commandAcross({
    id: node.newId(),
    actor: clerk,
    request: count,
    reads: [{ kind: parcelKind, dossier }],
    decide: () => ({
      ok: true,
      appends: [
        { dossier, actions: Array.from({ length: count }, (_, i) => ({ type: 'parcels.parcel-weighed.v2', facts: { weight: i } })) }
      ]
    })
  })
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}`)
}

/** Milliseconds of one command on the dossier: the middle of several, and the longest. */
const commandTime = async (node: OpenNode, dossier: string, inMemory: boolean): Promise<{ middle: number; longest: number }> => {
  const took: number[] = []
  for (let i = 0; i < TIMES; i++) {
    if (!inMemory) node.ledger.forget()
    const start = performance.now()
    const answer = await act(node, dossier, { type: 'weigh', weight: i })
    took.push(performance.now() - start)
    if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}`)
  }
  took.sort((a, b) => a - b)
  return { middle: took[TIMES >> 1] ?? 0, longest: took.at(-1) ?? 0 }
}

const say = (what: string, { middle, longest }: { middle: number; longest: number }): void =>
  console.log(`  ${what.padEnd(44)}${middle.toFixed(1).padStart(8)} ms, longest ${longest.toFixed(1)} ms`)

const measure = async (title: string, where: Where): Promise<void> => {
  console.log(`${title}, a dossier of ${actions.toLocaleString('en')} actions:`)
  const folding = await open(where, true)
  const dossier = await openParcel(folding, 'a')
  for (let done = 1; done < actions; done += EVERY) await weighMany(folding, dossier, Math.min(EVERY, actions - done))
  await folding.ledger.settled()
  await commandTime(folding, dossier, true)
  say('in memory', await commandTime(folding, dossier, true))
  say('not in memory, by its fold', await commandTime(folding, dossier, false))
  // With the commands before and after, just not enough for the next fold.
  await weighMany(folding, dossier, EVERY - 5 * TIMES)
  say(`not in memory, its fold nearly ${EVERY.toLocaleString('en')} behind`, await commandTime(folding, dossier, false))
  await folding.close()
  const whole = await open(where, false)
  say('not in memory, without a fold', await commandTime(whole, dossier, false))
  await whole.close()
}

const inFolder = async (title: string, postgres?: { url: string }): Promise<void> => {
  const data = mkdtempSync(join(tmpdir(), 'breakwater-bench-'))
  await measure(title, postgres ? { data, postgres } : { data }).finally(() => rmSync(data, { recursive: true }))
}

await inFolder('embedded')
const why = whyNoPostgres()
if (why) console.log(`PostgreSQL: skipped, ${why}`)
else {
  const server = await startPostgres()
  await inFolder('PostgreSQL', { url: server.url }).finally(() => server.stop())
}
