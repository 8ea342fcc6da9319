import { expect, type Browser, type Page } from '@playwright/test'
import type { Served } from './served.ts'
import { writeVideo } from './y4m.ts'

/** A kiosk or gate with a camera that sees what a journey holds before it. */
export class Machine {
  readonly page: Page
  readonly #video: string

  constructor(page: Page, video: string) {
    this.page = page
    this.#video = video
  }

  /** Sets a machine up with its one-time code, as an officer does once. */
  static async setUp(browser: Browser, video: string, served: Served, kind: 'kiosk' | 'gate', size = { width: 1080, height: 1920 }) {
    writeVideo(video, [{ text: null }])
    const context = await browser.newContext({ viewport: size, permissions: ['camera'], locale: 'en' })
    const page = await context.newPage()
    await page.goto(`${served.url}/${kind}/`)
    await page.getByLabel('One-time code').fill(served.codeFor(kind))
    await page.getByRole('button', { name: 'Set up' }).click()
    await expect(page.getByRole('heading', { name: /Hold (the code on your phone|your code) up to the glass/ })).toBeVisible()
    return new Machine(page, video)
  }

  /** Starts over with nobody before the lens, or somebody who holds up this code. */
  async faces(code: string | null): Promise<void> {
    const address = this.page.url()
    // An open camera plays the file as it is now: nothing may be watching while what it sees changes.
    await this.page.goto('about:blank')
    writeVideo(this.#video, [{ text: code }])
    await this.page.goto(address)
  }

  heading(name: string | RegExp) {
    return this.page.getByRole('heading', { level: 1, name })
  }

  /** What a passport reader types. */
  async readsPassport(lines: string[]): Promise<void> {
    await expect(this.heading('Lay your open passport on the reader')).toBeVisible()
    for (const line of lines) {
      await this.page.keyboard.type(line)
      await this.page.keyboard.press('Enter')
    }
  }

  /** Waits until this machine's page is kept in its browser. */
  async isKept(): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready)
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name })
  }
}
