import { sql, type Kysely } from 'kysely'
import { describe, expect, test } from 'vitest'
import { migrate, type Migration } from './migrations.ts'
import { connect } from './sqlite/connection.ts'
import { kyselyOver } from './sqlite/dialect.ts'
import { startReaders } from './sqlite/readers.ts'
import { testDatabases } from './testing/databases.ts'
import { openPostgres } from '#platform/ledger/open-postgres.ts'
import { openSqlite } from '#platform/ledger/open-sqlite.ts'

const NOW = '2026-11-23T20:00:00.000Z'
const databases = testDatabases()

for (const database of databases) {
  describe.skipIf(database.skipped)(`migrations on ${database.title}`, () => {
    const step = (name: string, statement: string): Migration => ({
      name,
      up: async db => {
        await sql.raw(statement).execute(db)
      }
    })
    const one = step('shop/0001-crates', 'CREATE TABLE crates (mark text PRIMARY KEY)')
    const two = step('shop/0002-first', `INSERT INTO crates VALUES ('first')`)

    test('run once each, in order, and are recorded', async () => {
      const { data, postgres } = await database.place()
      const opened = postgres ? await openPostgres(postgres) : openSqlite(data)
      const db = opened.admin as unknown as Kysely<unknown>
      expect(await migrate(db, opened.dialect, [one], NOW)).toEqual(['shop/0001-crates'])
      expect(await migrate(db, opened.dialect, [one, two], NOW)).toEqual(['shop/0002-first'])
      expect(await migrate(db, opened.dialect, [one, two], NOW)).toEqual([])
      expect((await sql`SELECT mark FROM crates`.execute(db)).rows).toEqual([{ mark: 'first' }])
      expect((await sql`SELECT name, applied_at FROM platform_migrations ORDER BY name`.execute(db)).rows).toEqual([
        { name: 'shop/0001-crates', applied_at: NOW },
        { name: 'shop/0002-first', applied_at: NOW }
      ])
      await opened.close()
    })

    test('one that fails leaves nothing of itself behind and is tried again', async () => {
      const { data, postgres } = await database.place()
      const opened = postgres ? await openPostgres(postgres) : openSqlite(data)
      const db = opened.admin as unknown as Kysely<unknown>
      const half: Migration = {
        name: 'shop/0002-half',
        up: async transaction => {
          await sql`CREATE TABLE half (a text)`.execute(transaction)
          await sql`INSERT INTO nowhere VALUES (1)`.execute(transaction)
        }
      }
      await expect(migrate(db, opened.dialect, [one, half], NOW)).rejects.toThrow(/nowhere/)
      expect(await migrate(db, opened.dialect, [one, step('shop/0002-half', 'CREATE TABLE half (a text)')], NOW)).toEqual([
        'shop/0002-half'
      ])
      await opened.close()
    })

    test('two of one name are refused', async () => {
      const { data, postgres } = await database.place()
      const opened = postgres ? await openPostgres(postgres) : openSqlite(data)
      await expect(migrate(opened.admin as unknown as Kysely<unknown>, opened.dialect, [one, one], NOW)).rejects.toThrow(
        'two migrations are called shop/0001-crates'
      )
      await opened.close()
    })
  })
}

describe('the readers of an SQLite file', () => {
  const fill = (file: string, rows: number) => {
    const connection = connect(file)
    connection.database.exec(
      `CREATE TABLE n (i integer, body blob); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${rows}) INSERT INTO n SELECT i, x'00ff' FROM c`
    )
    connection.close()
  }

  test('answer through Kysely, give blobs as bytes, say what is wrong, and do not write', async () => {
    const file = `${databases[0]?.folder()}/n.sqlite`
    fill(file, 3)
    const readers = startReaders(file)
    const db = kyselyOver<{ n: { i: number; body: Uint8Array } }>(async (text, parameters) => ({
      rows: await readers.all(text, parameters),
      changes: 0
    }))
    expect(await db.selectFrom('n').selectAll().where('i', '>', 1).orderBy('i').execute()).toEqual([
      { i: 2, body: new Uint8Array([0, 255]) },
      { i: 3, body: new Uint8Array([0, 255]) }
    ])
    await expect(db.insertInto('n').values({ i: 9, body: new Uint8Array() }).execute()).rejects.toThrow('readonly')
    await expect(sql`SELECT absent FROM n`.execute(db)).rejects.toThrow('no such column: absent')
    await expect(db.transaction().execute(() => Promise.resolve())).rejects.toThrow('reads only')
    await readers.close()
    await expect(readers.all('SELECT 1', [])).rejects.toThrow('the reader has stopped')
  })

  test('a slow question stops neither the loop nor the other reader', async () => {
    const file = `${databases[0]?.folder()}/slow.sqlite`
    fill(file, 2_000)
    const readers = startReaders(file)
    await readers.all('SELECT 1', [])
    let slowDone = false
    let [longest, last] = [0, performance.now()]
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const slow = readers.all('SELECT count(*) AS n FROM n a, n b WHERE a.i * b.i % 7 = 3', []).then(rows => {
      slowDone = true
      return rows
    })
    expect(await readers.all('SELECT count(*) AS n FROM n', [])).toEqual([{ n: 2_000 }])
    expect(slowDone).toBe(false)
    expect(await slow).toHaveLength(1)
    clearInterval(ticking)
    expect(longest).toBeLessThan(150)
    await readers.close()
  })
})
