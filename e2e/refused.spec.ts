import { alteredCode, signedCode } from './support/codes.ts'
import { expect, test } from './support/journey.ts'
import type { Machine } from './support/machine.ts'
import { person, zoneOf } from './support/passports.ts'
import type { DeclaredTraveller } from '#standards/qr/index.ts'

/** What the traveller sees is the same whatever the reason. */
const isSentToAnOfficer = async (kiosk: Machine, code: string, passport: DeclaredTraveller) => {
  await kiosk.faces(code)
  await kiosk.readsPassport(zoneOf(passport))
  await expect(kiosk.heading('Please see an officer')).toBeVisible()
  await expect(kiosk.page.getByRole('main')).toHaveText('Please see an officerGo to the desk with this sign. Have your passport ready.')
}

test('a declaration altered after signing', async ({ kiosk, officer }) => {
  const traveller = person({ familyName: 'ALDER', givenNames: 'VIKTOR' })
  await isSentToAnOfficer(kiosk, alteredCode(await signedCode([traveller])), traveller)
  await expect(officer.reasons('ALDER, VIKTOR')).toHaveText(['The declaration was changed after it was signed'])
})

test('a declaration validly signed over somebody else’s passport', async ({ kiosk, officer }) => {
  const victim = person({ familyName: 'BRIGHT', givenNames: 'CLARA' })
  const other = person({ familyName: 'SHADE', givenNames: 'NILS' })
  await isSentToAnOfficer(kiosk, await signedCode([victim]), other)
  await expect(officer.reasons('SHADE, NILS')).toHaveText(['The passport is not one of those declared'])
  await expect(officer.arrival('BRIGHT, CLARA')).toHaveCount(0)
})

test('a declaration made too long ago', async ({ kiosk, officer }) => {
  const traveller = person({ familyName: 'YORE', givenNames: 'MILA' })
  const then = new Date(Date.now() - 10 * 86_400_000).toISOString()
  await isSentToAnOfficer(kiosk, await signedCode([traveller], { declaredAt: `${then.slice(0, 19)}.000Z` }), traveller)
  await expect(officer.reasons('YORE, MILA')).toHaveText(['The declaration is too old'])
})

test('a declaration that has already been used, at the kiosk and at the gate', async ({ kiosk, gate, officer }) => {
  const traveller = person({ familyName: 'TWICE', givenNames: 'OTTO' })
  const code = await signedCode([traveller])
  await kiosk.faces(code)
  await kiosk.readsPassport(zoneOf(traveller))
  await expect(kiosk.heading('Go to the gate')).toBeVisible()
  await gate.faces(code)
  await expect(gate.heading('Walk through')).toBeVisible()
  await expect(gate.heading('Hold your code up to the glass')).toBeVisible()

  await gate.faces(code)
  await expect(gate.heading('Please see an officer')).toBeVisible()
  await expect(gate.page.getByRole('img', { name: 'The gate is closed' })).toBeVisible()
  await isSentToAnOfficer(kiosk, code, traveller)
  await expect(officer.reasons('TWICE, OTTO').getByText('This declaration was shown before')).toBeVisible()
})

test('a code that was never presented does not open the gate', async ({ gate }) => {
  await gate.faces(await signedCode([person({ familyName: 'HASTE', givenNames: 'RUNE' })]))
  await expect(gate.heading('Please see an officer')).toBeVisible()
  await expect(gate.page.getByRole('img', { name: 'The gate is closed' })).toBeVisible()
})

test('a code that cannot be read, and a code that is no declaration', async ({ kiosk, officer }) => {
  const blurred = person({ familyName: 'BLURR', givenNames: 'KIM' })
  await kiosk.faces(null)
  await kiosk.button('I have a code').click()
  await kiosk.button('My code is not read').click()
  await kiosk.readsPassport(zoneOf(blurred))
  await expect(kiosk.heading('Please see an officer')).toBeVisible()
  await expect(officer.reasons('BLURR, KIM')).toHaveText(['The code could not be read'])

  const ticket = person({ familyName: 'TICKET', givenNames: 'JO' })
  await isSentToAnOfficer(kiosk, 'M1TICKET/JO EABC123 OSLMRDMR 0204 327Y012A0035 100', ticket)
  await expect(officer.reasons('TICKET, JO')).toHaveText(['The code could not be read'])
})
