import type { Kysely } from 'kysely'
import type { Clock } from '../../platform.ts'
import type { OpenNode } from '../open-node.ts'
import type { LedgerTables } from '../tables-in-database.ts'
import { parcelKind, type ParcelCommand, type ParcelTables } from './parcels.ts'
import type { Actor } from '#kernel/actor.ts'

export const clerk: Actor = { kind: 'person', id: 'clerk-1', office: 'PORT-1', grants: [] }

export const addressee = { name: 'Ilva Marrash', passport: 'UTO7731904' }

/** Gives a parcel a command under a fresh id, or under the one given. */
export const act = (node: OpenNode, dossier: string, command: ParcelCommand, id: string = node.newId()) =>
  node.ledger.command(parcelKind, dossier, { id, actor: clerk }, command)

/** A parcel opened for the addressee. */
export const openParcel = async (node: OpenNode, mark: string, dossier = node.newId()): Promise<string> => {
  const answer = await act(node, dossier, { type: 'open', mark, weight: 2, addressee })
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}`)
  return dossier
}

export const parcelTables = (node: OpenNode): Kysely<ParcelTables> => node.db
export const ledgerTables = (node: OpenNode): Kysely<LedgerTables> => node.db

/** Every row of the parcels' projections. */
export const projections = async (node: OpenNode) => ({
  parcels: await parcelTables(node).selectFrom('parcels_parcel').selectAll().orderBy('dossier').execute(),
  words: await parcelTables(node).selectFrom('parcels_word').selectAll().orderBy('dossier').orderBy('word').execute()
})

/** A clock that stands where it is put. */
export const standingClock = (at: string): Clock & { set(at: string): void } => {
  let now = at
  return {
    now: () => new Date(now),
    set: later => {
      now = later
    }
  }
}
