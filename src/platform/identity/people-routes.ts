import { z } from 'zod'
import { CommandHeaders, commandIdOf, findCommandId } from '../http/command-headers.ts'
import { ProblemError } from '../http/problem.ts'
import { sendRefusal } from '../http/refusal.ts'
import type { Server } from '../http/server.ts'
import { nodeActor } from '../ledger/open-node.ts'
import { Password, Username } from './accounts.ts'
import type { Identity } from './identity.ts'
import { derivedId } from './people.ts'
import { HeldRole } from './person.ts'
import { refusals } from './refusals.ts'
import { guessing, Next, nextFor, sendCookies } from './session-routes.ts'
import { findStanding, hasAdministrator, listStandings } from './tables.ts'
import { holds, OfficeId, Role } from '#kernel/actor.ts'

const tags = ['identity']
const Name = z.string().trim().min(1).max(120)
const Link = z.object({ link: z.string(), code: z.string(), expiresAt: z.string() })

const PersonView = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  status: z.enum(['active', 'disabled']),
  office: OfficeId,
  secondFactor: z.boolean(),
  roles: z.array(HeldRole)
})

export const addPeopleRoutes = (app: Server, identity: Identity): void => {
  addCodeRoutes(app, identity)
  const { accounts, guards, people, settings } = identity

  app.get(
    '/api/identity/people',
    {
      schema: {
        summary: 'People of this node',
        description: 'For administrators, office heads and auditors: those registered or holding a role at offices they cover.',
        tags,
        response: { 200: z.object({ people: z.array(PersonView) }) }
      }
    },
    async request => {
      const actor = await guards.requirePerson(request)
      const [all, standings] = await Promise.all([accounts.list(), listStandings(settings.projections)])
      const seen = all.flatMap(({ id, name, username, secondFactor }) => {
        const standing = standings.get(id)
        const offices = standing ? [standing.office, ...standing.roles.map(({ office }) => office)] : []
        const may = offices.some(office => holds(actor, office, 'administrator', 'office-head', 'auditor'))
        return standing && may ? [{ id, name, username, secondFactor, ...standing }] : []
      })
      return { people: seen }
    }
  )

  app.post(
    '/api/identity/people',
    {
      schema: {
        summary: 'Register a person and invite them by a one-time link',
        description: 'Refusals: not-permitted, username-taken, office-unknown.',
        tags,
        headers: CommandHeaders,
        body: z.strictObject({ name: Name, username: Username, office: OfficeId, roles: z.array(HeldRole).max(20) }),
        response: { 201: Link.extend({ person: z.string() }) }
      }
    },
    async (request, reply) => {
      const actor = await guards.requirePerson(request)
      const registered = await people.register(commandIdOf(request), actor, request.body)
      if (!registered.ok) return sendRefusal(reply, registered.refusal, refusals)
      return reply.code(201).send({ person: registered.person, ...(await people.invite(registered.person)) })
    }
  )

  app.post(
    '/api/identity/people/:person/commands/:command',
    {
      schema: {
        summary: 'Grant or revoke a role, disable or enable a person',
        description: 'Takes effect on their next request. Nobody does this to themselves.',
        tags,
        headers: CommandHeaders,
        params: z.strictObject({
          person: z.uuid().toLowerCase(),
          command: z.enum(['grant-role', 'revoke-role', 'disable-person', 'enable-person'])
        }),
        body: z.strictObject({ role: Role.optional(), office: OfficeId.optional() }),
        response: { 200: z.object({ version: z.number().int() }) }
      }
    },
    async (request, reply) => {
      const actor = await guards.requirePerson(request)
      const { person, command } = request.params
      const { role, office } = request.body
      if (!(await findStanding(settings.projections, person))) return sendRefusal(reply, { code: 'person-unknown' }, refusals)
      const isAboutRole = command === 'grant-role' || command === 'revoke-role'
      if (isAboutRole && (!role || !office)) {
        throw new ProblemError('bad-input', {
          errors: [{ field: role ? 'body.office' : 'body.role', rule: 'required', message: 'Required' }]
        })
      }
      const wanted =
        isAboutRole && role && office ? { type: command, role, office } : { type: command as 'disable-person' | 'enable-person' }
      const done = await people.command(commandIdOf(request), actor, person, wanted)
      return done.ok ? { version: done.version } : sendRefusal(reply, done.refusal, refusals)
    }
  )

  app.post(
    '/api/identity/people/:person/new-password',
    {
      schema: {
        summary: 'A one-time link with which a person chooses a new password and second factor',
        tags,
        params: z.strictObject({ person: z.uuid().toLowerCase() }),
        response: { 201: Link }
      }
    },
    async (request, reply) => {
      const actor = await guards.requirePerson(request)
      const { person } = request.params
      if (!(await findStanding(settings.projections, person))) return sendRefusal(reply, { code: 'person-unknown' }, refusals)
      const offered = await people.command(findCommandId(request) ?? settings.newId(), actor, person, { type: 'offer-password' })
      if (!offered.ok) return sendRefusal(reply, offered.refusal, refusals)
      return reply.code(201).send(await people.invite(person))
    }
  )
}

/** What the bearers of one-time links do. */
const addCodeRoutes = (app: Server, identity: Identity): void => {
  const { accounts, codes, people, settings } = identity

  app.post(
    '/api/identity/passwords',
    {
      config: guessing,
      schema: {
        summary: 'Choose a password with a one-time link',
        description: 'Refusal: code-not-valid.',
        tags,
        body: z.strictObject({ code: z.string().max(100), password: Password }),
        response: { 200: z.object({ username: z.string() }) }
      }
    },
    async (request, reply) => {
      const chosen = await people.choosePassword(request.body.code, request.body.password)
      return chosen.ok ? { username: chosen.username } : sendRefusal(reply, chosen.refusal, refusals)
    }
  )

  app.post(
    '/api/identity/first-administrator',
    {
      config: guessing,
      schema: {
        summary: 'Become the first administrator with the link the node printed',
        description: 'Signs in. Refusals: code-not-valid, administrator-exists, username-taken.',
        tags,
        body: z.strictObject({ code: z.string().max(100), name: Name, username: Username, password: Password }),
        response: { 201: Next }
      }
    },
    async (request, reply) => {
      const { code, name, username, password } = request.body
      if ((await codes.redeem('first-administrator', code)) === undefined) return sendRefusal(reply, { code: 'code-not-valid' }, refusals)
      if (await hasAdministrator(settings.projections)) return sendRefusal(reply, { code: 'administrator-exists' }, refusals)
      const office = settings.offices.all()[0]?.id
      if (office === undefined) throw new Error('there is no office yet')
      const roles: HeldRole[] = [{ role: 'administrator', office }]
      const registered = await people.register(derivedId(code, username), nodeActor(settings.node), { name, username, office, roles })
      if (!registered.ok) {
        await codes.giveBack('first-administrator', code)
        return sendRefusal(reply, registered.refusal, refusals)
      }
      await accounts.setPassword(registered.person, password)
      const signedIn = await accounts.signIn(username, password)
      if (signedIn === 'wrong') throw new Error('the first administrator cannot sign in')
      sendCookies(reply, signedIn.cookies)
      return reply.code(201).send({ next: nextFor(identity, signedIn.session) })
    }
  )
}
