import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Connection, SqlRow, SqlValue } from './connection.ts'

/** Runs one statement somewhere and gives its rows. */
export type Execute = (sql: string, parameters: readonly SqlValue[]) => Promise<{ rows: SqlRow[]; changes: number }>

class ExecuteConnection implements DatabaseConnection {
  readonly #execute: Execute
  constructor(execute: Execute) {
    this.#execute = execute
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changes } = await this.#execute(query.sql, query.parameters as SqlValue[])
    return { rows: rows as R[], numAffectedRows: BigInt(changes) }
  }

  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('page by cursor instead of streaming')
  }
}

const driver = (execute: Execute, transactions: boolean, close: () => void | Promise<void>): Driver => {
  const connection = new ExecuteConnection(execute)
  const say = (statement: string) => async () => {
    if (!transactions) throw new Error('reads only: what changes goes through the ledger or through write()')
    await execute(statement, [])
  }
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: say('BEGIN IMMEDIATE'),
    commitTransaction: say('COMMIT'),
    rollbackTransaction: say('ROLLBACK'),
    destroy: async () => close()
  }
}

const kysely = <T>(made: Driver): Kysely<T> =>
  new Kysely<T>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => made,
      createIntrospector: db => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler()
    }
  })

/** Kysely over a function that runs statements elsewhere (a reader worker); without transactions. */
export const kyselyOver = <T>(execute: Execute, close: () => void | Promise<void> = () => undefined): Kysely<T> =>
  kysely(driver(execute, false, close))

/** Kysely over a connection in this thread, with transactions: for migrations, child processes and tests. One user at a time. */
export const kyselyOn = <T>(connection: Connection): Kysely<T> =>
  kysely(
    driver(
      (sql, parameters) => {
        const statement = connection.prepare(sql)
        if (statement.columns().length > 0) return Promise.resolve({ rows: statement.all(...parameters), changes: 0 })
        return Promise.resolve({ rows: [], changes: Number(statement.run(...parameters).changes) })
      },
      true,
      () => undefined
    )
  )
