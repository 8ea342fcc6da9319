import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { copyBack, readManifest } from './backup.ts'
import { startChain } from './chain.ts'
import { systemClock, type NodeOptions } from './node-options.ts'
import { openNode } from './open-node.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import { daysBetween, instant } from '#kernel/time.ts'

/** Days after which a backup should be gone: what it holds was promised to be erased. */
export const BACKUP_DAYS = 31

/** What came of a restore. */
export interface Restored {
  incarnation: string
  prior: { incarnation: string; sequence: number }
  erased: number
}

const newLife = async (options: NodeOptions, now: number): Promise<void> => {
  const { data, node, realm = 'real', postgres } = options
  const database = postgres ? await openPostgres(postgres) : openSqlite(data)
  try {
    await database.admin.transaction().execute(async db => {
      const { chain, sequence, hash } = await db.selectFrom('ledger_node').selectAll().executeTakeFirstOrThrow()
      const old = await db
        .updateTable('ledger_chains')
        .set({ sequence, hash })
        .where('chain', '=', chain)
        .returning(['node', 'realm'])
        .executeTakeFirstOrThrow()
      if (old.node !== node || old.realm !== realm)
        throw new Error(`this is a backup of ${old.node} (${old.realm}), not of ${node} (${realm})`)
      await db.deleteFrom('ledger_folds').execute()
      await startChain(db, { data, node, realm, now })
    })
  } finally {
    await database.close()
  }
}

/**
 * Puts a backup into an empty data folder as a new incarnation: new key, new chain, so it can reissue neither a sequence nor
 * a number. What has fallen due is erased before this returns. A backup older than 31 days, or a clock that went
 * back, needs two persons who confirm the clock (`options.confirmedBy`).
 */
export const restore = async (options: NodeOptions & { from: string }): Promise<Restored> => {
  const { from, data, clock = systemClock } = options
  const now = clock.now().getTime()
  const { takenAt } = readManifest(from)
  const age = daysBetween(takenAt, instant(now))
  if ((age > BACKUP_DAYS || age < 0) && !options.confirmedBy) {
    throw new Error(
      `the backup is of ${takenAt}, the clock says ${instant(now)}: two persons must confirm the clock before what is due can be erased`
    )
  }
  if (existsSync(join(data, 'node.key'))) throw new Error(`there is a node in ${data} already; restore into an empty folder`)
  mkdirSync(data, { recursive: true, mode: 0o700 })
  await copyBack(from, options)
  await newLife(options, now)
  const node = await openNode(options)
  try {
    if (!node.confirmedTime.isConfirmed())
      throw new Error('the clock is not confirmed: two persons must confirm it before what is due can be erased')
    return { incarnation: node.incarnation, prior: node.prior as Restored['prior'], erased: node.erasedAtStart }
  } finally {
    await node.close()
  }
}
