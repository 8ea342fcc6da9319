import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { rebuild, verify } from '../offline.ts'
import { openNode } from '../open-node.ts'
import { projections } from './acts.ts'
import { parcelKind, parcels } from './parcels.ts'
import type { TestDatabase, TestPlace } from '#platform/storage/testing/databases.ts'

const PROGRAM = fileURLToPath(new URL('./load-process.ts', import.meta.url))

/** Loads a node and kills it with SIGKILL a random time after it is ready; gives what it had acknowledged. */
const loadAndKill = (place: TestPlace, alsoKill: () => void): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify({ ...place, callers: 24 })], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, errors] = ['', '']
    let killed = false
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.stdout.on('data', (chunk: Buffer) => {
      if (out === '') {
        setTimeout(
          () => {
            killed = true
            alsoKill()
            child.kill('SIGKILL')
          },
          randomInt(20, 900)
        )
      }
      out += chunk.toString()
    })
    child.on('close', () => {
      if (!killed) return reject(new Error(`the load stopped by itself: ${errors}`))
      // A line cut in half was not heard by anybody.
      resolve(
        out
          .slice(0, out.lastIndexOf('\n') + 1)
          .split('\n')
          .filter(line => line.startsWith('ACK '))
      )
    })
  })

/** Kills a loaded node again and again on the same ledger; after each death everything acknowledged is there, the chain verifies, and the projections are what the fold says. Returns how much was acknowledged. */
export const killRounds = async (database: TestDatabase, rounds: number): Promise<number> => {
  const place = await database.place()
  const acknowledged: string[] = []
  for (let round = 0; round < rounds; round++) {
    const server = round % 2 === 1 ? database.server() : undefined
    acknowledged.push(...(await loadAndKill(place, () => server?.crash())))
    server?.start()
    expect(await verify(place)).toMatchObject({ ok: true })
    const node = await openNode({ node: 'HQ', modules: [parcels], ...place })
    const actions = new Map<string, string[]>()
    for (const line of acknowledged) {
      const [, dossier = '', version, action = ''] = line.split(' ')
      if (!actions.has(dossier))
        actions.set(
          dossier,
          ((await node.ledger.find(parcelKind, dossier))?.history ?? []).map(({ entry }) => entry.actionId)
        )
      expect(actions.get(dossier)?.[Number(version) - 1]).toBe(action)
    }
    const before = await projections(node)
    await node.close()
    await rebuild({ ...place, modules: [parcels] })
    const again = await openNode({ node: 'HQ', modules: [parcels], ...place })
    expect(await projections(again)).toEqual(before)
    expect(before.parcels.length).toBeGreaterThanOrEqual(actions.size)
    await again.close()
  }
  return acknowledged.length
}
