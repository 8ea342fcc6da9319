import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'
import { openAppNode } from './node.ts'
import type { AppNode } from './node.ts'
import { assembleServer } from './server.ts'
import { hasAdministrator } from '#platform/identity/tables.ts'
import type { ServerModule } from '#platform/platform.ts'

/** Open requests may take this long to finish once the node is told to stop; then they are cut. */
const patience = 6_000
const officesAge = 30_000
const linkMinutes = 60

export interface Serving {
  node: AppNode
  url: string
  /** Lets what has begun finish, then closes; at most ten seconds. */
  stop(): Promise<void>
}

/** Port 0 means any: found before anything is told the node's own address. */
const withPort = async (config: Config): Promise<Config> => {
  if (config.port !== 0) return config
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, config.host, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) }
}

/** Opens the node, prepares it if asked, and serves it. */
export const startServing = async (
  given: Config,
  modules: readonly ServerModule[],
  prepare: (node: AppNode) => Promise<void> = async () => undefined
): Promise<Serving> => {
  const config = await withPort(given)
  const node = await openAppNode(config, modules)
  try {
    await prepare(node)
    const { app, announceStop } = await assembleServer(node)
    await app.listen({ host: config.host, port: config.port })
    const refreshing = setInterval(
      () => void node.offices.refresh().catch((error: unknown) => app.log.error({ err: error }, 'offices')),
      officesAge
    )
    refreshing.unref()
    let stopping: Promise<void> | undefined
    const stop = async (): Promise<void> => {
      announceStop()
      clearInterval(refreshing)
      const cut = setTimeout(() => app.server.closeAllConnections(), patience)
      await app.close()
      clearTimeout(cut)
      await node.close()
    }
    return { node, url: config.publicUrl, stop: () => (stopping ??= stop()) }
  } catch (error) {
    await node.close()
    throw error
  }
}

/** While nobody administers the node: the one-time link that makes the first administrator. */
export const firstAdministratorLink = async ({ identity, config }: AppNode): Promise<string | undefined> => {
  if (await hasAdministrator(identity.settings.projections)) return undefined
  const { code } = await identity.codes.issue('first-administrator', config.node, linkMinutes)
  return `${config.publicUrl}/console/first-administrator?code=${code}`
}

/** Stops on SIGTERM and SIGINT, and ends the process. */
export const stopOnSignals = (serving: Serving): void => {
  const end = (signal: string): void => {
    process.stderr.write(`${signal}: finishing what has begun …\n`)
    setTimeout(() => process.exit(1), patience + 3_500).unref()
    serving.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`The node did not stop cleanly: ${error instanceof Error ? error.message : String(error)}\n`)
        process.exit(1)
      }
    )
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}
