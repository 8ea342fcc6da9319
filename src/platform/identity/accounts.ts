import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { getMigrations } from 'better-auth/db/migration'
import { twoFactor, username } from 'better-auth/plugins'
import { z } from 'zod'
import type { IdentityDatabase } from './database.ts'

/** What people sign in with: small letters, digits, dot, hyphen, underscore. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,29}$/)

/** Long enough to need no rules about its letters (NIST SP 800-63B, 3.1.1.2). */
export const Password = z.string().min(12).max(128)

export interface AccountSettings {
  database: IdentityDatabase
  secret: string
  publicUrl: string
  secure: boolean
}

/** Who a session belongs to. `secondFactor`: the person has a confirmed TOTP, so this session passed it. */
export interface Session {
  id: string
  person: string
  secondFactor: boolean
}

/** Passwords, TOTP and sessions, kept by better-auth. Set-Cookie values come back for the route to send. */
export interface Accounts {
  create(account: { id: string; name: string; username: string }): Promise<'created' | 'username-taken'>
  findByUsername(username: string): Promise<string | undefined>
  profile(id: string): Promise<{ name: string; username: string } | undefined>
  list(): Promise<{ id: string; name: string; username: string; secondFactor: boolean }[]>
  namesOf(ids: readonly string[]): Promise<Map<string, string>>
  setPassword(id: string, password: string): Promise<void>
  hasPassword(id: string): Promise<boolean>
  removeSecondFactor(id: string): Promise<void>
  endSessions(id: string): Promise<void>
  /** Ends all sessions of the person but the one these Set-Cookie values opened. */
  endOtherSessions(id: string, cookies: readonly string[]): Promise<void>
  signIn(username: string, password: string): Promise<SignIn | 'wrong'>
  verifySecondFactor(code: string, cookie: string): Promise<{ person: string; cookies: string[] } | 'wrong' | 'locked'>
  enrolSecondFactor(password: string, cookie: string): Promise<{ uri: string; backupCodes: string[] } | 'wrong' | 'enrolled'>
  findSession(cookie: string): Promise<Session | undefined>
  signOut(cookie: string): Promise<string[]>
}

export interface SignIn {
  next: 'totp' | 'in'
  /** Known once the session is open; with `totp` it is not yet. */
  session: Session | undefined
  cookies: string[]
}

const createAuth = ({ database, secret, publicUrl, secure }: AccountSettings) =>
  betterAuth({
    database: { db: database.kysely, type: database.type, transaction: true },
    secret,
    baseURL: publicUrl,
    appName: 'Breakwater',
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { expiresIn: 12 * 3600, disableSessionRefresh: true },
    plugins: [username({ usernameValidator: name => Username.safeParse(name).success }), twoFactor({ issuer: 'Breakwater' })],
    // Our own limits stand before every route; its log lines may name people.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'breakwater',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict' },
      ipAddress: { disableIpTracking: true }
    }
  })

const carrying = (cookie: string): Headers => new Headers(cookie === '' ? {} : { cookie })

/** Answers for better-auth's refusals; anything else is a fault and goes up. */
const refusedWith = (error: unknown): string => {
  if (error instanceof APIError && error.statusCode < 500) return error.body?.code ?? String(error.status)
  throw error
}

