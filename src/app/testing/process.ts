import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const cli = join(import.meta.dirname, '..', 'cli.ts')

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'breakwater-app-'))

const start = (words: string[], environment: Record<string, string>): ChildProcess =>
  spawn(process.execPath, [cli, ...words], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })

const collect = (child: ChildProcess) => {
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) child[name]?.setEncoding('utf8').on('data', (part: string) => (text[name] += part))
  return text
}

/** Runs one command of the command line to its end. */
export const runCli = (
  words: string[],
  environment: Record<string, string>
): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  new Promise(resolve => {
    const child = start(words, environment)
    const text = collect(child)
    child.once('close', code => resolve({ code, ...text }))
  })

export interface RunningServer {
  url: string
  text: { stdout: string; stderr: string }
  child: ChildProcess
  /** Sends the signal and tells how the process ended, and after how many milliseconds. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; milliseconds: number }>
}

/** Starts `serve` or `demo` on a free port and waits until it says its address. */
export const startServer = async (words: string[], environment: Record<string, string>): Promise<RunningServer> => {
  const child = start(words, { BREAKWATER_PORT: '0', ...environment })
  const text = collect(child)
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', () => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text.stderr)?.[0]
      if (found) resolve(found)
    })
    void ended.then(code => reject(new Error(`ended with ${code}: ${text.stderr}`)))
  })
  return {
    url,
    text,
    child,
    end: async signal => {
      const before = performance.now()
      child.kill(signal)
      const code = await ended
      return { code, milliseconds: performance.now() - before }
    }
  }
}
