import { CommandError, say } from './cli/command.ts'
import type { Command } from './cli/command.ts'
import { demo } from './cli/demo.ts'
import { device } from './cli/device.ts'
import { forms } from './cli/forms.ts'
import { offices } from './cli/offices.ts'
import { serve } from './cli/serve.ts'
import { backup, rebuild, restore, verify } from './cli/upkeep.ts'
import { user } from './cli/user.ts'
import { ConfigError, readConfig, unknownVariables } from './config.ts'
import { version } from './server.ts'
import { WillNotOpen } from '#platform/ledger/chain.ts'

const commands: Record<string, Command> = { serve, demo, verify, rebuild, backup, restore, user, device, offices, forms }

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
const demoDefaults = { BREAKWATER_DATA: './data/demo', BREAKWATER_TOTP: 'optional', BREAKWATER_LOG_LEVEL: 'warn' }

const run = async ([name = 'help', ...words]: string[]): Promise<number> => {
  const command = commands[name]
  if (!command) {
    say(help())
    return ['help', '--help', '-h'].includes(name) ? 0 : 1
  }
  for (const variable of unknownVariables(process.env)) say(`${variable} is no setting of Breakwater.`)
  const result = await command.run(words, readConfig(process.env, name === 'demo' ? demoDefaults : {}))
  if (result !== undefined) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  return 0
}

/** Errors that a person can do something about are said in one sentence; the rest with where they happened. */
const explain = (error: unknown): string => {
  if (error instanceof CommandError || error instanceof ConfigError || error instanceof WillNotOpen) return error.message
  if (!(error instanceof Error)) return String(error)
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
