import type { Database } from './database.ts'
import { databaseFile } from './node-options.ts'
import { openSqliteStore } from './sqlite/store.ts'
import { startWriter } from './sqlite/writer.ts'
import type { LedgerTables } from './tables-in-database.ts'
import { connect } from '#platform/storage/sqlite/connection.ts'
import { kyselyOn } from '#platform/storage/sqlite/dialect.ts'
import { describeTable } from '#platform/storage/sqlite/projection-tables.ts'
import { startReaders } from '#platform/storage/sqlite/readers.ts'

/** The embedded database of a data folder. */
export const openSqlite = (data: string): Database => {
  const file = databaseFile(data)
  const connection = connect(file)
  return {
    dialect: 'sqlite',
    admin: kyselyOn<LedgerTables>(connection),
    describe: table => Promise.resolve(describeTable(connection, table)),
    granted: () => Promise.resolve(),
    store: parts => {
      connection.close()
      return Promise.resolve(openSqliteStore({ ...parts, readers: startReaders(file), writer: startWriter(file) }))
    },
    close: () => Promise.resolve(connection.close())
  }
}
