import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { verify } from './offline.ts'
import { openNode } from './open-node.ts'
import { act, clerk, openParcel } from './testing/acts.ts'
import { parcels } from './testing/parcels.ts'
import { testDatabases } from '#platform/storage/testing/databases.ts'

const [, postgres] = testDatabases()

describe.skipIf(postgres?.skipped ?? true)(`three users of ${postgres?.title}`, () => {
  test(
    'the node works as the application, is migrated by one user and erased by another; nobody can do more',
    { timeout: 30_000 },
    async () => {
      const place = await (postgres as NonNullable<typeof postgres>).place()
      const url = place.postgres?.url ?? ''
      const root = new pg.Client(url)
      await root.connect()
      await root.query(`CREATE USER bw_migrator CREATEROLE`)
      await root.query('CREATE USER bw_app')
      await root.query('CREATE USER bw_eraser')
      await root.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} OWNER TO bw_migrator`)
      await root.end()
      const as = (user: string) => url.replace('postgres@', `${user}@`)
      const users = { url: as('bw_app'), migratorUrl: as('bw_migrator'), eraserUrl: as('bw_eraser') }
      const node = await openNode({ node: 'HQ', modules: [parcels], data: place.data, postgres: users })
      const dossier = await openParcel(node, 'a')
      expect(await act(node, dossier, { type: 'weigh', weight: 2 })).toMatchObject({ ok: true })
      expect(await node.eraseDossier(dossier, clerk)).toBe(1)
      await node.close()
      expect(await verify({ data: place.data, postgres: users })).toMatchObject({ ok: true, personal: { present: 0, erased: 1 } })
      const tries = async (user: string, statement: string) => {
        const client = new pg.Client(as(user))
        await client.connect()
        const result = await client.query(statement).then(
          () => 'done',
          (error: Error) => error.message
        )
        await client.end()
        return result
      }
      expect(await tries('bw_app', 'DELETE FROM ledger_personal')).toBe('permission denied for table ledger_personal')
      expect(await tries('bw_app', 'SET ROLE breakwater_eraser')).toBe('permission denied to set role "breakwater_eraser"')
      expect(await tries('bw_app', `UPDATE ledger_entries SET version = 1`)).toBe('permission denied for table ledger_entries')
      expect(await tries('bw_eraser', 'DELETE FROM ledger_entries')).toBe('permission denied for table ledger_entries')
      expect(await tries('bw_eraser', 'TRUNCATE ledger_personal')).toBe('permission denied for table ledger_personal')
      expect(await tries('bw_app', 'CREATE TABLE mine (a text)')).toBe('permission denied for schema public')
      const again = await openNode({ node: 'HQ', modules: [parcels], data: place.data, postgres: users })
      expect(await act(again, dossier, { type: 'weigh', weight: 3 })).toMatchObject({ ok: true, version: 3 })
      await again.close()
    }
  )
})
