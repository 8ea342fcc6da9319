import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { ProblemError } from '../http/problem.ts'
import { sendRefusal } from '../http/refusal.ts'
import type { Server } from '../http/server.ts'
import { Office } from '../reference/offices.ts'
import { Username } from './accounts.ts'
import type { Session } from './accounts.ts'
import type { Identity } from './identity.ts'
import { refusals } from './refusals.ts'
import { digest } from './secrets.ts'
import { findStanding } from './tables.ts'
import { Actor, OfficeId } from '#kernel/actor.ts'

export const Next = z.object({ next: z.enum(['totp', 'done', 'enrol-totp']) })
export type Next = z.infer<typeof Next>

export const SessionView = z.object({
  person: z.object({ id: z.string(), name: z.string(), username: z.string() }),
  actor: Actor,
  office: OfficeId.nullable(),
  offices: z.array(Office),
  node: z.object({ name: z.string(), realm: z.string(), state: z.enum(['serving', 'stopping']) })
})

/** Wrong guesses cost time as well as the lock: this many attempts a minute from one address. */
export const guessing = { rateLimit: { max: 60, timeWindow: '1 minute' } }
const tags = ['identity']

/** What follows on a password (and code) that was right. */
export const nextFor = (identity: Identity, session: Session | undefined): Next['next'] =>
  identity.settings.totpRequired && session?.secondFactor !== true ? 'enrol-totp' : 'done'

export const sendCookies = (reply: FastifyReply, cookies: readonly string[]): FastifyReply => reply.header('set-cookie', [...cookies])

const seconds = 1000

/** A TOTP code is good once: whoever looked over the shoulder comes too late (RFC 6238, 5.2). */
const isFirstUse = async ({ settings, keys }: Identity, person: string, code: string): Promise<boolean> => {
  const now = settings.clock.now().getTime()
  const db = settings.database.kysely
  await db.deleteFrom('identity_used_totp').where('expires_at', '<', new Date(now).toISOString()).execute()
  const row = { person, digest: digest(keys.digests, `totp:${person}:${code}`), expires_at: new Date(now + 120 * seconds).toISOString() }
  const added = await db
    .insertInto('identity_used_totp')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .returning('person')
    .execute()
  return added.length === 1
}

