import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { verify } from './offline.ts'
import { openNode } from './open-node.ts'
import { clerk } from './testing/acts.ts'
import { killRounds } from './testing/kill-rounds.ts'
import { parcelKind, parcels } from './testing/parcels.ts'
import { testDatabases, type TestDatabase } from '#platform/storage/testing/databases.ts'

const program = (name: string) => fileURLToPath(new URL(`./testing/${name}`, import.meta.url))
const run = promisify(execFile)

const whyNoTrace = (): string | undefined => {
  if (spawnSync('strace', ['-V']).status !== 0) return 'strace is not on this machine'
  return spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0 ? undefined : 'strace may not trace here'
}

/** What every racer came back with. */
interface Finish {
  codes: string[]
  conflicts: number
}

const tally = (finishes: Finish[]) => {
  const counts: Record<string, number> = {}
  for (const code of finishes.flatMap(finish => finish.codes)) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

const databases = testDatabases()

for (const database of databases) {
  describe.skipIf(database.skipped)(`a node that dies on ${database.title}`, () => {
    test('killed 3 times under load, it has lost nothing it acknowledged', { timeout: 120_000 }, async () => {
      expect(await killRounds(database, 3)).toBeGreaterThan(10)
    })
  })

  describe.skipIf(database.skipped)(`racers on ${database.title}`, () => {
    if (database.title.startsWith('PostgreSQL'))
      test('8 processes race for 40 dossiers: 40 acceptances, and somebody had to decide again', { timeout: 60_000 }, async () => {
        const place = await database.place()
        const node = await openNode({ node: 'HQ', modules: [parcels], ...place })
        const dossiers = Array.from({ length: 40 }, () => node.newId())
        const startAt = Date.now() + 6_000
        const racers = Array.from({ length: 8 }, (_, racer) =>
          run(process.execPath, [program('racer-process.ts'), JSON.stringify({ ...place, dossiers, startAt, racer })])
        )
        const finishes = (await Promise.all(racers)).map(({ stdout }) => JSON.parse(stdout) as Finish)
        expect(tally(finishes)).toEqual({ accepted: 40, 'already-open': 280 })
        expect(finishes.reduce((sum, finish) => sum + finish.conflicts, 0)).toBeGreaterThanOrEqual(1)
        expect(await node.ledger.position()).toBe(41)
        await node.close()
        expect(await verify(place)).toMatchObject({ ok: true })
      })

    if (database.title === 'SQLite')
      test('8 client processes race for 40 dossiers through one server: 40 acceptances', { timeout: 60_000 }, async () => {
        const place = await database.place()
        const node = await openNode({ node: 'HQ', modules: [parcels], ...place })
        const dossiers = Array.from({ length: 40 }, () => node.newId())
        const server = createServer((request, response) => {
          const [, dossier = '', racer = ''] = (request.url ?? '').split('/')
          const actor = { ...clerk, id: racer }
          node.ledger.command(parcelKind, dossier, { id: node.newId(), actor }, { type: 'open', mark: racer, weight: 1 }).then(
            answer => response.end(answer.ok ? 'accepted' : answer.refusal.code),
            () => response.writeHead(500).end()
          )
        })
        await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
        const { port } = server.address() as AddressInfo
        const client = (racer: number) => `
        const dossiers = ${JSON.stringify(dossiers)}
        await new Promise(resolve => setTimeout(resolve, ${Date.now() + 1500} - Date.now()))
        const codes = await Promise.all(dossiers.map(async dossier => (await fetch('http://127.0.0.1:${port}/' + dossier + '/racer-${racer}')).text()))
        process.stdout.write(JSON.stringify({ codes, conflicts: 0 }))`
        const racers = Array.from({ length: 8 }, (_, racer) => run(process.execPath, ['--input-type=module', '-e', client(racer)]))
        const finishes = (await Promise.all(racers)).map(({ stdout }) => JSON.parse(stdout) as Finish)
        await new Promise(resolve => server.close(resolve))
        expect(tally(finishes)).toEqual({ accepted: 40, 'already-open': 280 })
        expect(await node.ledger.position()).toBe(41)
        await node.close()
      })
  })
}

type Durability = 'synced' | 'not synced' | 'nothing written'

/**
 * Walks a trace of system calls: whether at each acknowledgement what had been written to the log was synced to the disk
 * by a call that had returned. An interrupted call counts where it is resumed. `perThread`: only the thread that
 * acknowledges counts (others write the same log for their own reasons).
 */
const durabilityOf = (trace: string, log: RegExp, acknowledges: (line: string) => boolean, perThread: boolean): Durability[] => {
  const answers: Durability[] = []
  const threads = new Map<string, { written: number; synced: number; syncing: number }>()
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    const key = perThread ? (line.split(' ', 1)[0] ?? '') : ''
    const seen = threads.get(key) ?? { written: 0, synced: 0, syncing: 0 }
    threads.set(key, seen)
    const call = /\b(pwrite64|fdatasync|fsync)\(\d+<([^>]*)>/.exec(line)
    const onLog = call && log.test(call[2] ?? '')
    if (onLog && call[1] === 'pwrite64') seen.written++
    else if (onLog && line.includes('<unfinished')) seen.syncing = seen.written
    else if (onLog && line.endsWith('= 0')) seen.synced = seen.written
    else if (/<\.\.\. (fdatasync|fsync) resumed>.*= 0$/.test(line)) seen.synced = Math.max(seen.synced, seen.syncing)
    else if (acknowledges(line)) {
      answers.push(seen.written === 0 ? 'nothing written' : seen.synced === seen.written ? 'synced' : 'not synced')
      Object.assign(seen, { written: 0, synced: 0, syncing: 0 })
    }
  }
  return answers
}

const noTrace = whyNoTrace()

describe.skipIf(noTrace)(`acknowledgements${noTrace ? ` (skipped: ${noTrace})` : ''}`, () => {
  const [sqlite, postgres] = databases as [TestDatabase, TestDatabase]

  test('on SQLite each follows the fdatasync of the write-ahead log that holds it', { timeout: 60_000 }, async () => {
    const place = await sqlite.place()
    const trace = join(place.data, 'trace')
    const load = JSON.stringify({ ...place, callers: 1, commands: 60 })
    const calls = ['-f', '-y', '-e', 'trace=write,pwrite64,fsync,fdatasync', '-o', trace]
    execFileSync('strace', [...calls, process.execPath, program('load-process.ts'), load], { stdio: 'ignore' })
    const answers = durabilityOf(trace, /-wal$/, line => /write\(1<[^>]*>, "ACK /.test(line), false)
    expect(answers).toEqual(Array.from({ length: 60 }, () => 'synced'))
  })

  test.skipIf(postgres.skipped)(
    'on PostgreSQL each commit is answered after the fdatasync of the log that holds it',
    { timeout: 60_000 },
    async () => {
      const place = await postgres.place()
      const server = postgres.server()
      const [pid = ''] = readFileSync(join(server?.folder ?? '', 'data', 'postmaster.pid'), 'utf8').split('\n')
      const trace = join(place.data, 'trace')
      const tracer = spawn('strace', ['-f', '-y', '-s', '400', '-e', 'trace=pwrite64,fsync,fdatasync,sendto', '-o', trace, '-p', pid], {
        stdio: ['ignore', 'ignore', 'pipe']
      })
      await new Promise(resolve => tracer.stderr.once('data', resolve))
      await run(process.execPath, [program('load-process.ts'), JSON.stringify({ ...place, callers: 1, commands: 40 })])
      tracer.kill('SIGINT')
      await new Promise(resolve => tracer.once('close', resolve))
      const answers = durabilityOf(trace, /pg_wal/, line => line.includes('sendto(') && line.includes('COMMIT'), true)
      expect(answers.filter(answer => answer === 'not synced')).toEqual([])
      // The server's own log writer may have been faster for one or two.
      expect(answers.filter(answer => answer === 'synced').length).toBeGreaterThanOrEqual(35)
    }
  )
})
