import type { Config } from './config.ts'
import { identityModule } from '#platform/identity/module.ts'
import type { ServerModule } from '#platform/platform.ts'
import { referenceModule } from '#platform/reference/store.ts'

/** What the ledger must know to open a database: the same for serving, verifying and rebuilding. */
export const ledgerOptions = (config: Config, modules: readonly ServerModule[]) => ({
  node: config.node,
  realm: config.realm,
  data: config.data,
  modules: [referenceModule, identityModule, ...modules],
  postgres:
    config.databaseUrl === undefined ? undefined : { url: config.databaseUrl, migratorUrl: config.migratorUrl, eraserUrl: config.eraserUrl }
})
