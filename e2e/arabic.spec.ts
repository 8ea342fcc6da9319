import { expect, test } from './support/journey.ts'
import { person, zoneOf } from './support/passports.ts'
import type { Phone } from './support/phone.ts'

/** Nothing stands beyond the edge of the screen. */
const fits = async ({ page }: Phone) => {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect({ heading: await page.getByRole('heading', { level: 1 }).textContent(), beyond }).toMatchObject({ beyond: 0 })
}

test('the whole way in Arabic on a phone of 360 points: right to left, over the allowance, to an officer', async ({
  openPhone,
  kiosk,
  officer
}) => {
  const traveller = person({ familyName: 'NASSAR', givenNames: 'LAYLA' })
  const phone = await openPhone('ar')
  await expect(phone.page.locator('html')).toHaveAttribute('dir', 'rtl')
  await fits(phone)
  await phone.beginAs(zoneOf(traveller))
  await fits(phone)
  await phone.alone()
  await phone.answer(false)
  await phone.answer(false)
  await phone.answer(true)
  await fits(phone)
  await phone.answer('٩')
  await phone.answer('٠')
  await phone.answer('٠')
  await phone.denyTheRest()
  await fits(phone)
  await phone.sign()
  await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('أظهر هذا الرمز')
  await fits(phone)

  await kiosk.faces(await phone.codeOnScreen())
  await expect(kiosk.heading('Lay your open passport on the reader')).toBeVisible()
  await kiosk.button('العربية').click()
  await expect(kiosk.heading('ضع جواز سفرك مفتوحًا على القارئ')).toBeVisible()
  await expect(kiosk.page.locator('html')).toHaveAttribute('dir', 'rtl')
  for (const line of zoneOf(traveller)) {
    await kiosk.page.keyboard.type(line)
    await kiosk.page.keyboard.press('Enter')
  }
  await expect(kiosk.heading('يُرجى التوجه إلى أحد الموظفين')).toBeVisible()
  await expect(officer.reasons('NASSAR, LAYLA')).toHaveText(['Declared: alcohol over the allowance'])
  await kiosk.button('تم').click()
  await expect(kiosk.page.locator('html')).toHaveAttribute('lang', 'en')
})