export const addSessionRoutes = (app: Server, identity: Identity, isStopping: () => boolean): void => {
  const { accounts, guards, lockOut, settings } = identity

  app.post(
    '/api/identity/sign-in',
    {
      config: guessing,
      schema: {
        summary: 'Sign in with a password',
        description:
          'Refusals: wrong-credentials, locked-out. `totp`: send the code next. `enrol-totp`: a second factor must be set up first.',
        tags,
        body: z.strictObject({ username: z.string().max(100), password: z.string().max(200) }),
        response: { 200: Next }
      }
    },
    async (request, reply) => {
      const { username, password } = request.body
      const wait = await lockOut.begin(username)
      if (wait > 0) return sendRefusal(reply.header('retry-after', wait), { code: 'locked-out', detail: { seconds: wait } }, refusals)
      const known = Username.safeParse(username)
      const signedIn = known.success ? await accounts.signIn(known.data, password) : 'wrong'
      const shutOut = signedIn !== 'wrong' && signedIn.session !== undefined && !(await isActive(identity, signedIn.session.person))
      if (signedIn === 'wrong' || shutOut) return sendRefusal(reply, { code: 'wrong-credentials' }, refusals)
      await lockOut.succeeded(username)
      sendCookies(reply, signedIn.cookies)
      return { next: signedIn.next === 'totp' ? ('totp' as const) : nextFor(identity, signedIn.session) }
    }
  )

  app.post(
    '/api/identity/totp',
    {
      config: guessing,
      schema: {
        summary: 'Give the second factor: to sign in, or to confirm its enrolment',
        description: 'Six digits, or a backup code. Refusals: wrong-code, locked-out.',
        tags,
        body: z.strictObject({ code: z.string().trim().min(6).max(20) }),
        response: { 200: Next }
      }
    },
    async (request, reply) => {
      const cookie = request.headers.cookie ?? ''
      const isEnrolment = (await accounts.findSession(cookie))?.secondFactor === false
      const verified = await accounts.verifySecondFactor(request.body.code, cookie)
      if (verified === 'locked') return sendRefusal(reply, { code: 'locked-out' }, refusals)
      const good = verified !== 'wrong' && (await isActive(identity, verified.person))
      if (!good || !(await isFirstUse(identity, verified.person, request.body.code))) {
        if (verified !== 'wrong') await accounts.signOut(verified.cookies.map(cookie => cookie.split(';')[0]).join('; '))
        return sendRefusal(reply, { code: 'wrong-code' }, refusals)
      }
      // Sessions opened by the password alone must not pass for sessions of the second factor.
      if (isEnrolment) await accounts.endOtherSessions(verified.person, verified.cookies)
      sendCookies(reply, verified.cookies)
      return { next: 'done' as const }
    }
  )

  app.post(
    '/api/identity/totp/enrolment',
    {
      config: guessing,
      schema: {
        summary: 'Begin to set up a second factor',
        description:
          'The password again. Confirm with the first code at /api/identity/totp. Refusals: wrong-credentials, second-factor-enrolled.',
        tags,
        body: z.strictObject({ password: z.string().max(200) }),
        response: { 200: z.object({ uri: z.string().describe('otpauth://'), backupCodes: z.array(z.string()) }) }
      }
    },
    async (request, reply) => {
      const found = await guards.findPerson(request)
      if (!found) throw new ProblemError('not-signed-in')
      const begun = await accounts.enrolSecondFactor(request.body.password, request.headers.cookie ?? '')
      if (begun === 'wrong') return sendRefusal(reply, { code: 'wrong-credentials' }, refusals)
      if (begun === 'enrolled') return sendRefusal(reply, { code: 'second-factor-enrolled' }, refusals)
      return begun
    }
  )

  app.post(
    '/api/identity/sign-out',
    { schema: { summary: 'End this session', tags, response: { 204: z.null() } } },
    async (request, reply) => {
      sendCookies(reply, await accounts.signOut(request.headers.cookie ?? ''))
      return reply.code(204).send(null)
    }
  )

  app.get(
    '/api/session',
    { schema: { summary: 'Who I am here, and at which node', tags, response: { 200: SessionView } } },
    async request => {
      const actor = await guards.requirePerson(request)
      const profile = await accounts.profile(actor.id)
      return {
        person: { id: actor.id, name: profile?.name ?? '', username: profile?.username ?? '' },
        actor,
        office: actor.office,
        offices: [...settings.offices.all()],
        node: { name: settings.node, realm: settings.realm, state: isStopping() ? ('stopping' as const) : ('serving' as const) }
      }
    }
  )

  app.post(
    '/api/session/office',
    {
      schema: {
        summary: 'Work at another office where I hold a role',
        tags,
        body: z.strictObject({ office: OfficeId }),
        response: { 200: z.object({ office: OfficeId }) }
      }
    },
    async (request, reply) => {
      const actor = await guards.requirePerson(request)
      const found = await guards.findPerson(request)
      const { office } = request.body
      if (!found || !actor.grants.some(({ offices }) => offices.includes(office)))
        return sendRefusal(reply, { code: 'not-permitted' }, refusals)
      await settings.database.kysely
        .insertInto('identity_places')
        .values({ session: found.session.id, office })
        .onConflict(conflict => conflict.column('session').doUpdateSet({ office }))
        .execute()
      return { office }
    }
  )
}

const isActive = async ({ settings }: Identity, person: string): Promise<boolean> =>
  (await findStanding(settings.projections, person))?.status === 'active'
