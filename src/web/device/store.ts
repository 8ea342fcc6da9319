import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

/** What this machine keeps of itself. The private key cannot be read out of the browser: it can only sign here. */
export interface EnrolledDevice {
  id: string
  kind: DeviceKind
  office: string
  name: string
  privateKey: CryptoKey
}

export type DeviceKind = 'kiosk' | 'gate'

interface Schema extends DBSchema {
  device: { key: DeviceKind; value: EnrolledDevice }
}

let opened: Promise<IDBPDatabase<Schema>> | undefined

const database = () =>
  (opened ??= openDB<Schema>('breakwater-device', 1, {
    upgrade: db => {
      db.createObjectStore('device', { keyPath: 'kind' })
    }
  }))

export const findDevice = async (kind: DeviceKind): Promise<EnrolledDevice | undefined> => (await database()).get('device', kind)

export const keepDevice = async (device: EnrolledDevice): Promise<void> => {
  await (await database()).put('device', device)
}

export const forgetDevice = async (kind: DeviceKind): Promise<void> => {
  await (await database()).delete('device', kind)
}
