import pg from 'pg'

/** The roles of docs/ledger-format.md, 10: who appends, who erases. Group roles of the cluster; the migrator owns the tables. */
export const APP_ROLE = 'breakwater_app'
export const ERASER_ROLE = 'breakwater_eraser'

/** How a connection behaves. */
export interface ConnectionSettings {
  url: string
  role?: string
  readOnly?: boolean
  /** Send statements without waiting for the answers of those before. */
  pipeline?: boolean
  /** Only index look-ups: plans made while the tables were small must not stay. */
  lookupsOnly?: boolean
}

const INT8 = 20

/** Whole numbers come back as numbers; everything counted here stays below 2^53. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown)
}

export const clientConfig = (settings: ConnectionSettings): pg.ClientConfig => {
  const options = ['-c lock_timeout=2000', '-c idle_in_transaction_session_timeout=5000', '-c jit=off']
  if (settings.role) options.push(`-c role=${settings.role}`)
  if (settings.readOnly) options.push('-c default_transaction_read_only=on')
  if (settings.lookupsOnly) options.push('-c enable_seqscan=off', '-c enable_hashjoin=off', '-c enable_mergejoin=off')
  const config = {
    connectionString: settings.url,
    options: options.join(' '),
    types,
    pipeline: settings.pipeline ?? false,
    application_name: 'breakwater'
  }
  return config
}

/** A pool whose broken idle connections are dropped quietly; the next user gets a fresh one. */
export const openPool = (settings: ConnectionSettings, max: number): pg.Pool => {
  const pool = new pg.Pool({ ...clientConfig(settings), max })
  pool.on('error', () => undefined)
  return pool
}

export type { pg }
