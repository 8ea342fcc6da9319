import { KioskAnswer } from '../../model/views.ts'
import type { Given } from './flow.ts'
import type { Station } from '#web/device/session.ts'

export type Answered = { outcome: 'gate'; shortCode: string; validUntil: string } | { outcome: 'officer' }

/** Shows the node what the traveller gave. Anything but a whole clearance is the officer's. Rejects when the node does not answer. */
export const present = async (station: Station, given: Given, key: string): Promise<Answered> => {
  const { outcome, shortCode, validUntil } = await station.withClient(client =>
    client.command('/api/travellers/kiosk/presentations', given, KioskAnswer, { key })
  )
  if (outcome === 'officer' || shortCode === null || validUntil === null) return { outcome: 'officer' }
  return { outcome: 'gate', shortCode, validUntil }
}
