import { z } from 'zod'
import type { DossierKind } from '../contract.ts'
import type { LedgerModule } from '../node-options.ts'
import { parcelKind, parcels, type Parcel, type ParcelAction, type ParcelCommand, type ParcelRefusal } from './parcels.ts'

const known = { mark: z.string(), weight: z.number(), weighings: z.int(), addressee: z.string().nullable() }
const ParcelState = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none') }),
  z.strictObject({ status: z.literal('here'), ...known }),
  z.strictObject({ status: z.literal('handed-over'), ...known })
])

/** Parcels whose folds are stored, and the types of the actions folded so far. */
export const foldedParcels = ({ as = 'v1', every = 10 } = {}) => {
  const folded: string[] = []
  const evolve = (parcel: Parcel, action: ParcelAction): Parcel => {
    folded.push(action.type)
    return parcelKind.decider.evolve(parcel, action)
  }
  const kind: DossierKind<Parcel, ParcelCommand, ParcelAction, ParcelRefusal> = {
    ...parcelKind,
    decider: { ...parcelKind.decider, evolve },
    fold: { as, state: ParcelState, every }
  }
  const modules: LedgerModule[] = [{ ...parcels, kinds: [kind] }]
  return { kind, modules, folded }
}
