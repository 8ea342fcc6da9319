import { randomInt } from 'node:crypto'
import { writeMrz } from '#standards/mrz/index.ts'

/** The zone of an invented traveller's passport, with a number of its own each time: a number used a short while ago goes to an officer. */
export const demoPassport = (): string[] =>
  writeMrz({
    format: 'TD3',
    documentCode: 'P',
    issuer: 'UTO',
    familyName: 'Marlowe',
    givenNames: 'Anna',
    number: `MR${randomInt(1_000_000, 10_000_000)}`,
    nationality: 'UTO',
    birthDate: '1988-04-17',
    sex: 'F',
    expires: '2035-12-31'
  })
