import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { node } from '../node.ts'
import { OfficeId, Role } from '#kernel/actor.ts'

const Device = z.object({
  id: z.string(),
  kind: z.enum(['kiosk', 'gate']),
  office: OfficeId,
  name: z.string(),
  status: z.enum(['invited', 'enrolled', 'revoked']),
  since: z.string()
})
export type Device = z.infer<typeof Device>

const Invitation = z.object({ code: z.string(), expiresAt: z.string() })

const Link = z.object({ link: z.string(), expiresAt: z.string() })
export type Link = z.infer<typeof Link>

const Person = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  status: z.enum(['active', 'disabled']),
  secondFactor: z.boolean(),
  roles: z.array(z.object({ role: Role, office: OfficeId }))
})
export type Person = z.infer<typeof Person>

const Anything = z.unknown()

export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: async ({ signal }) => (await node.get('/api/devices', z.object({ devices: z.array(Device) }), signal)).devices,
  refetchInterval: 10_000
})

export const inviteDevice = (body: { kind: Device['kind']; office: string; name: string }) =>
  node.command('/api/devices/enrolments', body, Invitation)

export const revokeDevice = (device: string) => node.command(`/api/devices/${device}/revoke`, {}, Anything)

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: async ({ signal }) => (await node.get('/api/identity/people', z.object({ people: z.array(Person) }), signal)).people
})

export const addPerson = (body: { name: string; username: string; office: string; roles: Person['roles'] }) =>
  node.command('/api/identity/people', body, Link)

export const newPasswordLink = (person: string) => node.command(`/api/identity/people/${person}/new-password`, {}, Link)

export const changeRole = (person: string, change: 'grant-role' | 'revoke-role', held: { role: Role; office: string }) =>
  node.command(`/api/identity/people/${person}/commands/${change}`, held, Anything)
