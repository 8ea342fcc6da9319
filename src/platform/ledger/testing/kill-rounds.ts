import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { rebuild, verify } from '../offline.ts'
import { openNode, type OpenNode } from '../open-node.ts'
import { projections } from './acts.ts'
import { parcels } from './parcels.ts'
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

/** What was acknowledged and is not there, of the lines `ACK <dossier> <version> <action>`. */
const lostOf = async (node: OpenNode, acknowledged: string[]): Promise<string[]> => {
  const here = new Set<string>()
  for (let position = 0; ;) {
    const feed = await node.ledger.feed(position, 2_000)
    for (const { entry } of feed) here.add(`ACK ${entry.dossier} ${entry.version} ${entry.actionId}`)
    if (feed.length < 2_000) return acknowledged.filter(line => !here.has(line))
    position += feed.length
  }
}

/**
 * Kills a loaded node again and again on the same ledger; after each death everything ever acknowledged is there, the chain
 * verifies, and the projections are what the fold says. Returns how much was acknowledged.
 */
export const killRounds = async (database: TestDatabase, rounds: number): Promise<number> => {
  const place = await database.place()
  const acknowledged: string[] = []
  for (let round = 0; round < rounds; round++) {
    const server = round % 2 === 1 ? database.server() : undefined
    acknowledged.push(...(await loadAndKill(place, () => server?.crash())))
    server?.start()
    expect(await verify(place)).toMatchObject({ ok: true })
    const node = await openNode({ node: 'HQ', modules: [parcels], ...place })
    expect(await lostOf(node, acknowledged)).toEqual([])
    const before = await projections(node)
    await node.close()
    await rebuild({ ...place, modules: [parcels] })
    const again = await openNode({ node: 'HQ', modules: [parcels], ...place })
    expect(await projections(again)).toEqual(before)
    await again.close()
  }
  return acknowledged.length
}
