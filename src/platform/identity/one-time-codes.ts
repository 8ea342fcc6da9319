import type { Kysely } from 'kysely'
import type { Clock } from '../platform.ts'
import type { IdentityTables } from './database.ts'
import { digest, normaliseCode, randomText, randomTypedCode } from './secrets.ts'

/** What a code lets its bearer do, once. */
export type CodePurpose = 'first-administrator' | 'new-password' | 'device'

export interface IssuedCode {
  code: string
  expiresAt: string
}

/** Codes that are stored only as keyed digests, expire, and work once. */
export interface OneTimeCodes {
  /** Issuing takes back the subject's earlier codes of the same purpose. */
  issue(purpose: CodePurpose, subject: string, minutes: number): Promise<IssuedCode>
  /** The subject, if the code is good; from then on it is not. */
  redeem(purpose: CodePurpose, code: string): Promise<string | undefined>
  /** What the code was for did not happen: it is good again until it expires. */
  giveBack(purpose: CodePurpose, code: string): Promise<void>
}

export const oneTimeCodes = (db: Kysely<IdentityTables>, clock: Clock, key: Buffer): OneTimeCodes => {
  const now = (): string => clock.now().toISOString()
  // A link is copied, a device's code is typed.
  const read = (purpose: CodePurpose, code: string): string =>
    digest(key, `${purpose}:${purpose === 'device' ? normaliseCode(code) : code}`)
  return {
    issue: async (purpose, subject, minutes) => {
      const code = purpose === 'device' ? randomTypedCode() : randomText()
      const expiresAt = new Date(clock.now().getTime() + minutes * 60_000).toISOString()
      await db.transaction().execute(async write => {
        await write
          .deleteFrom('identity_codes')
          .where(where => where.or([where('expires_at', '<', now()), where.and({ purpose, subject })]))
          .execute()
        const row = { digest: read(purpose, code), purpose, subject, expires_at: expiresAt, used_at: null }
        await write.insertInto('identity_codes').values(row).execute()
      })
      return { code, expiresAt }
    },
    redeem: async (purpose, code) => {
      const used = await db
        .updateTable('identity_codes')
        .set({ used_at: now() })
        .where('digest', '=', read(purpose, code))
        .where('used_at', 'is', null)
        .where('expires_at', '>', now())
        .returning('subject')
        .executeTakeFirst()
      return used?.subject
    },
    giveBack: async (purpose, code) => {
      await db.updateTable('identity_codes').set({ used_at: null }).where('digest', '=', read(purpose, code)).execute()
    }
  }
}
