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
  /** Seconds until the name may be tried again; 0: now. */
  secondsLeft(username: string): Promise<number>
  failed(username: string): Promise<void>
  succeeded(username: string): Promise<void>
}

export const lockOut = (db: Kysely<IdentityTables>, clock: Clock, key: Buffer): LockOut => {
  const subjectOf = (username: string): string => digest(key, `failures:${username.toLowerCase()}`)
  const after = (by: number): string => new Date(clock.now().getTime() + by * 60_000).toISOString()
  return {
    secondsLeft: async username => {
      const row = await db
        .selectFrom('identity_failures')
        .select('locked_until')
        .where('subject', '=', subjectOf(username))
        .executeTakeFirst()
      const left = row?.locked_until ? Date.parse(row.locked_until) - clock.now().getTime() : 0
      return Math.max(0, Math.ceil(left / 1000))
    },
    failed: async username => {
      const subject = subjectOf(username)
      await db.transaction().execute(async write => {
        await write.deleteFrom('identity_failures').where('last_at', '<', after(-minutes)).execute()
        const { failures } = await write
          .insertInto('identity_failures')
          .values({ subject, failures: 1, locked_until: null, last_at: after(0) })
          .onConflict(conflict =>
            conflict.column('subject').doUpdateSet(set => ({ failures: set('identity_failures.failures', '+', 1), last_at: after(0) }))
          )
          .returning('failures')
          .executeTakeFirstOrThrow()
        if (failures < allowed) return
        await write
          .updateTable('identity_failures')
          .set({ failures: 0, locked_until: after(minutes) })
          .where('subject', '=', subject)
          .execute()
      })
    },
    succeeded: async username => {
      await db.deleteFrom('identity_failures').where('subject', '=', subjectOf(username)).execute()
    }
  }
}
