import { CommandError, say } from './cli/say.ts'
import type { Run } from './cli/say.ts'
import { ConfigError, readConfig, unknownVariables } from './config.ts'
import { version } from './version.ts'

interface Command {
  usage: string
  about: string
  load(): Promise<Run>
}

/** Each brings only what it needs: most need no web server. */
const commands: Record<string, Command> = {
  serve: {
    usage: 'serve',
    about: 'Serve this node',
    load: async () => (await import('./cli/serve.ts')).serve
  },
  demo: {
    usage: 'demo',
    about: 'Serve the demo of an invented country (data in ./data/demo)',
    load: async () => (await import('./cli/demo.ts')).demo
  },
  verify: {
    usage: 'verify',
    about: 'Walk every chain this node holds; exit code 1 and the first broken entry if one is',
    load: async () => (await import('./cli/upkeep.ts')).verify
  },
  rebuild: {
    usage: 'rebuild',
    about: 'Write all projections again from the ledger; a running node waits meanwhile',
    load: async () => (await import('./cli/upkeep.ts')).rebuild
  },
  backup: {
    usage: 'backup FOLDER',
    about: 'Copy this node, running or not, into a new folder',
    load: async () => (await import('./cli/upkeep.ts')).backup
  },
  restore: {
    usage: 'restore FOLDER',
    about: 'Put a backup into an empty data folder, as a new incarnation; erases what is due before it ends',
    load: async () => (await import('./cli/upkeep.ts')).restore
  },
  user: {
    usage: 'user add|list|reset|grant|revoke|disable|enable …',
    about: 'People of this node; add and reset print a one-time link to choose a password',
    load: async () => (await import('./cli/user.ts')).user
  },
  device: {
    usage: 'device invite|list|revoke …',
    about: 'Kiosks and gates; invite prints the one-time code to type at the device',
    load: async () => (await import('./cli/device.ts')).device
  },
  offices: {
    usage: 'offices list|load FILE',
    about: 'The tree of customs offices; load replaces it from a JSON list',
    load: async () => (await import('./cli/offices.ts')).offices
  },
  forms: {
    usage: 'forms add FILE',
    about: 'Put traveller forms on record from a JSON list; a version never changes',
    load: async () => (await import('./cli/forms.ts')).forms
  }
}

const help = (): string =>
  [
    `breakwater ${version}`,
    '',
    ...Object.values(commands).map(({ usage, about }) => `  ${usage.padEnd(52)} ${about}`),
    `  ${'help'.padEnd(52)} This`,
    '',
    'JSON on stdout, messages on stderr, exit code 0 only on success. Settings: docs/operating.md.'
  ].join('\n')

/** What the demo does otherwise than production, unless it is set. */
const demoDefaults = { BREAKWATER_DATA: './data/demo', BREAKWATER_REALM: 'demo', BREAKWATER_TOTP: 'optional', BREAKWATER_LOG_LEVEL: 'warn' }

const run = async ([name = 'help', ...words]: string[]): Promise<number> => {
  const command = commands[name]
  if (!command) {
    say(help())
    return ['help', '--help', '-h'].includes(name) ? 0 : 1
  }
  for (const variable of unknownVariables(process.env)) say(`${variable} is no setting of Breakwater.`)
  const config = readConfig(process.env, name === 'demo' ? demoDefaults : {})
  const result = await (await command.load())(words, config)
  if (result !== undefined) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  return 0
}

/** Errors that a person can do something about are said in one sentence; the rest with where they happened. */
const explain = (error: unknown): string => {
  if (error instanceof CommandError || error instanceof ConfigError) return error.message
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'WillNotOpen') return error.message
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'The port is taken. Set BREAKWATER_PORT to another, or stop what listens there.'
  if ('code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return error.message
  return error.stack ?? error.message
}

// Keys, people and passwords: for this user's eyes only.
process.umask(0o077)

try {
  const code = await run(process.argv.slice(2))
  process.exitCode ||= code
} catch (error) {
  say(explain(error))
  process.exitCode = 1
}
