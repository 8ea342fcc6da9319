import { execFile } from 'node:child_process'
import { closeSync, cpSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { writeWhole } from './keys.ts'
import type { Place } from './offline.ts'
import { isInstant } from '#kernel/time.ts'
import { connect } from '#platform/storage/sqlite/connection.ts'

/** What a backup says about itself, in `backup.json`, written last: a folder without it is no backup. */
export const Manifest = z.strictObject({
  format: z.literal(1),
  database: z.enum(['sqlite', 'postgres']),
  takenAt: z.string().refine(isInstant),
  databases: z.array(z.string())
})
export type Manifest = z.infer<typeof Manifest>

const sync = (path: string): void => {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

const vacuumInto = (from: string, to: string): void => {
  const connection = connect(from, { readOnly: true })
  try {
    connection.database.prepare('VACUUM INTO ?').run(to)
  } finally {
    connection.close()
  }
  sync(to)
}

/** The folder of uploaded files inside a data folder. */
export const FILES = 'files'

/**
 * Copies a node, running or not, into a new folder: every database of the data folder, then the files (what the
 * databases name is there already). The node's key is not part of it.
 */
export const backup = async ({ data, postgres, to, now }: Place & { to: string; now: string }): Promise<Manifest> => {
  if (existsSync(to) && readdirSync(to).length > 0) throw new Error(`${to} is not empty`)
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const databases = readdirSync(data).filter(name => name.endsWith('.sqlite'))
  for (const name of databases) vacuumInto(join(data, name), join(to, name))
  if (postgres)
    await promisify(execFile)('pg_dump', [
      '--format=custom',
      `--file=${join(to, 'ledger.dump')}`,
      '--no-owner',
      postgres.migratorUrl ?? postgres.url
    ])
  if (existsSync(join(data, FILES))) cpSync(join(data, FILES), join(to, FILES), { recursive: true })
  const manifest: Manifest = { format: 1, database: postgres ? 'postgres' : 'sqlite', takenAt: now, databases }
  sync(to)
  writeWhole(join(to, 'backup.json'), JSON.stringify(manifest, null, 2), 0o600)
  return manifest
}

export const readManifest = (from: string): Manifest => {
  if (!existsSync(join(from, 'backup.json'))) throw new Error(`${from} is not a finished backup: it has no backup.json`)
  return Manifest.parse(JSON.parse(readFileSync(join(from, 'backup.json'), 'utf8')))
}

/** Puts a backup's databases and files into an empty data folder; the ledger last, so that a restore that broke off is no ledger. */
export const copyBack = async (from: string, { data, postgres }: Place): Promise<void> => {
  const manifest = readManifest(from)
  const order = [...manifest.databases].sort((a, b) => Number(a === 'ledger.sqlite') - Number(b === 'ledger.sqlite'))
  if (existsSync(join(from, FILES))) cpSync(join(from, FILES), join(data, FILES), { recursive: true })
  if (manifest.database === 'postgres') {
    if (!postgres) throw new Error('this is a backup of a PostgreSQL database; say which database to restore it into')
    await promisify(execFile)('pg_restore', [
      '--no-owner',
      '--exit-on-error',
      '--single-transaction',
      `--dbname=${postgres.migratorUrl ?? postgres.url}`,
      join(from, 'ledger.dump')
    ])
  }
  for (const name of order) {
    const fresh = join(data, `${name}.new`)
    rmSync(fresh, { force: true })
    cpSync(join(from, name), fresh)
    sync(fresh)
    for (const beside of ['-wal', '-shm']) rmSync(join(data, name + beside), { force: true })
    renameSync(fresh, join(data, name))
  }
  sync(data)
}
