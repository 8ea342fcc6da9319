import pg from 'pg'
import type { Statement } from './statements.ts'
import { clientConfig, type ConnectionSettings } from '#platform/storage/postgres/connect.ts'

/** One connection for appending, made when it is needed and made again when it broke. */
export class Session {
  readonly #settings: ConnectionSettings
  #client: Promise<pg.Client> | null = null

  constructor(settings: ConnectionSettings) {
    this.#settings = { ...settings, pipeline: true, lookupsOnly: true }
  }

  async connect(): Promise<pg.Client> {
    this.#client ??= this.#open()
    try {
      return await this.#client
    } catch (error) {
      this.#client = null
      throw error
    }
  }

  /** Forgets a connection whose state is not known. */
  async drop(): Promise<void> {
    const client = await this.#client?.catch(() => null)
    this.#client = null
    await client?.end().catch(() => undefined)
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client(clientConfig(this.#settings))
    client.on('error', () => {
      this.#client = null
    })
    await client.connect()
    return client
  }
}

/** Sends statements one behind the other without waiting, then waits for all; throws the first thing that went wrong. */
export const sendAll = async (client: pg.Client, statements: readonly (Statement | string)[]): Promise<pg.QueryResult[]> => {
  const settled = await Promise.allSettled(statements.map(statement => client.query(statement as string)))
  return settled.map(result => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
