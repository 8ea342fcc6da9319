import type { Kysely } from 'kysely'
import type { Clock } from '../platform.ts'
import type { IdentityTables } from './database.ts'
import { digest } from './secrets.ts'

const allowed = 5
const minutes = 15

/**
 * Counts wrong passwords by name, whether or not anybody has that name, so that a lock tells nothing. After 5 in a row the name is locked
 * for 15 minutes (NIST SP 800-63B, 5.2.2). Names are kept only as keyed digests: people type passwords into the wrong field.
 */
export interface LockOut {
  /** Counts this attempt before its password is looked at, so that many at once are no way around. Seconds until the name may be tried; 0: now. */
  begin(username: string): Promise<number>
  succeeded(username: string): Promise<void>
}

export const lockOut = (db: Kysely<IdentityTables>, clock: Clock, key: Buffer): LockOut => {
  const subjectOf = (username: string): string => digest(key, `failures:${username.trim().toLowerCase()}`)
  const after = (by: number): string => new Date(clock.now().getTime() + by * 60_000).toISOString()
  return {
    begin: username =>
      db.transaction().execute(async write => {
        const subject = subjectOf(username)
        await write.deleteFrom('identity_failures').where('last_at', '<=', after(-minutes)).execute()
        const row = await write
          .insertInto('identity_failures')
          .values({ subject, failures: 1, locked_until: null, last_at: after(0) })
          .onConflict(conflict => conflict.column('subject').doUpdateSet(set => ({ failures: set('identity_failures.failures', '+', 1) })))
          .returning(['failures', 'locked_until'])
          .executeTakeFirstOrThrow()
        if (row.locked_until !== null) return Math.max(1, Math.ceil((Date.parse(row.locked_until) - clock.now().getTime()) / 1000))
        const last_at = after(0)
        const locked_until = row.failures >= allowed ? after(minutes) : null
        await write.updateTable('identity_failures').set({ last_at, locked_until }).where('subject', '=', subject).execute()
        return 0
      }),
    succeeded: async username => {
      await db.deleteFrom('identity_failures').where('subject', '=', subjectOf(username)).execute()
    }
  }
}
