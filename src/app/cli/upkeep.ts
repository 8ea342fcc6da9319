import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { ledgerOptions } from '../ledger-options.ts'
import { modulesOf } from '../modules.ts'
import { CommandError, say } from './say.ts'
import type { Run } from './say.ts'
import { backup as takeBackup } from '#platform/ledger/backup.ts'
import { databaseFile } from '#platform/ledger/node-options.ts'
import { rebuild as rebuildProjections, verify as verifyLedger } from '#platform/ledger/offline.ts'
import { restore as restoreBackup } from '#platform/ledger/restore.ts'

// Each of these is a process of its own: a running node goes on serving beside it.

/** What the ledger says in plain errors is for a person: no stack. */
const plainly = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw error instanceof Error && error.name === 'Error' ? new CommandError(error.message) : error
  }
}

const expectNode = ({ databaseUrl, data }: Config): void => {
  if (databaseUrl === undefined && !existsSync(databaseFile(data)))
    throw new CommandError(`There is no node in ${data}. BREAKWATER_DATA says where.`)
}

export const verify: Run = async (_words, config) => {
  expectNode(config)
  const verified = await plainly(verifyLedger(ledgerOptions(config, modulesOf(config))))
  if (!verified.ok) process.exitCode = 1
  return verified
}

export const rebuild: Run = (_words, config) => {
  expectNode(config)
  return plainly(rebuildProjections(ledgerOptions(config, modulesOf(config))))
}

export const backup: Run = async ([folder], config) => {
  if (folder === undefined) throw new CommandError('backup FOLDER')
  expectNode(config)
  const manifest = await plainly(
    takeBackup({ ...ledgerOptions(config, modulesOf(config)), to: resolve(folder), now: new Date().toISOString() })
  )
  say('The node’s key and its secret are not in the backup. Keep the secret elsewhere: second factors need it after a restore.')
  return manifest
}

export const restore: Run = async (words, config) => {
  const { positionals, values } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { 'confirmed-by': { type: 'string', multiple: true } }
  })
  const [folder] = positionals
  const [first, second] = values['confirmed-by'] ?? []
  if (folder === undefined || (first === undefined) !== (second === undefined) || (first !== undefined && first === second)) {
    throw new CommandError('restore FOLDER [--confirmed-by PERSON --confirmed-by ANOTHER]: two persons who have checked the clock')
  }
  const confirmed = first !== undefined && second !== undefined ? { confirmedBy: [first, second] as [string, string] } : {}
  const restored = await plainly(restoreBackup({ ...ledgerOptions(config, modulesOf(config)), from: resolve(folder), ...confirmed }))
  say('If this node’s secret is a new one, second factors must be set up again: breakwater user reset.')
  return restored
}
