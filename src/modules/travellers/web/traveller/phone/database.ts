import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { CachedForm, KeptDeclaration, PhoneKey } from './kept.ts'

interface Schema extends DBSchema {
  declarations: { key: string; value: KeptDeclaration }
  keys: { key: 'phone'; value: PhoneKey & { name: 'phone' } }
  forms: { key: string; value: CachedForm }
}

let opened: Promise<IDBPDatabase<Schema>> | undefined

/** Everything the app keeps is on this phone, in one database, under the app's own origin. */
export const database = (): Promise<IDBPDatabase<Schema>> =>
  (opened ??= openDB<Schema>('breakwater-traveller', 1, {
    upgrade: db => {
      db.createObjectStore('declarations', { keyPath: 'document' })
      db.createObjectStore('keys', { keyPath: 'name' })
      db.createObjectStore('forms', { keyPath: 'office' })
    },
    blocking: (_current, _blocked, event) => {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated: () => {
      opened = undefined
    }
  }))
