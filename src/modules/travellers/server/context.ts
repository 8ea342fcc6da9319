import type { Kysely } from 'kysely'
import type { GateSettings } from '../model/gate-decision.ts'
import type { Forms } from './forms.ts'
import { dayAt } from './intake.ts'
import type { TravellerTables } from './tables.ts'
import type { Platform } from '#platform/platform.ts'

/** What the routes of this module stand on. */
export interface Context {
  platform: Platform
  db: Kysely<TravellerTables>
  forms: Forms
  settings: GateSettings
}

/** The office's calendar day; an office that is not known keeps universal time. */
export const todayAt = ({ platform }: Context, office: string): string =>
  dayAt(platform.clock.now(), platform.offices.find(office)?.zone ?? 'UTC')
