import { isAccessible } from './support/accessible.ts'
import { signedCode } from './support/codes.ts'
import { test, expect } from './support/journey.ts'
import { person, zoneOf } from './support/passports.ts'

test.describe.configure({ timeout: 150_000 })

const words = {
  en: {
    begin: 'Begin',
    add: 'Add a person',
    byHand: 'Enter the details by hand instead',
    nobody: /^(That is everybody|Nobody else)/,
    remove: 'Delete this declaration',
    home: /My declarations/
  },
  fr: {
    begin: 'Commencer',
    add: 'Ajouter une personne',
    byHand: 'Saisir plutôt les données à la main',
    nobody: /^(Tout le monde y est|Personne d’autre)/,
    remove: 'Supprimer cette déclaration',
    home: /Mes déclarations/
  },
  ar: {
    begin: 'ابدأ',
    add: 'إضافة شخص',
    byHand: 'كتابة البيانات يدويًا بدلًا من ذلك',
    nobody: /^(هؤلاء|لا أحد)/,
    remove: 'حذف هذا الإقرار',
    home: /إقراراتي/
  }
}

for (const language of ['en', 'fr', 'ar'] as const) {
  test(`every page of the traveller’s app can be used by everybody (${language})`, async ({ openPhone }) => {
    const phone = await openPhone(language)
    const { page } = phone
    const { begin, add, byHand, nobody, remove, home } = words[language]
    const next = async () => {
      await isAccessible(page)
      await phone.next()
    }
    await isAccessible(page)
    await phone.button(begin).click()
    await next()
    await isAccessible(page)
    await page.getByRole('radio').nth(2).check()
    await isAccessible(page)
    await page.getByRole('radio').first().check()
    await phone.next()
    await next()
    await page.getByRole('textbox').fill('MR204')
    await next()
    await next()
    await page.getByRole('combobox').selectOption('JPN')
    await next()
    const zone = zoneOf(person())
    await page.getByRole('textbox').fill(zone.join('\n').replace('ERIKSSON', '3RIKSSON').replace(/L8/, 'L9'))
    await next()
    await isAccessible(page)
    await page.getByRole('textbox').fill(zone.join('\n'))
    await next()
    await phone.button(add).click()
    await phone.button(byHand).click()
    await next()
    await isAccessible(page)
    await page.goBack()
    await isAccessible(page)
    await page.getByRole('button').filter({ hasText: nobody }).click()
    await phone.answer(false)
    await phone.answer(false)
    await next()
    await phone.answer(true)
    await next()
    await phone.answer('9')
    await phone.answer('0')
    await phone.answer('0')
    await phone.answer(true)
    await next()
    await page.getByRole('textbox').fill('250')
    await next()
    await phone.denyTheRest()
    await isAccessible(page)
    await phone.sign()
    await isAccessible(page)
    await phone.button(remove).click()
    await isAccessible(page)
    await phone.button(home).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await isAccessible(page)
  })
}

test('every screen of the kiosk and the gate can be used by everybody', async ({ kiosk, gate }) => {
  const traveller = person({ familyName: 'FAIR', givenNames: 'ADA' })
  const code = await signedCode([traveller])
  await kiosk.faces(null)
  await isAccessible(kiosk.page)
  await kiosk.button('I have a code').click()
  await isAccessible(kiosk.page)
  await kiosk.faces(code)
  await expect(kiosk.heading('Lay your open passport on the reader')).toBeVisible()
  await isAccessible(kiosk.page)
  await kiosk.button('Type it instead').click()
  await kiosk.page.getByRole('textbox').fill('P<UTO')
  await kiosk.button('Go on').click()
  await isAccessible(kiosk.page)
  await kiosk.button('Back to the reader').click()
  await kiosk.readsPassport(zoneOf(traveller))
  await expect(kiosk.heading('Go to the gate')).toBeVisible()
  await isAccessible(kiosk.page)
  await kiosk.button('Français').click()
  await expect(kiosk.heading('Allez au portillon')).toBeVisible()
  await isAccessible(kiosk.page)

  await kiosk.faces(await signedCode([person()]))
  await kiosk.readsPassport(zoneOf(traveller))
  await expect(kiosk.heading('Please see an officer')).toBeVisible()
  await isAccessible(kiosk.page)
  await kiosk.button('Français').click()
  await expect(kiosk.heading('Adressez-vous à un agent')).toBeVisible()
  await isAccessible(kiosk.page)

  await gate.faces(null)
  await isAccessible(gate.page)
  await gate.button('Type the code from the kiosk').click()
  await isAccessible(gate.page)
  await gate.button('Open the gate').click()
  await isAccessible(gate.page)
  await gate.faces(code)
  await expect(gate.heading('Walk through')).toBeVisible()
  await isAccessible(gate.page)
  await gate.faces(await signedCode([person()]))
  await expect(gate.heading('Please see an officer')).toBeVisible()
  await isAccessible(gate.page)

  await kiosk.faces(null)
  await kiosk.button('I have no code').click()
  await kiosk.readsPassport(zoneOf(traveller))
  await expect(kiosk.heading('Which country do you travel from?')).toBeVisible()
  await isAccessible(kiosk.page)
  await kiosk.button('العربية').click()
  await expect(kiosk.heading('من أي بلد تسافر؟')).toBeVisible()
  await isAccessible(kiosk.page)
})

test('the officers’ board and a declaration’s page can be used by everybody', async ({ kiosk, officer }) => {
  const traveller = person({ familyName: 'PLAIN', givenNames: 'IVO' })
  await kiosk.faces(await signedCode([person()]))
  await kiosk.readsPassport(zoneOf(traveller))
  await expect(officer.arrival('PLAIN, IVO')).toContainText('Waits for an officer')
  await isAccessible(officer.page)
  await officer.page.getByRole('link', { name: 'Open the declaration of PLAIN, IVO' }).click()
  await expect(officer.page.getByRole('heading', { level: 1, name: /Declaration of/ })).toBeVisible()
  await isAccessible(officer.page)
  await officer.page.goBack()
})
