import { database } from './database.ts'
import type { PhoneKey } from './kept.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/**
 * The phone's own key: made here on first use, kept in IndexedDB, never exportable. What it signs is this phone's and unaltered;
 * it says nothing about who holds the phone.
 */
export const phoneKey = async (): Promise<PhoneKey> => {
  const db = await database()
  const kept = await db.get('keys', 'phone')
  if (kept) return kept
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const made = { name: 'phone' as const, privateKey: pair.privateKey, publicKey: pair.publicKey }
  const writing = db.transaction('keys', 'readwrite')
  // Two tabs may make a key at once; the first one kept is the phone's.
  const earlier = await writing.store.get('phone')
  if (!earlier) await writing.store.put(made)
  await writing.done
  return earlier ?? made
}
