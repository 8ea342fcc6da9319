import type { Kysely } from 'kysely'
import type { Ledger } from '../ledger/contract.ts'
import type { Clock } from '../platform.ts'
import type { Offices } from '../reference/offices.ts'
import { openAccounts } from './accounts.ts'
import type { Accounts } from './accounts.ts'
import type { IdentityDatabase } from './database.ts'
import { deviceSignIn } from './device-sign-in.ts'
import type { DeviceSignIn } from './device-sign-in.ts'
import { createGuards } from './guards.ts'
import type { Guards } from './guards.ts'
import { lockOut } from './lock-out.ts'
import type { LockOut } from './lock-out.ts'
import { oneTimeCodes } from './one-time-codes.ts'
import type { OneTimeCodes } from './one-time-codes.ts'
import { openPeople } from './people.ts'
import type { People } from './people.ts'
import { deriveKeys } from './secrets.ts'
import type { Keys } from './secrets.ts'
import type { IdentityProjections } from './tables.ts'

export interface IdentitySettings {
  database: IdentityDatabase
  ledger: Ledger
  /** The ledger's database, for reading what people's and devices' dossiers project. */
  projections: Kysely<IdentityProjections>
  offices: Offices
  clock: Clock
  newId(): string
  node: string
  realm: string
  secret: string
  publicUrl: string
  secure: boolean
  totpRequired: boolean
}

/** All of identity: what routes, the command line and the demo work with. */
export interface Identity {
  settings: IdentitySettings
  keys: Keys
  accounts: Accounts
  people: People
  codes: OneTimeCodes
  lockOut: LockOut
  devices: DeviceSignIn
  guards: Guards
}

export const openIdentity = async (settings: IdentitySettings): Promise<Identity> => {
  const { database, ledger, projections, offices, clock, publicUrl, secure, totpRequired } = settings
  const keys = deriveKeys(settings.secret)
  const accounts = await openAccounts({ database, secret: keys.sessions, publicUrl, secure })
  const codes = oneTimeCodes(database.kysely, clock, keys.digests)
  const devices = deviceSignIn(database.kysely, clock, keys)
  return {
    settings,
    keys,
    accounts,
    codes,
    devices,
    people: openPeople({ accounts, codes, ledger, offices, publicUrl }),
    lockOut: lockOut(database.kysely, clock, keys.digests),
    guards: createGuards({ accounts, devices, projections, identity: database.kysely, offices, totpRequired })
  }
}
