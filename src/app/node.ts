import { join } from 'node:path'
import type { Config } from './config.ts'
import { ledgerOptions } from './ledger-options.ts'
import { findOrMakeSecret } from './secret.ts'
import { openIdentityDatabase } from '#platform/identity/database.ts'
import { openIdentity } from '#platform/identity/identity.ts'
import type { Identity } from '#platform/identity/identity.ts'
import type { IdentityProjections } from '#platform/identity/tables.ts'
import { nodeActor, openNode } from '#platform/ledger/open-node.ts'
import type { OpenNode } from '#platform/ledger/open-node.ts'
import type { Clock, Platform, ServerModule } from '#platform/platform.ts'
import { openOffices } from '#platform/reference/store.ts'
import type { OfficeStore } from '#platform/reference/store.ts'

/** Everything of a node but its HTTP server: what the server, the command line and the demo stand on. */
export interface AppNode {
  config: Config
  ground: OpenNode
  identity: Identity
  offices: OfficeStore
  platform: Platform
  modules: readonly ServerModule[]
  close(): Promise<void>
}

export const openAppNode = async (config: Config, modules: readonly ServerModule[], clock?: Clock): Promise<AppNode> => {
  const ground = await openNode({ ...ledgerOptions(config, modules), ...(clock ? { clock } : {}) })
  const offices = await openOffices(ground)
  // A node begins as one office, so that the first administrator is at a place.
  if (offices.all().length === 0) {
    await offices.replace([{ id: config.node, name: { en: config.node }, kind: 'headquarters', parent: null, zone: 'UTC' }])
  }
  const where =
    config.databaseUrl === undefined
      ? { file: join(config.data, 'identity.sqlite') }
      : { postgres: config.databaseUrl, migrator: config.migratorUrl }
  const database = await openIdentityDatabase(where, ground.clock.now().toISOString())
  const identity = await openIdentity({
    database,
    ledger: ground.ledger,
    projections: ground.db.withTables<IdentityProjections>(),
    offices,
    clock: ground.clock,
    newId: () => ground.newId(),
    node: config.node,
    realm: config.realm,
    secret: findOrMakeSecret(config.data, config.secret),
    publicUrl: config.publicUrl,
    secure: config.secure,
    totpRequired: config.totp === 'required'
  })
  const { ledger, db, write, node, realm, newId } = ground
  const platform: Platform = { ledger, db, write, clock: ground.clock, node, realm, newId, actors: identity.guards, offices }
  return {
    config,
    ground,
    identity,
    offices,
    platform,
    modules,
    close: async () => {
      await database.close()
      await ground.close()
    }
  }
}

export { nodeActor }
