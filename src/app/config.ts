import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { GateSettings } from '#modules/travellers/index.ts'
import { GATE_SETTINGS } from '#modules/travellers/index.ts'

const Flag = z.union([z.boolean(), z.enum(['yes', 'no', 'true', 'false']).transform(text => text === 'yes' || text === 'true')])
const Address = z.url({ protocol: /^https?$/ }).transform(text => text.replace(/\/$/, ''))
const PostgresAddress = z.url({ protocol: /^postgres(ql)?$/ })
const NodeName = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,23}$/, 'capital letters, digits and hyphens, at most 24')

interface Setting {
  schema: z.ZodType
  /** As the table in docs/operating.md says it. */
  otherwise: string
  about: string
}

/** Every setting. docs/operating.md lists the same; a test compares. */
export const settings = {
  BREAKWATER_PORT: { schema: z.coerce.number().int().min(0).max(65_535).default(8080), otherwise: '8080', about: 'Port to listen on' },
  BREAKWATER_HOST: { schema: z.string().min(1).default('127.0.0.1'), otherwise: '127.0.0.1', about: 'Address to listen on' },
  BREAKWATER_PUBLIC_URL: {
    schema: Address.optional(),
    otherwise: 'http://HOST:PORT',
    about: 'How browsers reach the node; with https, cookies are secure'
  },
  BREAKWATER_TRUST_PROXY: {
    schema: Flag.default(false),
    otherwise: 'no',
    about: 'A reverse proxy in front tells the caller’s address (yes, no)'
  },
  BREAKWATER_NODE: {
    schema: NodeName.default('HQ'),
    otherwise: 'HQ',
    about: 'This node’s name; it goes into every entry and cannot change'
  },
  BREAKWATER_REALM: {
    schema: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
      .default('real'),
    otherwise: 'real',
    about: 'Realm of every entry: real, or the name of a drill'
  },
  BREAKWATER_DATA: {
    schema: z.string().min(1).default('./data'),
    otherwise: './data',
    about: 'Data folder: database, files, keys, the node’s secret'
  },
  BREAKWATER_DATABASE_URL: { schema: PostgresAddress.optional(), otherwise: 'embedded', about: 'PostgreSQL, as the application’s role' },
  BREAKWATER_DATABASE_MIGRATOR_URL: {
    schema: PostgresAddress.optional(),
    otherwise: 'DATABASE_URL',
    about: 'PostgreSQL, as the role that owns the tables'
  },
  BREAKWATER_DATABASE_ERASER_URL: {
    schema: PostgresAddress.optional(),
    otherwise: 'DATABASE_URL',
    about: 'PostgreSQL, as the role that may erase personal parts'
  },
  BREAKWATER_FILES: {
    schema: z
      .string()
      .refine(text => !text.startsWith('s3:'), 'a folder; object stores are not built yet')
      .optional(),
    otherwise: 'DATA/files',
    about: 'Folder for files (no module keeps any yet)'
  },
  BREAKWATER_SECRET: {
    schema: z.string().min(32).optional(),
    otherwise: 'DATA/secret',
    about: 'At least 32 characters; signs sessions. The same for all processes of a node'
  },
  BREAKWATER_TOTP: {
    schema: z.enum(['required', 'optional']).default('required'),
    otherwise: 'required',
    about: 'Second factor for people: required or optional'
  },
  BREAKWATER_METRICS_TOKEN: {
    schema: z.string().min(16).optional(),
    otherwise: 'this machine only',
    about: 'Bearer token for /api/metrics from elsewhere'
  },
  BREAKWATER_LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    otherwise: 'info',
    about: 'fatal, error, warn, info, debug, trace or silent'
  },
  BREAKWATER_GATE_DRAW_RATE: {
    schema: z.coerce.number().min(0).max(1).default(GATE_SETTINGS.drawRate),
    otherwise: String(GATE_SETTINGS.drawRate),
    about: 'How many travellers with nothing against them are drawn for an officer, 0 to 1'
  },
  BREAKWATER_GATE_MINUTES: {
    schema: z.coerce.number().int().min(1).max(240).default(GATE_SETTINGS.gateMinutes),
    otherwise: String(GATE_SETTINGS.gateMinutes),
    about: 'How long after the kiosk the gate opens, 1 to 240 minutes'
  },
  BREAKWATER_GATE_OPEN_SECONDS: {
    schema: z.coerce.number().int().min(2).max(60).default(GATE_SETTINGS.openSeconds),
    otherwise: String(GATE_SETTINGS.openSeconds),
    about: 'How long the gate stays open, 2 to 60 seconds'
  },
  BREAKWATER_DECLARATION_DAYS: {
    schema: z.coerce.number().int().min(0).max(365).optional(),
    otherwise: 'as the form says',
    about: 'How old a declaration may be at the kiosk, where its form allows more, 0 to 365 days'
  }
} satisfies Record<string, Setting>

