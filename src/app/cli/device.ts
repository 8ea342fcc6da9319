import { parseArgs } from 'node:util'
import { nodeActor } from '../node.ts'
import type { AppNode } from '../node.ts'
import { expectDone, refused, withNode } from './command.ts'
import { CommandError } from './say.ts'
import type { Run } from './say.ts'
import { deviceKinds } from '#platform/identity/actors.ts'
import { inviteDevice } from '#platform/identity/device-routes.ts'
import { device as deviceKind } from '#platform/identity/device.ts'

const invite = async (node: AppNode, words: string[]): Promise<unknown> => {
  const { values } = parseArgs({ args: words, options: { kind: { type: 'string' }, office: { type: 'string' }, name: { type: 'string' } } })
  const kind = deviceKinds.find(known => known === values.kind)
  const { office, name } = values
  if (!kind || !office || !name) throw new CommandError(`device invite --kind ${deviceKinds.join('|')} --office O --name "N"`)
  const invited = await inviteDevice(
    node.identity,
    { id: node.platform.newId(), actor: nodeActor(node.config.node) },
    { kind, office, name }
  )
  if (!invited.ok) throw refused(invited.refusal)
  return { device: invited.device, code: invited.code, expiresAt: invited.expiresAt }
}

const revoke = async (node: AppNode, [id]: string[]): Promise<unknown> => {
  if (id === undefined) throw new CommandError('device revoke ID')
  const envelope = { id: node.platform.newId(), actor: nodeActor(node.config.node) }
  const { version } = expectDone(await node.platform.ledger.command(deviceKind, id, envelope, { type: 'revoke-device' }))
  return { device: id, version }
}

export const device: Run = ([verb, ...rest], config) =>
  withNode(config, async node => {
    switch (verb) {
      case 'invite':
        return invite(node, rest)
      case 'list':
        return node.identity.settings.projections
          .selectFrom('identity_devices')
          .select(['dossier as device', 'kind', 'office', 'name', 'status', 'since'])
          .orderBy('office')
          .orderBy('name')
          .execute()
      case 'revoke':
        return revoke(node, rest)
      case undefined:
      default:
        throw new CommandError('device invite --kind K --office O --name "N" | list | revoke ID')
    }
  })
