import { createHash } from 'node:crypto'
import { nodeActor } from '../node.ts'
import type { AppNode } from '../node.ts'
import { devices, offices, password, people } from './meridia.ts'
import type { DemoPerson } from './meridia.ts'
import { idText } from '#kernel/id.ts'
import type { DeviceKind } from '#platform/identity/actors.ts'
import { inviteDevice } from '#platform/identity/device-routes.ts'

/** The same id at every start, so that what was seeded is not seeded again. */
const idOf = (what: string): string => {
  const bytes = createHash('sha256').update(`meridia:${what}`).digest().subarray(0, 16)
  bytes[6] = 0x80 | (Number(bytes[6]) & 0x0f)
  bytes[8] = 0x80 | (Number(bytes[8]) & 0x3f)
  return idText(bytes)
}

const weekMinutes = 7 * 24 * 60

export interface DemoDevice {
  kind: DeviceKind
  name: string
  code: string
}

/** Makes Meridia: offices, a person a role, what the modules need. Only what is missing. */
export const seedMeridia = async (node: AppNode): Promise<void> => {
  if (node.offices.find('AIRPORT-1') === undefined) await node.offices.replace(offices)
  const known = new Set((await node.identity.accounts.list()).map(({ username }) => username))
  await Promise.all(people.filter(({ username }) => !known.has(username)).map(person => seedPerson(node, person)))
  for (const module of node.modules) await module.prepareDemo?.(node.platform)
}

const seedPerson = async ({ identity, config }: AppNode, { username, name, role, office }: DemoPerson): Promise<void> => {
  const registered = await identity.people.register(idOf(`person ${username}`), nodeActor(config.node), {
    username,
    name,
    office,
    roles: [{ role, office }]
  })
  if (!registered.ok) throw new Error(`the demo's ${username} was refused: ${registered.refusal.code}`)
  await identity.accounts.setPassword(registered.person, password)
}

/** A code for one kiosk and one gate that are not enrolled yet; a fresh one at each start. */
export const inviteDemoDevices = async ({ identity, config, platform }: AppNode): Promise<DemoDevice[]> => {
  const rows = await identity.settings.projections.selectFrom('identity_devices').selectAll().execute()
  const invited: DemoDevice[] = []
  for (const { kind, office, name } of devices) {
    const own = rows.filter(row => row.kind === kind && row.office === office)
    const waiting = own.find(({ status }) => status === 'invited')
    if (waiting) {
      const { code } = await identity.codes.issue('device', waiting.dossier, weekMinutes)
      invited.push({ kind, name: waiting.name, code })
      continue
    }
    const next = `${name} ${own.length + 1}`
    const made = await inviteDevice(identity, { id: platform.newId(), actor: nodeActor(config.node) }, { kind, office, name: next })
    if (!made.ok) throw new Error(`the demo's ${next} was refused: ${made.refusal.code}`)
    invited.push({ kind, name: next, code: made.code })
  }
  return invited
}
