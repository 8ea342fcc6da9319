import { expect, test } from './support/journey.ts'
import { person, zoneOf } from './support/passports.ts'

test('a traveller declares without a network, shows the code at the kiosk and walks through the gate', async ({
  openPhone,
  kiosk,
  gate,
  officer
}) => {
  const anna = person({ familyName: 'MARLOWE', givenNames: 'ANNA' })
  const phone = await openPhone()
  await phone.context.setOffline(true)
  await phone.page.reload()
  await phone.beginAs(zoneOf(anna))
  await phone.alone()
  await phone.answer(false)
  await phone.page.reload()
  await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('Are you bringing gold or other precious metals?')
  await phone.denyTheRest()
  await phone.sign()
  await expect(phone.page.getByText('Signed and kept on this phone')).toBeVisible()
  const code = await phone.codeOnScreen()

  await kiosk.faces(code)
  await kiosk.readsPassport(zoneOf(anna))
  await expect(kiosk.heading('Go to the gate')).toBeVisible()
  await expect(officer.arrival('MARLOWE, ANNA')).toContainText('To the gate')

  await gate.faces(code)
  await expect(gate.heading('Walk through')).toBeVisible()
  await expect(gate.page.getByRole('img', { name: 'The gate is open' })).toBeVisible()
  await expect(officer.arrival('MARLOWE, ANNA')).toContainText('Through the gate')
  expect(await officer.recorded(await phone.reference())).toEqual([
    { status: 'through-gate', reasons: [], history: ['declaration-lodged', 'declaration-presented', 'gate-opened'] }
  ])
  await expect(gate.page.getByRole('img', { name: 'The gate is closed' })).toBeVisible()

  await phone.context.setOffline(false)
  await expect(phone.page.getByText(/^Sent to customs on/)).toBeVisible()
  await expect(phone.page.getByText('This declaration has been shown at a kiosk.')).toBeVisible()
})

test('the gate opens for the short code the kiosk shows, typed on its own keys', async ({ openPhone, kiosk, gate, officer }) => {
  const jonas = person({ familyName: 'TILLER', givenNames: 'JONAS' })
  const phone = await openPhone()
  await phone.beginAs(zoneOf(jonas))
  await phone.alone()
  await phone.denyTheRest()
  await phone.sign()
  await expect(phone.page.getByText(/^Sent to customs on/)).toBeVisible()
  await expect(phone.page.getByText('You can correct the declaration until you have shown it at a kiosk.')).toBeVisible()

  await kiosk.faces(await phone.codeOnScreen())
  await kiosk.readsPassport(zoneOf(jonas))
  await expect(kiosk.heading('Go to the gate')).toBeVisible()
  await phone.page.reload()
  await expect(phone.page.getByText('This declaration has been shown at a kiosk.')).toBeVisible()
  await expect(phone.button('Correct my answers')).toHaveCount(0)
  const shortCode = (await kiosk.page.getByText(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/).textContent()) ?? ''

  await gate.faces(null)
  await gate.button('Type the code from the kiosk').click()
  for (const sign of shortCode.replace('-', '')) await gate.page.getByRole('button', { name: sign, exact: true }).click()
  await gate.button('Open the gate').click()
  await expect(gate.heading('Walk through')).toBeVisible()
  expect(await officer.recorded(await phone.reference())).toEqual([
    { status: 'through-gate', reasons: [], history: ['declaration-lodged', 'declaration-presented', 'gate-opened'] }
  ])
})

test('a family of four makes one declaration, and any of their passports takes it through', async ({ openPhone, kiosk, officer }) => {
  const family = ['MARIA', 'TOMAS', 'LUCIA', 'MATEO'].map(givenNames => person({ familyName: 'VALDEZ', givenNames }))
  const [first, second, ...children] = family.map(zoneOf)
  const phone = await openPhone()
  await phone.beginAs(first ?? [])
  for (const zone of [second ?? [], ...children]) {
    await phone.button('Add a person').click()
    await phone.page.getByRole('textbox').fill(zone.join('\n'))
    await phone.next()
  }
  await phone.button('That is everybody: continue').click()
  await phone.denyTheRest()
  await phone.sign()

  await kiosk.faces(await phone.codeOnScreen())
  await kiosk.readsPassport(second ?? [])
  await expect(kiosk.heading('Go to the gate')).toBeVisible()
  await expect(officer.arrival('VALDEZ, TOMAS')).toContainText('4 people')
})

test('somebody without a phone declares at the kiosk and gets a code for the gate', async ({ kiosk, officer }) => {
  const rosa = person({ familyName: 'HARBIN', givenNames: 'ROSA' })
  await kiosk.faces(null)
  await kiosk.button('I have no code').click()
  await kiosk.readsPassport(zoneOf(rosa))
  await kiosk.page.getByRole('combobox').selectOption('JPN')
  await kiosk.button('Continue').click()
  await kiosk.page.getByRole('textbox').fill('MR204')
  await kiosk.button('Continue').click()
  while (!(await kiosk.button('Sign and go on').isVisible())) {
    const before = (await kiosk.page.getByRole('heading', { level: 1 }).textContent()) ?? ''
    await kiosk.page.getByRole('radio', { name: 'No', exact: true }).check()
    await kiosk.button('Continue').click()
    await expect(kiosk.page.getByRole('heading', { level: 1 })).not.toHaveText(before)
  }
  await kiosk.button('Sign and go on').click()
  await expect(kiosk.heading('Go to the gate')).toBeVisible()
  await expect(officer.arrival('HARBIN, ROSA')).toContainText('To the gate')
})
