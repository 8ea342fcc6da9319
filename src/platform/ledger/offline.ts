import { Kysely, PostgresDialect } from 'kysely'
import { findRememberedHead } from './keys.ts'
import { databaseFile, type NodeOptions, type PostgresOptions } from './node-options.ts'
import { allKinds } from './open-node.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import { checkedTable, type ProjectionTable } from './projection.ts'
import { rebuildProjections, type Rebuilt } from './rebuild.ts'
import type { LedgerTables } from './tables-in-database.ts'
import { verifyLedger, type Verified } from './verify.ts'
import { openPool } from '#platform/storage/postgres/connect.ts'
import { connect } from '#platform/storage/sqlite/connection.ts'
import { kyselyOn } from '#platform/storage/sqlite/dialect.ts'

/** Where a ledger is, for work beside a running server: run these in a process of their own. */
export interface Place {
  data: string
  postgres?: PostgresOptions | undefined
}

const onSnapshot = async <T>({ data, postgres }: Place, body: (db: Kysely<LedgerTables>) => Promise<T>): Promise<T> => {
  if (postgres) {
    const db = new Kysely<LedgerTables>({ dialect: new PostgresDialect({ pool: openPool({ url: postgres.url, readOnly: true }, 1) }) })
    return db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(body)
      .finally(() => db.destroy())
  }
  const connection = connect(databaseFile(data), { readOnly: true })
  try {
    connection.database.exec('BEGIN')
    return await body(kyselyOn<LedgerTables>(connection))
  } finally {
    connection.close()
  }
}

/** Checks every chain of a ledger, also while its node runs. */
export const verify = (place: Place): Promise<Verified> => onSnapshot(place, db => verifyLedger(db, findRememberedHead(place.data)))

/** Writes all projections again from the ledger, in one transaction; a running node waits meanwhile. */
export const rebuild = async ({ data, postgres, modules }: Place & Pick<NodeOptions, 'modules'>): Promise<Rebuilt> => {
  const kinds = allKinds({ modules })
  const database = postgres ? await openPostgres(postgres) : openSqlite(data)
  try {
    const tables = new Map<string, ProjectionTable>()
    for (const table of kinds.tables()) tables.set(table, checkedTable(await database.describe(table)))
    return await database.admin.transaction().execute(db => rebuildProjections(db, kinds, tables))
  } finally {
    await database.close()
  }
}
