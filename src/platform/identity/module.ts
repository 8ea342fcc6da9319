import type { LedgerModule } from '../ledger/node-options.ts'
import { device } from './device.ts'
import { person } from './person.ts'
import { projectionMigrations } from './tables.ts'

/** Identity's dossiers and their tables, for the list of what the ledger holds. */
export const identityModule: LedgerModule = { name: 'identity', kinds: [person, device], migrations: projectionMigrations }
