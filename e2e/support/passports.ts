import { writeMrz } from '#standards/mrz/index.ts'
import type { DeclaredTraveller } from '#standards/qr/index.ts'

let made = 0

/** Somebody of the specimen state with a passport of their own; every journey has its own people. */
export const person = (over: Partial<DeclaredTraveller> = {}): DeclaredTraveller => {
  made += 1
  return {
    familyName: 'ERIKSSON',
    givenNames: 'ANNA MARIA',
    documentCode: 'P',
    number: `L8${String(Date.now() % 100_000).padStart(5, '0')}${String(made).padStart(2, '0')}`,
    issuer: 'UTO',
    nationality: 'UTO',
    birthDate: '1988-08-12',
    sex: 'F',
    expires: '2034-04-15',
    ...over
  }
}

/** The two lines at the foot of their passport. */
export const zoneOf = (traveller: DeclaredTraveller): string[] => writeMrz({ ...traveller, format: 'TD3' })
