import { expect, test } from 'vitest'
import { faultsOfFields, newDraft, newPerson, travellerOf, tripOf, type PersonDraft } from './draft.ts'
import { writeMrz } from '#standards/mrz/index.ts'

const today = '2026-11-23'
const anna = {
  familyName: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  documentCode: 'P',
  number: 'L898902C3',
  issuer: 'UTO',
  nationality: 'UTO',
  birthDate: '1974-08-12',
  sex: 'F' as const,
  expires: '2032-04-15'
}

const zone = writeMrz({ format: 'TD3', ...anna }).join('\n')

const byHand = (fields: Partial<PersonDraft['fields']>): PersonDraft => ({
  ...newPerson(),
  way: 'hand',
  fields: {
    familyName: 'Eriksson',
    givenNames: 'Anna María',
    number: 'l898902c3',
    issuer: 'UTO',
    nationality: 'UTO',
    birthDate: '1974-08-12',
    sex: 'F',
    expires: '2032-04-15',
    neverExpires: false,
    ...fields
  }
})

test('the zone and the same fields by hand name the same traveller', () => {
  expect(travellerOf({ ...newPerson(), zone }, today)).toEqual(anna)
  expect(travellerOf(byHand({}), today)).toEqual(anna)
})

test('a zone with a wrong digit names nobody', () => {
  expect(travellerOf({ ...newPerson(), zone: zone.replace('L898902C3', 'L898902C4') }, today)).toBeNull()
})

test('every field that is missing or cannot be is named', () => {
  const { fields } = byHand({ familyName: ' ', number: '', birthDate: '1974-02-30', sex: '', expires: '2026-11-22' })
  expect(faultsOfFields(fields, today)).toEqual(['familyName', 'number', 'birthDate', 'sex', 'expires'])
})

test('a document without end needs no day of expiry', () => {
  expect(travellerOf(byHand({ expires: '', neverExpires: true }), today)).toEqual({ ...anna, expires: null })
})

test('people who are not complete yet have no allowance', () => {
  expect(tripOf({ ...newDraft(), from: 'JPN', people: [byHand({}), newPerson()] }, today)).toEqual({
    date: today,
    from: 'JPN',
    travellers: [anna]
  })
})