type Name = keyof typeof settings
type Values = { [K in Name]: z.output<(typeof settings)[K]['schema']> }

/** The node's settings, complete. */
export interface Config {
  port: number
  host: string
  publicUrl: string
  secure: boolean
  trustProxy: boolean
  node: string
  realm: string
  data: string
  databaseUrl: string | undefined
  migratorUrl: string | undefined
  eraserUrl: string | undefined
  files: string
  secret: string | undefined
  totp: 'required' | 'optional'
  metricsToken: string | undefined
  logLevel: string
  /** What this node's offices set for their gates. */
  gate: Pick<GateSettings, 'drawRate' | 'gateMinutes' | 'openSeconds' | 'declarationDays'>
}

/** All that is wrong with the settings, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map(problem => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** Reads settings from the environment, over those of the file that BREAKWATER_CONFIG names. Throws a ConfigError that lists everything wrong. */
export const readConfig = (environment: Record<string, string | undefined>, defaults: Partial<Record<Name, string>> = {}): Config => {
  const problems: string[] = []
  const file = readFileSettings(environment['BREAKWATER_CONFIG'], problems)
  const values: Partial<Record<Name, unknown>> = {}
  for (const [name, { schema }] of Object.entries(settings) as [Name, Setting][]) {
    // An empty variable is how process managers say "not set".
    const given = environment[name] === '' ? undefined : environment[name]
    const parsed = schema.safeParse(given ?? file[name] ?? defaults[name])
    if (parsed.success) values[name] = parsed.data
    else problems.push(`${name}: ${parsed.error.issues.map(({ message }) => message).join('; ')}`)
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return complete(values as Values)
}

const readFileSettings = (path: string | undefined, problems: string[]): Record<string, unknown> => {
  if (!path) return {}
  if (!existsSync(path)) {
    problems.push(`BREAKWATER_CONFIG: there is no file ${path}`)
    return {}
  }
  try {
    const read = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')))
    for (const name of Object.keys(read)) if (!(name in settings)) problems.push(`${name}: no such setting (in ${path})`)
    return read
  } catch (error) {
    problems.push(
      `BREAKWATER_CONFIG: ${path} is not a JSON object (${error instanceof Error ? error.message.split('\n')[0] : 'unreadable'})`
    )
    return {}
  }
}

const complete = (values: Values): Config => {
  const { BREAKWATER_HOST: host, BREAKWATER_PORT: port } = values
  const publicUrl = values.BREAKWATER_PUBLIC_URL ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
  const data = resolve(values.BREAKWATER_DATA)
  return {
    port,
    host,
    publicUrl,
    secure: publicUrl.startsWith('https:'),
    trustProxy: values.BREAKWATER_TRUST_PROXY,
    node: values.BREAKWATER_NODE,
    realm: values.BREAKWATER_REALM,
    data,
    databaseUrl: values.BREAKWATER_DATABASE_URL,
    migratorUrl: values.BREAKWATER_DATABASE_MIGRATOR_URL,
    eraserUrl: values.BREAKWATER_DATABASE_ERASER_URL,
    files: resolve(values.BREAKWATER_FILES ?? `${data}/files`),
    secret: values.BREAKWATER_SECRET,
    totp: values.BREAKWATER_TOTP,
    metricsToken: values.BREAKWATER_METRICS_TOKEN,
    logLevel: values.BREAKWATER_LOG_LEVEL,
    gate: {
      drawRate: values.BREAKWATER_GATE_DRAW_RATE,
      gateMinutes: values.BREAKWATER_GATE_MINUTES,
      openSeconds: values.BREAKWATER_GATE_OPEN_SECONDS,
      declarationDays: values.BREAKWATER_DECLARATION_DAYS ?? null
    }
  }
}

/** Variables in the environment that look like ours and are none: most likely a slip. */
export const unknownVariables = (environment: Record<string, string | undefined>): string[] =>
  Object.keys(environment).filter(name => name.startsWith('BREAKWATER_') && !(name in settings) && name !== 'BREAKWATER_CONFIG')
