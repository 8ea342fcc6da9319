import { z } from 'zod'
import { node } from '../node.ts'

/** What comes after the password. */
const Next = z.object({ next: z.enum(['totp', 'done', 'enrol-totp']) })
export type Next = z.infer<typeof Next>['next']

const Enrolment = z.object({ uri: z.string(), backupCodes: z.array(z.string()) })
export type Enrolment = z.infer<typeof Enrolment>

export const signIn = async (username: string, password: string): Promise<Next> =>
  (await node.post('/api/identity/sign-in', { username, password }, Next)).next

export const enrol = (password: string): Promise<Enrolment> => node.post('/api/identity/totp/enrolment', { password }, Enrolment)

export const sendCode = (code: string): Promise<unknown> => node.post('/api/identity/totp', { code }, Next)

/** Signs in as well. */
export const createFirstAdministrator = async (body: { code: string; name: string; username: string; password: string }): Promise<Next> =>
  (await node.post('/api/identity/first-administrator', body, Next)).next

export const choosePassword = async (code: string, password: string): Promise<string> =>
  (await node.post('/api/identity/passwords', { code, password }, z.object({ username: z.string() }))).username
