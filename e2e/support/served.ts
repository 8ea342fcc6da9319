import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A demo node serving in a process of its own, on a free port, with a data folder of its own. */
export interface Served {
  url: string
  password: string
  /** The one-time code of a device that is not set up yet. */
  codeFor(kind: 'kiosk' | 'gate'): string
  /** Ends the node; `keep`: its data stay, for a node that comes back. */
  stop(options?: { keep?: boolean }): Promise<void>
  /** Starts the node again on what it kept, at the same address. */
  comeBack(): Promise<Served>
}

const project = join(import.meta.dirname, '..', '..')

export const serveDemo = async (port = 0, kept?: string): Promise<Served> => {
  if (!existsSync(join(project, 'dist', 'traveller', 'index.html'))) throw new Error('The screens are not built: npm run build.')
  const data = kept ?? mkdtempSync(join(tmpdir(), 'breakwater-journeys-'))
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve-demo.ts')], {
    cwd: project,
    env: { ...process.env, BREAKWATER_DATA: data, BREAKWATER_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = new Promise<never>((_, reject) => child.once('exit', code => reject(new Error(`the node ended with code ${code}`))))
  ended.catch(() => undefined)
  const said = new Promise<string>(resolve => createInterface(child.stdout).once('line', resolve))
  const { url, devices, password } = JSON.parse(await Promise.race([said, ended])) as {
    url: string
    password: string
    devices: { kind: 'kiosk' | 'gate'; code: string }[]
  }
  return {
    url,
    password,
    codeFor: kind => {
      const device = devices.find(each => each.kind === kind)
      if (!device) throw new Error(`the demo invited no ${kind}`)
      return device.code
    },
    comeBack: () => serveDemo(Number(new URL(url).port), data),
    stop: async ({ keep = false } = {}) => {
      if (child.exitCode === null) {
        const gone = new Promise(resolve => child.once('exit', resolve))
        child.kill('SIGTERM')
        await gone
      }
      if (!keep) rmSync(data, { recursive: true, force: true })
    }
  }
}
