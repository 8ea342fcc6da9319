import { join } from 'node:path'
import { isAccessible } from './support/accessible.ts'
import { openBrowser } from './support/browser.ts'
import { signedCode } from './support/codes.ts'
import { expect, test } from './support/journey.ts'
import { Machine } from './support/machine.ts'
import { Officer } from './support/officer.ts'
import { person, zoneOf } from './support/passports.ts'
import { serveDemo } from './support/served.ts'

test('a kiosk and a gate whose node is gone clear nobody: they say so and refer to an officer', async ({ folder }) => {
  test.setTimeout(120_000)
  const served = await serveDemo()
  const traveller = person({ familyName: 'STORM', givenNames: 'LEA' })
  const code = await signedCode([traveller])
  const [kioskVideo, gateVideo] = [join(folder, 'cut-off-kiosk.y4m'), join(folder, 'cut-off-gate.y4m')]
  const [kioskBrowser, gateBrowser] = await Promise.all([openBrowser(kioskVideo), openBrowser(gateVideo)])
  try {
    const kiosk = await Machine.setUp(kioskBrowser, kioskVideo, served, 'kiosk')
    const gate = await Machine.setUp(gateBrowser, gateVideo, served, 'gate')
    await kiosk.faces(code)
    await expect(kiosk.heading('Lay your open passport on the reader')).toBeVisible()
    await served.stop()
    await kiosk.readsPassport(zoneOf(traveller))
    await expect(kiosk.heading('This kiosk cannot reach its office')).toBeVisible()
    await expect(kiosk.page.getByText('Please see an officer.')).toBeVisible()
    await kiosk.button('Done').click()
    await expect(kiosk.heading('This kiosk cannot reach its office')).toBeVisible()
    await expect(gate.heading('This gate cannot reach its office')).toBeVisible({ timeout: 20_000 })
    await expect(gate.page.getByRole('img', { name: 'The gate is closed' })).toBeVisible()
  } finally {
    await kioskBrowser.close()
    await gateBrowser.close()
  }
})

test('a kiosk and a gate started again while their node is down say so, clear nobody, and go on when it is back', async ({
  people,
  folder
}) => {
  test.setTimeout(180_000)
  let served = await serveDemo()
  const traveller = person({ familyName: 'EBB', givenNames: 'NOA' })
  const code = await signedCode([traveller])
  const [kioskVideo, gateVideo] = [join(folder, 'restarted-kiosk.y4m'), join(folder, 'restarted-gate.y4m')]
  const [kioskBrowser, gateBrowser] = await Promise.all([openBrowser(kioskVideo), openBrowser(gateVideo)])
  try {
    const kiosk = await Machine.setUp(kioskBrowser, kioskVideo, served, 'kiosk')
    const gate = await Machine.setUp(gateBrowser, gateVideo, served, 'gate')
    await kiosk.isKept()
    await gate.isKept()
    await served.stop({ keep: true })

    await kiosk.faces(code)
    await gate.faces(code)
    await expect(kiosk.heading('This kiosk cannot reach its office')).toBeVisible()
    await expect(kiosk.page.getByText('Please see an officer.')).toBeVisible()
    await expect(gate.heading('This gate cannot reach its office')).toBeVisible()
    await expect(gate.page.getByRole('img', { name: 'The gate is closed' })).toBeVisible()
    await isAccessible(kiosk.page)
    await isAccessible(gate.page)
    for (const line of zoneOf(traveller)) {
      await kiosk.page.keyboard.type(line)
      await kiosk.page.keyboard.press('Enter')
    }
    await kiosk.button('العربية').click()
    await expect(kiosk.heading('لا يستطيع هذا الجهاز الاتصال بمكتبه')).toBeVisible()
    await kiosk.button('English').click()
    await gate.faces(null)
    await expect(gate.heading('This gate cannot reach its office')).toBeVisible()

    served = await served.comeBack()
    const officer = await Officer.signIn(people, served, 'examination')
    expect(await officer.arrivals()).toEqual([])
    await kiosk.readsPassport(zoneOf(traveller))
    await expect(kiosk.heading('Go to the gate')).toBeVisible()
    expect(await officer.arrivals()).toEqual(['EBB, NOA: to-gate'])
    await expect(gate.heading('Hold your code up to the glass')).toBeVisible()
    await officer.page.context().close()
  } finally {
    await kioskBrowser.close()
    await gateBrowser.close()
    await served.stop()
  }
})

test('a machine the office has withdrawn says that it is out of service', async ({ people, folder }) => {
  const served = await serveDemo()
  const video = join(folder, 'withdrawn.y4m')
  const browser = await openBrowser(video)
  try {
    const kiosk = await Machine.setUp(browser, video, served, 'kiosk')
    const office = await people.newContext()
    const { request } = office
    await request.post(`${served.url}/api/identity/sign-in`, { data: { username: 'admin', password: served.password } })
    const { devices } = (await (await request.get(`${served.url}/api/devices`)).json()) as { devices: { id: string; kind: string }[] }
    const lost = devices.find(({ kind }) => kind === 'kiosk')
    expect((await request.post(`${served.url}/api/devices/${lost?.id}/revoke`)).status()).toBe(200)

    const traveller = person({ familyName: 'LATE', givenNames: 'SUE' })
    await kiosk.faces(await signedCode([traveller]))
    await kiosk.readsPassport(zoneOf(traveller))
    await expect(kiosk.heading('This machine is no longer in service')).toBeVisible()
    await office.close()
  } finally {
    await browser.close()
    await served.stop()
  }
})

test('a kiosk that nobody touches starts over after a minute, counting down in sight', async ({ folder }) => {
  const served = await serveDemo()
  const video = join(folder, 'left-alone.y4m')
  const browser = await openBrowser(video)
  try {
    const kiosk = await Machine.setUp(browser, video, served, 'kiosk')
    await kiosk.faces(null)
    await kiosk.page.clock.install()
    await kiosk.page.reload()
    await kiosk.button('Français').click()
    await kiosk.button('Je n’ai pas de code').click()
    await expect(kiosk.heading('Posez votre passeport ouvert sur le lecteur')).toBeVisible()
    await kiosk.page.clock.runFor(40_000)
    await expect(kiosk.page.getByRole('timer')).toHaveText(/^Recommence dans (19|20) secondes$/)
    await kiosk.page.mouse.click(5, 5)
    await kiosk.page.clock.runFor(40_000)
    await expect(kiosk.heading('Posez votre passeport ouvert sur le lecteur')).toBeVisible()
    await kiosk.page.clock.runFor(21_000)
    await expect(kiosk.heading('Hold the code on your phone up to the glass')).toBeVisible()
    await expect(kiosk.page.locator('html')).toHaveAttribute('lang', 'en')
  } finally {
    await browser.close()
    await served.stop()
  }
})
