import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll } from 'vitest'
import { startPostgres, whyNoPostgres, type TestPostgres } from './postgres.ts'

/** Where a test's node lives: its data folder, and its database when that is PostgreSQL. */
export interface TestPlace {
  data: string
  postgres?: { url: string }
}

/** A database to run a suite over. */
export interface TestDatabase {
  /** For the suite's title; says why it is skipped. */
  title: string
  skipped: boolean
  /** A fresh, empty place; gone after the suite. */
  place(): Promise<TestPlace>
  /** A fresh, empty folder; gone after the suite. */
  folder(): string
  /** The server behind the places, if there is one. */
  server(): TestPostgres | undefined
}

const database = (name: 'SQLite' | 'PostgreSQL'): TestDatabase => {
  const why = name === 'PostgreSQL' ? whyNoPostgres() : undefined
  const folders: string[] = []
  let server: Promise<TestPostgres> | undefined
  let started: TestPostgres | undefined
  let count = 0
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'breakwater-test-'))
    folders.push(made)
    return made
  }
  const freshDatabase = async (): Promise<string> => {
    started = await (server ??= startPostgres())
    const name = `node_${++count}`
    const client = new pg.Client(started.url)
    await client.connect()
    await client.query(`CREATE DATABASE ${name}`)
    await client.end()
    return started.url.replace(/\/postgres$/, `/${name}`)
  }
  if (!why) {
    afterAll(() => {
      started?.stop()
      for (const made of folders) rmSync(made, { recursive: true, force: true })
    })
  }
  return {
    title: why ? `${name} (skipped: ${why})` : name,
    skipped: why !== undefined,
    folder,
    place: async () => (name === 'SQLite' ? { data: folder() } : { data: folder(), postgres: { url: await freshDatabase() } }),
    server: () => started
  }
}

/** Both databases; call it at the top of a test file. PostgreSQL is a private server, started when the first place is asked for. */
export const testDatabases = (): TestDatabase[] => [database('SQLite'), database('PostgreSQL')]
