import pg from 'pg'
import { clientConfig, type ConnectionSettings } from '#platform/storage/postgres/connect.ts'

/** Hears other processes; after a broken connection it connects again and tells as if something had been said, because something may have been. */
export class Listener {
  readonly #settings: ConnectionSettings
  readonly #channel: string
  readonly #heard: (word: string) => void
  #client: pg.Client | null = null
  #closed = false

  constructor(settings: ConnectionSettings, channel: string, heard: (word: string) => void) {
    this.#settings = settings
    this.#channel = channel
    this.#heard = heard
  }

  async start(): Promise<void> {
    const client = new pg.Client(clientConfig(this.#settings))
    client.on('notification', ({ payload }) => this.#heard(payload ?? ''))
    client.on('error', () => undefined)
    client.on('end', () => this.#again())
    await client.connect()
    await client.query(`LISTEN ${this.#channel}`)
    this.#client = client
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#client?.end().catch(() => undefined)
  }

  #again(): void {
    if (this.#closed) return
    setTimeout(() => {
      if (this.#closed) return
      this.start().then(
        () => this.#heard('erased after a gap'),
        () => this.#again()
      )
    }, 500).unref()
  }
}
