import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Browser } from '@playwright/test'
import { openBrowser } from './browser.ts'
import { Machine } from './machine.ts'
import { Officer } from './officer.ts'
import { Phone } from './phone.ts'
import { serveDemo, type Served } from './served.ts'

export { expect }

interface Shared {
  served: Served
  folder: string
  people: Browser
  kiosk: Machine
  gate: Machine
  officer: Officer
}

interface Own {
  /** Opens the app on a phone of 360 × 740 points and waits until it is kept there. */
  openPhone(language?: 'en' | 'fr' | 'ar'): Promise<Phone>
}

/** What the app says once it is kept on the phone. */
const kept = {
  en: 'This app is on your phone now',
  fr: 'L’application est maintenant sur votre téléphone',
  ar: 'هذا التطبيق على هاتفك الآن'
}

/** One node, one kiosk, one gate and one officer for all journeys; a phone for each. */
export const test = base.extend<Own, Shared>({
  served: [
    async ({}, use) => {
      const served = await serveDemo()
      await use(served)
      await served.stop()
    },
    { scope: 'worker', timeout: 60_000 }
  ],
  folder: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'breakwater-cameras-'))
      await use(folder)
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker' }
  ],
  people: [
    async ({}, use) => {
      const browser = await openBrowser()
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' }
  ],
  kiosk: [
    async ({ served, folder }, use) => {
      const video = join(folder, 'kiosk.y4m')
      const browser = await openBrowser(video)
      await use(await Machine.setUp(browser, video, served, 'kiosk'))
      await browser.close()
    },
    { scope: 'worker', timeout: 60_000 }
  ],
  gate: [
    async ({ served, folder }, use) => {
      const video = join(folder, 'gate.y4m')
      const browser = await openBrowser(video)
      await use(await Machine.setUp(browser, video, served, 'gate'))
      await browser.close()
    },
    { scope: 'worker', timeout: 60_000 }
  ],
  officer: [
    async ({ people, served }, use) => use(await Officer.signIn(people, served, 'examination')),
    { scope: 'worker', timeout: 60_000 }
  ],
  openPhone: async ({ people, served }, use) => {
    const opened: Phone[] = []
    await use(async (language = 'en') => {
      const context = await people.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, locale: language })
      const page = await context.newPage()
      await page.goto(`${served.url}/traveller/`)
      await expect(page.getByText(kept[language])).toBeVisible()
      const phone = new Phone(page, language)
      opened.push(phone)
      return phone
    })
    for (const phone of opened) await phone.context.close()
  }
})
