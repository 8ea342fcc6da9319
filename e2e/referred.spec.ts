import { expect, test } from './support/journey.ts'
import { person, zoneOf } from './support/passports.ts'

test('more than the allowance: referred, on the board within a second, examined, the finding recorded and put right', async ({
  openPhone,
  kiosk,
  officer
}) => {
  const traveller = person({ familyName: 'OAKDEN', givenNames: 'PETER' })
  const name = 'OAKDEN, PETER'
  const phone = await openPhone()
  await phone.beginAs(zoneOf(traveller))
  await phone.alone()
  await phone.answer(false)
  await phone.answer(false)
  await phone.answer(true)
  await phone.page.getByRole('textbox').fill('9')
  await expect(phone.page.getByText('This is more than may come in free of duty.')).toBeVisible()
  await phone.answer('9')
  await phone.answer('0')
  await phone.answer('0')
  await phone.denyTheRest()
  await phone.sign()

  await kiosk.faces(await phone.codeOnScreen())
  const asked = kiosk.page.waitForRequest('**/kiosk/presentations').then(() => performance.now())
  const shown = officer
    .arrival(name)
    .waitFor()
    .then(() => performance.now())
  await kiosk.readsPassport(zoneOf(traveller))
  expect((await shown) - (await asked)).toBeLessThan(1_000)
  await expect(kiosk.heading('Please see an officer')).toBeVisible()
  await expect(kiosk.page.getByRole('main')).toHaveText('Please see an officerGo to the desk with this sign. Have your passport ready.')

  await expect(officer.arrival(name)).toContainText('Waits for an officer')
  await expect(officer.reasons(name)).toHaveText(['Declared: alcohol over the allowance'])
  await officer.arrival(name).getByRole('button', { name: 'Examine' }).click()
  await expect(officer.arrival(name)).toContainText('Being examined')
  await officer.arrival(name).getByRole('button', { name: 'Nothing found' }).click()
  await officer.arrival(name).getByRole('button', { name: 'Record' }).click()
  await expect(officer.arrival(name)).toContainText('Finished')

  await officer
    .arrival(name)
    .getByRole('button', { name: /^Correct/ })
    .click()
  const dialog = officer.page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'I pressed the wrong button' }).check()
  await dialog.getByRole('button', { name: 'Duty paid' }).click()
  await dialog.getByRole('button', { name: 'Record the correction' }).click()
  await expect(dialog).toBeHidden()
  await expect(officer.arrival(name)).toContainText('Duty paid')
  expect(await officer.recorded(await phone.reference())).toEqual([
    {
      status: 'concluded',
      reasons: ['form-consequence: alcohol-over-allowance'],
      history: ['declaration-lodged', 'declaration-presented', 'officer-decided', 'findings-recorded', 'decision-corrected']
    }
  ])
})

test('a correction made before the kiosk counts, and the earlier code no longer goes through', async ({ openPhone, kiosk, officer }) => {
  const traveller = person({ familyName: 'WINTERS', givenNames: 'ELLA' })
  const phone = await openPhone()
  await phone.beginAs(zoneOf(traveller))
  await phone.alone()
  await phone.denyTheRest()
  await phone.sign()
  await expect(phone.page.getByText(/^Sent to customs on/)).toBeVisible()
  const earlier = await phone.codeOnScreen()

  await phone.button('Correct my answers').click()
  await phone.button('Change: What do you arrive on?').click()
  await phone.page.getByRole('textbox').fill('MR206')
  await phone.next()
  await phone.button('Sign the correction and make a new code').click()
  await expect(phone.page.getByText('This is version 2 of your declaration')).toBeVisible()
  expect(await phone.codeOnScreen()).not.toBe(earlier)

  await kiosk.faces(earlier)
  await kiosk.readsPassport(zoneOf(traveller))
  await expect(kiosk.heading('Please see an officer')).toBeVisible()
  await expect(officer.reasons('WINTERS, ELLA')).toHaveText(['A newer version of this declaration exists'])
  expect(await officer.recorded(await phone.reference())).toEqual([
    { status: 'referred', reasons: ['older-revision'], history: ['declaration-lodged', 'declaration-corrected', 'declaration-presented'] }
  ])
})

test('a declaration deleted before it was sent leaves nothing on the phone', async ({ openPhone }) => {
  const phone = await openPhone()
  await phone.context.setOffline(true)
  await phone.beginAs(zoneOf(person({ familyName: 'FADE', givenNames: 'IDA' })))
  await phone.alone()
  await phone.denyTheRest()
  await phone.sign()
  await phone.button('Delete this declaration').click()
  await expect(phone.page.getByText('It has not been sent from here.')).toBeVisible()
  await phone.button('Delete').click()
  await expect(phone.button('Begin')).toBeVisible()
  await phone.page.reload()
  await expect(phone.button('Begin')).toBeVisible()
  await expect(phone.page.getByText('On this phone', { exact: true })).toBeHidden()
})
