import type { Config } from '../config.ts'

/** What a command does: given what follows its name, and the settings. Ends with what goes to stdout as JSON; undefined: nothing. */
export type Run = (words: string[], config: Config) => Promise<unknown>

/** Ends a command with a sentence for a person and exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** Messages go to stderr, so that stdout is one JSON text. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}
