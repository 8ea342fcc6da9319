import { join } from 'node:path'
import type { AppNode } from './node.ts'
import { root, version } from './version.ts'
import { addFeedRoute } from '#platform/http/feed.ts'
import type { LogTarget } from '#platform/http/log.ts'
import { countLedger, createMetrics } from '#platform/http/metrics.ts'
import { addProbes } from '#platform/http/probes.ts'
import { buildServer } from '#platform/http/server.ts'
import type { Server } from '#platform/http/server.ts'
import { addIdentityRoutes } from '#platform/identity/routes.ts'
import { addReferenceRoutes } from '#platform/reference/routes.ts'

export interface AppServer {
  app: Server
  /** From now on `/api/ready` says no, so that a balancer sends nobody here. */
  announceStop(): void
}

/** The whole HTTP server of a node, not yet listening. */
export const assembleServer = async (node: AppNode, logTarget?: LogTarget): Promise<AppServer> => {
  const { config, ground, identity, offices, platform, modules } = node
  let stopping = false
  const isStopping = (): boolean => stopping
  const metrics = createMetrics(config.node)
  countLedger(metrics, () => ground.ledger.counts)
  const app = await buildServer({
    node: config.node,
    newId: platform.newId,
    metrics,
    version,
    logLevel: config.logLevel,
    ...(logTarget ? { logTarget } : {}),
    secure: config.secure,
    trustProxy: config.trustProxy,
    screens: join(root, 'dist')
  })
  const needs = [
    { name: 'ledger', check: () => platform.ledger.position() },
    { name: 'identity', check: () => identity.settings.database.kysely.selectFrom('identity_codes').select('digest').limit(1).execute() }
  ]
  addProbes(app, { needs, isStopping, metrics, ...(config.metricsToken ? { metricsToken: config.metricsToken } : {}) })
  addIdentityRoutes(app, identity, isStopping)
  addReferenceRoutes(app, offices, identity.guards)
  addFeedRoute(app, platform.ledger, identity.guards)
  for (const module of modules) await module.routes(app, platform)
  return { app, announceStop: () => (stopping = true) }
}
