import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Milliseconds a health request took, in a process of its own that asks every 5 ms. */
export interface Health {
  p50: number
  p99: number
  most: number
  asked: number
}

const PROBER = `
  import { Agent, get } from 'node:http'
  const agent = new Agent({ keepAlive: true })
  const took = []
  process.on('SIGTERM', () => {
    took.sort((a, b) => a - b)
    const at = share => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
    console.log(JSON.stringify({ p50: at(0.5), p99: at(0.99), most: at(1), asked: took.length }))
    process.exit(0)
  })
  for (;;) {
    const start = performance.now()
    await new Promise((resolve, reject) => get({ port: process.argv[1], agent }, response => response.resume().on('end', resolve)).on('error', reject))
    took.push(performance.now() - start)
    await new Promise(resolve => setTimeout(resolve, 5))
  }`

const listen = (server: Server): Promise<number> =>
  new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))

/** Serves a trivial health page in this process and has it asked while the body runs. */
export const watchHealth = async <T>(body: () => Promise<T>): Promise<{ result: T; health: Health }> => {
  const server = createServer((_, response) => response.end('ok'))
  const port = await listen(server)
  const prober = spawn(process.execPath, ['--input-type=module', '-e', PROBER, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  prober.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const ended = new Promise(resolve => prober.once('close', resolve))
  try {
    const result = await body()
    prober.kill('SIGTERM')
    await ended
    return { result, health: JSON.parse(out) as Health }
  } finally {
    prober.kill('SIGKILL')
    server.closeAllConnections()
    server.close()
  }
}
