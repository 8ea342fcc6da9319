import { parseArgs } from 'node:util'
import { nodeActor } from '../node.ts'
import type { AppNode } from '../node.ts'
import { expectDone, withNode } from './command.ts'
import { CommandError } from './say.ts'
import type { Run } from './say.ts'
import { OfficeId, Role } from '#kernel/actor.ts'
import { Username } from '#platform/identity/accounts.ts'
import type { HeldRole } from '#platform/identity/person.ts'
import { listStandings } from '#platform/identity/tables.ts'

const roleAt = (text: string): HeldRole => {
  const [role, office] = text.split('@')
  const parsed = { role: Role.safeParse(role), office: OfficeId.safeParse(office) }
  if (!parsed.role.success || !parsed.office.success) {
    throw new CommandError(`“${text}” is not a role at an office, like gate-officer@AIRPORT-1. Roles: ${Role.options.join(', ')}`)
  }
  return { role: parsed.role.data, office: parsed.office.data }
}

const personOf = async (node: AppNode, username: string | undefined): Promise<string> => {
  const person = username === undefined ? undefined : await node.identity.accounts.findByUsername(username)
  if (person === undefined) throw new CommandError(username === undefined ? 'Which user name?' : `Nobody is called ${username} here.`)
  return person
}

const add = async (node: AppNode, words: string[]): Promise<unknown> => {
  const { values } = parseArgs({
    args: words,
    options: {
      username: { type: 'string' },
      name: { type: 'string' },
      office: { type: 'string' },
      role: { type: 'string', multiple: true }
    }
  })
  const username = Username.safeParse(values.username)
  if (!username.success || !values.name) throw new CommandError('user add --username U --name "N" [--office O] [--role R@O]…')
  const roles = (values.role ?? []).map(roleAt)
  const office = values.office ?? roles[0]?.office ?? node.offices.all()[0]?.id ?? node.config.node
  const { people } = node.identity
  const newPerson = { username: username.data, name: values.name, office, roles }
  const { person } = expectDone(await people.register(node.platform.newId(), nodeActor(node.config.node), newPerson))
  const { link, expiresAt } = await people.invite(person)
  return { person, username: username.data, link, expiresAt }
}

const list = async (node: AppNode): Promise<unknown> => {
  const standings = await listStandings(node.identity.settings.projections)
  return (await node.identity.accounts.list()).map(account => ({ ...account, ...standings.get(account.id) }))
}

const reset = async (node: AppNode, [username]: string[]): Promise<unknown> => {
  const person = await personOf(node, username)
  const { people } = node.identity
  expectDone(await people.command(node.platform.newId(), nodeActor(node.config.node), person, { type: 'offer-password' }))
  const { link, expiresAt } = await people.invite(person)
  return { person, username, link, expiresAt }
}

const change = async (node: AppNode, verb: 'grant' | 'revoke' | 'disable' | 'enable', [username, role]: string[]): Promise<unknown> => {
  const person = await personOf(node, username)
  const command =
    verb === 'grant' || verb === 'revoke' ? { type: `${verb}-role` as const, ...roleAt(role ?? '') } : { type: `${verb}-person` as const }
  const done = await node.identity.people.command(node.platform.newId(), nodeActor(node.config.node), person, command)
  return { person, version: expectDone(done).version }
}

export const user: Run = ([verb, ...rest], config) =>
  withNode(config, async node => {
    switch (verb) {
      case 'add':
        return add(node, rest)
      case 'list':
        return list(node)
      case 'reset':
        return reset(node, rest)
      case 'grant':
      case 'revoke':
      case 'disable':
      case 'enable':
        return change(node, verb, rest)
      case undefined:
      default:
        throw new CommandError(
          'user add --username U --name "N" [--office O] [--role R@O]… | list | reset U | grant U R@O | revoke U R@O | disable U | enable U'
        )
    }
  })
