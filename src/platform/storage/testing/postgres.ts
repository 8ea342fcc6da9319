import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** A private PostgreSQL server for tests. */
export interface TestPostgres {
  /** The superuser's URL of the database `postgres`. */
  url: string
  port: number
  folder: string
  /** Stops as after a power cut of the server's process. */
  crash(): void
  start(): void
  stop(): void
}

const programs = (): string | undefined => {
  const found = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  const folder = found.status === 0 ? found.stdout.trim() : undefined
  return folder && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')) ? folder : undefined
}

const serverUser = (): { uid: number; gid: number } | undefined => {
  if (userInfo().uid !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim())
  return { uid: id('-u'), gid: id('-g') }
}

/** Why there can be no private PostgreSQL here; undefined when there can. */
export const whyNoPostgres = (): string | undefined => {
  if (!programs()) return 'no PostgreSQL server programs (pg_config, initdb, pg_ctl) on this machine'
  if (userInfo().uid === 0 && spawnSync('id', ['postgres']).status !== 0)
    return 'this runs as root and there is no user postgres to run the server'
  return undefined
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Starts a cluster in a temporary folder on a free port of the loopback; durable as PostgreSQL's defaults are. */
export const startPostgres = async (): Promise<TestPostgres> => {
  const bin = programs()
  if (!bin) throw new Error(whyNoPostgres())
  const user = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-pg-'))
  chmodSync(folder, 0o700)
  if (user) chownSync(folder, user.uid, user.gid)
  const run = (program: string, args: string[]) =>
    execFileSync(join(bin, program), args, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const cluster = join(folder, 'data')
  run('initdb', ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions'])
  const port = await freePort()
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c max_connections=100`
  const start = () => void run('pg_ctl', ['-D', cluster, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'])
  const halt = (mode: 'fast' | 'immediate') => void run('pg_ctl', ['-D', cluster, '-w', '-m', mode, 'stop'])
  start()
  // A run that breaks off must not leave a server behind.
  const abandon = () => void spawnSync(join(bin, 'pg_ctl'), ['-D', cluster, '-m', 'immediate', 'stop'], { ...user, cwd: '/' })
  process.once('exit', abandon)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    folder,
    crash: () => halt('immediate'),
    start,
    stop: () => {
      process.off('exit', abandon)
      halt('fast')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
