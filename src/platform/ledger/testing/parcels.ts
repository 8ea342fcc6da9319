import { sql } from 'kysely'
import { z } from 'zod'
import type { DossierKind } from '../contract.ts'
import type { LedgerModule } from '../node-options.ts'
import { accept, never, refuse, type Action } from '#kernel/decider.ts'

// A small trade of its own, so that the ledger's tests depend on no module: parcels that are opened, weighed and handed over.

const Opened = z.strictObject({ mark: z.string(), weight: z.number() })
const Addressee = z.strictObject({ name: z.string(), passport: z.string() })
const Weighed = z.strictObject({ weight: z.number() })
const Moved = z.strictObject({ from: z.string(), to: z.string(), weight: z.number() })

export type ParcelAction =
  | Action<'parcels.parcel-opened.v1', z.infer<typeof Opened>, z.infer<typeof Addressee>>
  | Action<'parcels.parcel-weighed.v2', z.infer<typeof Weighed>>
  | Action<'parcels.parcel-handed-over.v1', Record<string, never>>
  | Action<'parcels.weight-moved.v1', z.infer<typeof Moved>>

export type ParcelCommand =
  | { type: 'open'; mark: string; weight: number; addressee?: z.infer<typeof Addressee> }
  | { type: 'weigh'; weight: number }
  | { type: 'hand-over' }

export type Parcel =
  | { status: 'none' }
  | { status: 'here'; mark: string; weight: number; weighings: number; addressee: string | null }
  | { status: 'handed-over'; mark: string; weight: number; weighings: number; addressee: string | null }

const evolve = (parcel: Parcel, action: ParcelAction): Parcel => {
  switch (action.type) {
    case 'parcels.parcel-opened.v1':
      return { status: 'here', ...action.facts, weighings: 0, addressee: action.personal?.name ?? null }
    case 'parcels.parcel-weighed.v2':
      return parcel.status === 'none' ? parcel : { ...parcel, weight: action.facts.weight, weighings: parcel.weighings + 1 }
    case 'parcels.parcel-handed-over.v1':
      return parcel.status === 'none' ? parcel : { ...parcel, status: 'handed-over' }
    case 'parcels.weight-moved.v1':
      return parcel.status === 'none' ? parcel : { ...parcel, weight: parcel.weight + action.facts.weight }
    default:
      return never(action)
  }
}

const keep = { name: 'parcels-addressee', days: 30 }
const none = { name: 'none', days: null }

export type ParcelRefusal = 'already-open' | 'not-open' | 'already-handed-over'

export const parcelKind: DossierKind<Parcel, ParcelCommand, ParcelAction, ParcelRefusal> = {
  name: 'parcels.parcel',
  decider: {
    initial: { status: 'none' },
    evolve,
    decide: (parcel, command) => {
      if (command.type === 'open') {
        if (parcel.status !== 'none') return refuse('already-open', { mark: parcel.mark })
        const facts = { mark: command.mark, weight: command.weight }
        return accept({ type: 'parcels.parcel-opened.v1', facts, ...(command.addressee && { personal: command.addressee }) })
      }
      if (parcel.status === 'none') return refuse('not-open')
      if (parcel.status === 'handed-over') return refuse('already-handed-over')
      if (command.type === 'weigh') return accept({ type: 'parcels.parcel-weighed.v2', facts: { weight: command.weight } })
      return accept({ type: 'parcels.parcel-handed-over.v1', facts: {} })
    }
  },
  actions: {
    'parcels.parcel-opened.v1': { facts: Opened, personal: Addressee, retention: keep },
    'parcels.parcel-weighed.v2': { facts: Weighed, retention: none },
    'parcels.parcel-handed-over.v1': { facts: z.strictObject({}), retention: none },
    'parcels.weight-moved.v1': { facts: Moved, retention: none }
  },
  // Weighings once were in grams.
  upCasters: [
    {
      from: 'parcels.parcel-weighed.v1',
      to: 'parcels.parcel-weighed.v2',
      facts: facts => ({ weight: (facts as { grams: number }).grams / 1000 })
    }
  ],
  tables: ['parcels_parcel', 'parcels_word', 'parcels_shelf'],
  project: ({ dossier, after, action }) => {
    if (after.status === 'none') return []
    const { mark, weight, weighings, addressee, status } = after
    // What a faulty projection would do: write where another dossier's row is.
    if (mark === 'takes shelf 1') return [{ table: 'parcels_shelf', key: { shelf: 1 }, row: {} }]
    const parcel = { table: 'parcels_parcel', key: { dossier }, row: { mark, weight, weighings, addressee, status } }
    const words =
      action.type === 'parcels.parcel-opened.v1' ? [mark, ...(action.personal ? [action.personal.name, action.personal.passport] : [])] : []
    return [parcel, ...words.map(word => ({ table: 'parcels_word', key: { word, dossier }, row: {} }))]
  },
  claim: ({ action }) =>
    action.type === 'parcels.parcel-opened.v1' && action.facts.mark.startsWith('#')
      ? [{ scope: 'parcels.mark', value: action.facts.mark }]
      : []
}

export const parcels: LedgerModule = {
  name: 'parcels',
  kinds: [parcelKind],
  migrations: [
    {
      name: 'parcels/0001-tables',
      up: async db => {
        await sql`CREATE TABLE parcels_parcel (dossier text PRIMARY KEY, mark text NOT NULL, weight double precision NOT NULL, weighings integer NOT NULL, addressee text, status text NOT NULL)`.execute(
          db
        )
        await sql`CREATE TABLE parcels_word (word text NOT NULL, dossier text NOT NULL, PRIMARY KEY (word, dossier))`.execute(db)
        await sql`CREATE TABLE parcels_shelf (shelf integer PRIMARY KEY, dossier text NOT NULL)`.execute(db)
      }
    }
  ]
}

/** The tables of the parcels as Kysely sees them. */
export interface ParcelTables {
  parcels_parcel: { dossier: string; mark: string; weight: number; weighings: number; addressee: string | null; status: string }
  parcels_word: { word: string; dossier: string }
}
