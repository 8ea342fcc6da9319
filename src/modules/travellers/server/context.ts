import type { Kysely } from 'kysely'
import type { Place } from '../model/actions.ts'
import type { GateSettings } from '../model/gate-decision.ts'
import type { Forms } from './forms.ts'
import { dayAt } from './intake.ts'
import type { TravellerTables } from './tables.ts'
import type { Actor } from '#kernel/actor.ts'
import type { DeviceActor } from '#platform/identity/actors.ts'
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

/** `Kiosk 1` sends to `Gate 1`: both are at the place `1`. */
export const placeOf = ({ office, name }: DeviceActor): Place => ({ office, gate: name.replace(/^(kiosk|gate)\s+/i, '').slice(0, 40) })

/** A device as an actor and no more. */
export const withoutName = ({ kind, id, office, grants }: DeviceActor): Actor => ({ kind, id, office, grants })
