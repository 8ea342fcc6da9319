import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { watchHealth, type Health } from './ledger/health.ts'
import { loadNode, openLoaded } from './ledger/node.ts'
import { rawSqlite } from './ledger/raw.ts'
import { startPostgres, whyNoPostgres } from '#platform/storage/testing/postgres.ts'

// node bench/ledger.ts [seconds] [embedded|postgres]
const seconds = Number(process.argv[2] ?? 10)
const CALLERS = 64
/** Seconds under load before the clock starts: the engine compiles what is used. */
const WARM_UP = 2
const rate = (value: number): string => `${Math.round(value).toLocaleString('en')} commands/s`
const said = ({ p50, p99, most, asked }: Health): string =>
  `health p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, longest ${most.toFixed(1)} ms of ${asked}`

const embedded = async (): Promise<void> => {
  const data = mkdtempSync(join(tmpdir(), 'breakwater-bench-'))
  const order = { data, callers: CALLERS, seconds }
  const node = await openLoaded(order)
  await loadNode(node, { ...order, seconds: WARM_UP })
  const { result, health } = await watchHealth(() => loadNode(node, order))
  await node.close()
  console.log(`embedded, ${CALLERS} callers:        ${rate(result)}; ${said(health)}`)
  for (const batch of [32, 64]) {
    const raw = rawSqlite(join(data, 'ledger.sqlite'), batch)
    console.log(`raw driver, same rows by ${batch}:   ${rate(raw)}; the ledger reaches ${Math.round((100 * result) / raw)} % of it`)
  }
  rmSync(data, { recursive: true })
}

const freshDatabase = async (url: string, name: string): Promise<string> => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  return url.replace(/\/postgres$/, `/${name}`)
}

const postgres = async (processes: number, url: string): Promise<void> => {
  const data = mkdtempSync(join(tmpdir(), 'breakwater-bench-'))
  const order = { data, postgres: { url: await freshDatabase(url, `bench_${processes}`) }, callers: CALLERS, seconds }
  const node = await openLoaded(order)
  const startAt = Date.now() + 2_000
  const program = join(import.meta.dirname, 'ledger', 'node.ts')
  const others = Array.from({ length: processes - 1 }, () =>
    promisify(execFile)(process.execPath, [program, JSON.stringify({ ...order, startAt })])
  )
  await new Promise(resolve => setTimeout(resolve, startAt - Date.now()))
  const { result, health } = await watchHealth(() => loadNode(node, order))
  const rates = [result, ...(await Promise.all(others)).map(({ stdout }) => Number(stdout))]
  console.log(
    `PostgreSQL, ${processes} process${processes > 1 ? 'es' : ''} × ${CALLERS}:     ${rate(rates.reduce((sum, one) => sum + one, 0))}; ${said(health)}`
  )
  await node.close()
  rmSync(data, { recursive: true })
}

const only = process.argv[3]
if (only !== 'postgres') await embedded()
const why = whyNoPostgres()
if (only === 'embedded') process.exit()
if (why) console.log(`PostgreSQL: skipped, ${why}`)
else {
  const server = await startPostgres()
  try {
    for (const processes of [1, 2]) await postgres(processes, server.url)
  } finally {
    server.stop()
  }
}