export const openAccounts = async (settings: AccountSettings): Promise<Accounts> => {
  const auth = createAuth(settings)
  await (await getMigrations(auth.options)).runMigrations()
  const context = await auth.$context
  const { internalAdapter } = context
  const { kysely } = settings.database
  /** An authenticator shows the label: the user name says more than better-auth's e-mail address. */
  const labelled = async (uri: string, cookie: string): Promise<string> => {
    const session = await findSession(auth, cookie)
    const found = await users()
      .where('id', '=', session?.person ?? '')
      .executeTakeFirst()
    return uri.replace(/^otpauth:\/\/totp\/[^?]*/, `otpauth://totp/Breakwater:${encodeURIComponent(found?.username ?? '')}`)
  }
  const users = () => kysely.selectFrom('user').select(['id', 'name', 'username', 'twoFactorEnabled'])

  return {
    create: async ({ id, name, username }) => {
      const taken = await users().where('username', '=', username).executeTakeFirst()
      if (taken) return 'username-taken'
      // better-auth wants an e-mail address; we keep none.
      const user = { id, name, username, displayUsername: username, email: `${id}@people.invalid`, emailVerified: false }
      await internalAdapter.createUser(user, { method: 'admin' })
      return 'created'
    },
    findByUsername: async username => (await users().where('username', '=', username).executeTakeFirst())?.id,
    profile: async id => {
      const found = await users().where('id', '=', id).executeTakeFirst()
      return found ? { name: found.name, username: found.username ?? '' } : undefined
    },
    list: async () =>
      (await users().orderBy('username').execute()).map(({ id, name, username, twoFactorEnabled }) => ({
        id,
        name,
        username: username ?? '',
        secondFactor: Boolean(twoFactorEnabled)
      })),
    namesOf: async ids => {
      if (ids.length === 0) return new Map()
      const found = await users()
        .where('id', 'in', [...new Set(ids)])
        .execute()
      return new Map(found.map(({ id, name }) => [id, name]))
    },
    setPassword: async (id, password) => {
      const hash = await context.password.hash(password)
      const account = await internalAdapter.findCredentialAccount(id)
      if (account) await internalAdapter.updatePassword(id, hash)
      else await internalAdapter.linkAccount({ userId: id, providerId: 'credential', accountId: id, password: hash })
    },
    hasPassword: async id => (await internalAdapter.findCredentialAccount(id)) != null,
    removeSecondFactor: async id => {
      await context.adapter.deleteMany({ model: 'twoFactor', where: [{ field: 'userId', value: id }] })
      await internalAdapter.updateUser(id, { twoFactorEnabled: false })
    },
    endSessions: async id => {
      await internalAdapter.deleteUserSessions(id)
    },
    endOtherSessions: async (id, cookies) => {
      const kept = await findSession(auth, cookieHeader(cookies))
      const open = await internalAdapter.listSessions(id)
      for (const session of open) if (session.id !== kept?.id) await internalAdapter.deleteSession(session.token)
    },
    signIn: async (username, password) => {
      try {
        const { headers, response } = await auth.api.signInUsername({
          body: { username, password },
          headers: carrying(''),
          returnHeaders: true
        })
        const cookies = headers.getSetCookie()
        if (!response || 'twoFactorRedirect' in response) return { next: 'totp', session: undefined, cookies }
        return { next: 'in', session: await findSession(auth, cookieHeader(cookies)), cookies }
      } catch (error) {
        refusedWith(error)
        return 'wrong'
      }
    },
    verifySecondFactor: async (code, cookie) => {
      const request = { body: { code }, headers: carrying(cookie), returnHeaders: true } as const
      try {
        const { headers, response } = /^\d{6}$/.test(code) ? await auth.api.verifyTOTP(request) : await auth.api.verifyBackupCode(request)
        return { person: response.user.id, cookies: headers.getSetCookie() }
      } catch (error) {
        // Encrypted with another secret (a restored node has a new one): no code can be right until the person is reset.
        if (error instanceof Error && error.message === 'invalid tag') return 'wrong'
        const reason = refusedWith(error)
        return ['ACCOUNT_TEMPORARILY_LOCKED', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'].includes(reason) ? 'locked' : 'wrong'
      }
    },
    enrolSecondFactor: async (password, cookie) => {
      try {
        const answer = await auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: carrying(cookie) })
        if (!('totpURI' in answer)) return 'wrong'
        return { uri: await labelled(answer.totpURI, cookie), backupCodes: answer.backupCodes }
      } catch (error) {
        return refusedWith(error) === 'TOTP_ALREADY_ENABLED' ? 'enrolled' : 'wrong'
      }
    },
    findSession: cookie => findSession(auth, cookie),
    signOut: async cookie => (await auth.api.signOut({ headers: carrying(cookie), returnHeaders: true })).headers.getSetCookie()
  }
}

const findSession = async (auth: ReturnType<typeof createAuth>, cookie: string): Promise<Session | undefined> => {
  if (!cookie.includes('breakwater.session_token=')) return undefined
  const found = await auth.api.getSession({ headers: carrying(cookie) })
  return found ? { id: found.session.id, person: found.user.id, secondFactor: found.user.twoFactorEnabled === true } : undefined
}

/** The Cookie header a browser would send back for these Set-Cookie values. */
export const cookieHeader = (setCookies: readonly string[]): string => setCookies.map(value => value.split(';')[0]).join('; ')
