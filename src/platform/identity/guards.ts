import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { ProblemError } from '../http/problem.ts'
import type { Offices } from '../reference/offices.ts'
import type { Accounts, Session } from './accounts.ts'
import type { Actors, DeviceActor } from './actors.ts'
import type { IdentityTables } from './database.ts'
import type { DeviceSignIn } from './device-sign-in.ts'
import { findDevice, findStanding } from './tables.ts'
import type { IdentityProjections } from './tables.ts'
import type { Actor, Grant, Role } from '#kernel/actor.ts'

export interface GuardParts {
  accounts: Accounts
  devices: DeviceSignIn
  /** The ledger's database, read at each request: a revoked role is gone on the next. */
  projections: Kysely<IdentityProjections>
  identity: Kysely<IdentityTables>
  offices: Offices
  /** Whether people must have confirmed a second factor before anything else. */
  totpRequired: boolean
}

/** A person's roles with the offices below resolved. */
export const resolveGrants = (roles: readonly { role: Role; office: string }[], offices: Offices): Grant[] => {
  const byRole = new Map<Role, Set<string>>()
  for (const { role, office } of roles) {
    const covered = byRole.get(role) ?? new Set<string>()
    for (const id of offices.coveredBy(office)) covered.add(id)
    byRole.set(role, covered)
  }
  return [...byRole].map(([role, covered]) => ({ role, offices: [...covered] }))
}

export interface SignedIn {
  session: Session
  actor: Actor
}

export interface Guards extends Actors {
  /** The session and its actor, whether or not the second factor was passed. */
  findPerson(request: FastifyRequest): Promise<SignedIn | undefined>
}

export const createGuards = (parts: GuardParts): Guards => {
  const findPerson = async (request: FastifyRequest): Promise<SignedIn | undefined> => {
    const session = await parts.accounts.findSession(request.headers.cookie ?? '')
    if (!session) return undefined
    const standing = await findStanding(parts.projections, session.person)
    if (standing?.status !== 'active') return undefined
    const grants = resolveGrants(standing.roles, parts.offices)
    const chosen = await parts.identity.selectFrom('identity_places').select('office').where('session', '=', session.id).executeTakeFirst()
    const covered = new Set(grants.flatMap(grant => grant.offices))
    const places = [chosen?.office, standing.office, ...standing.roles.map(({ office }) => office)]
    const office = places.find(place => place !== undefined && covered.has(place)) ?? standing.office
    request.actorId = session.person
    return { session, actor: { kind: 'person', id: session.person, office, grants } }
  }

  const findDeviceActor = async (request: FastifyRequest): Promise<DeviceActor | undefined> => {
    const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    const id = token === undefined ? undefined : parts.devices.readToken(token)
    const found = id === undefined ? undefined : await findDevice(parts.projections, id)
    if (found?.status !== 'enrolled') return undefined
    request.actorId = found.dossier
    const { dossier, office, kind, name } = found
    return { kind: 'device', id: dossier, office, grants: [{ role: 'device', offices: [office] }], device: kind, name }
  }

  const requirePerson = async (request: FastifyRequest): Promise<Actor> => {
    const found = await findPerson(request)
    if (!found) throw new ProblemError('not-signed-in')
    if (parts.totpRequired && !found.session.secondFactor) throw new ProblemError('second-factor-needed')
    return found.actor
  }

  const isDeviceRequest = (request: FastifyRequest): boolean => request.headers.authorization !== undefined

  return {
    findPerson,
    findActor: async request => {
      if (isDeviceRequest(request)) return findDeviceActor(request)
      const found = await findPerson(request)
      return found && (!parts.totpRequired || found.session.secondFactor) ? found.actor : undefined
    },
    requireActor: async request => {
      if (!isDeviceRequest(request)) return requirePerson(request)
      const found = await findDeviceActor(request)
      if (!found) throw new ProblemError('not-signed-in')
      return found
    },
    requirePerson,
    requireDevice: async (request, ...kinds) => {
      const found = await findDeviceActor(request)
      if (!found) throw new ProblemError('not-signed-in')
      if (kinds.length > 0 && !kinds.includes(found.device)) throw new ProblemError('not-permitted')
      return found
    },
    namesOf: async ids => {
      const names = await parts.accounts.namesOf(ids)
      const rest = [...new Set(ids)].filter(id => !names.has(id))
      if (rest.length === 0) return names
      const devices = await parts.projections
        .selectFrom('identity_devices')
        .select(['dossier', 'name'])
        .where('dossier', 'in', rest)
        .execute()
      for (const { dossier, name } of devices) names.set(dossier, name)
      return names
    }
  }
}
