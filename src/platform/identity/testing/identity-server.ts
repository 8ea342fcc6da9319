import { createMetrics } from '../../http/metrics.ts'
import { buildServer } from '../../http/server.ts'
import type { Server } from '../../http/server.ts'
import { nodeActor } from '../../ledger/open-node.ts'
import { openTestNode } from '../../ledger/testing/open-test-node.ts'
import type { Platform, ServerModule } from '../../platform.ts'
import type { Office } from '../../reference/offices.ts'
import { openOffices, referenceModule } from '../../reference/store.ts'
import { openIdentityDatabase } from '../database.ts'
import { openIdentity } from '../identity.ts'
import type { Identity } from '../identity.ts'
import { identityModule } from '../module.ts'
import type { HeldRole } from '../person.ts'
import { addIdentityRoutes } from '../routes.ts'
import type { IdentityProjections } from '../tables.ts'

const office = (id: string, kind: Office['kind'], parent: string | null): Office => ({ id, kind, parent, name: { en: id }, zone: 'UTC' })

export const password = 'a long enough password'

/** Keeps cookies as a browser does. */
export interface Browser {
  post(
    url: string,
    payload?: object,
    headers?: Record<string, string>
  ): Promise<{ status: number; body: unknown; headers: Record<string, unknown> }>
  get(url: string): Promise<{ status: number; body: unknown }>
  cookies: Map<string, string>
}

export interface IdentityServer {
  app: Server
  identity: Identity
  platform: Platform
  lines: string[]
  passSeconds(seconds: number): void
  browser(): Browser
  /** A registered person with a password and roles. */
  person(username: string, ...roles: HeldRole[]): Promise<string>
  signedIn(username: string): Promise<Browser>
  close(): Promise<void>
}

/** A server with identity's routes (and those of the modules given) on a real ledger; its clock stands still until told to pass. */
export const startIdentityServer = async (
  settings: { totpRequired: boolean },
  modules: readonly ServerModule[] = []
): Promise<IdentityServer> => {
  let ahead = 0
  const clock = { now: () => new Date(Date.now() + ahead) }
  const node = await openTestNode([referenceModule, identityModule, ...modules], { clock })
  const offices = await openOffices(node)
  await offices.replace([
    office('HQ', 'headquarters', null),
    office('NORTH', 'region', 'HQ'),
    office('PORT-1', 'post', 'NORTH'),
    office('LAND-1', 'post', 'HQ')
  ])
  const database = await openIdentityDatabase({ file: ':memory:' }, clock.now().toISOString())
  const identity = await openIdentity({
    database,
    ledger: node.ledger,
    projections: node.db.withTables<IdentityProjections>(),
    offices,
    clock,
    newId: () => node.newId(),
    node: node.node,
    realm: node.realm,
    secret: 'the secret of a test, long enough',
    publicUrl: 'http://node.test',
    secure: false,
    ...settings
  })
  const lines: string[] = []
  const app = await buildServer({
    node: node.node,
    newId: () => node.newId(),
    metrics: createMetrics(node.node),
    version: '0',
    logLevel: 'trace',
    logTarget: { write: line => lines.push(line) },
    secure: false,
    trustProxy: false
  })
  addIdentityRoutes(app, identity, () => false)
  const { ledger, db, write, realm, newId } = node
  const platform: Platform = { ledger, db, write, clock, node: node.node, realm, newId, actors: identity.guards, offices }
  for (const module of modules) await module.routes(app, platform)
  const browser = (): Browser => browse(app)
  return {
    app,
    identity,
    platform,
    lines,
    passSeconds: seconds => (ahead += seconds * 1000),
    browser,
    person: async (username, ...roles) => {
      const done = await identity.people.register(node.newId(), nodeActor('HQ'), {
        name: `Name of ${username}`,
        username,
        office: 'PORT-1',
        roles
      })
      if (!done.ok) throw new Error(done.refusal.code)
      await identity.accounts.setPassword(done.person, password)
      return done.person
    },
    signedIn: async username => {
      const there = browser()
      const reply = await there.post('/api/identity/sign-in', { username, password })
      if (reply.status !== 200) throw new Error(`${username} cannot sign in: ${JSON.stringify(reply.body)}`)
      return there
    },
    close: async () => {
      await app.close()
      await database.close()
      await node.close()
    }
  }
}

const browse = (app: Server): Browser => {
  const cookies = new Map<string, string>()
  const send = async (method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await app.inject({ method, url, headers: { ...headers, ...(cookie ? { cookie } : {}) }, ...(payload ? { payload } : {}) })
    for (const { name, value, maxAge } of reply.cookies) {
      if (maxAge === 0) cookies.delete(name)
      else cookies.set(name, encodeURIComponent(value))
    }
    return { status: reply.statusCode, body: reply.body === '' ? null : (JSON.parse(reply.body) as unknown), headers: reply.headers }
  }
  return { cookies, get: url => send('GET', url), post: (url, payload = {}, headers = {}) => send('POST', url, payload, headers) }
}
