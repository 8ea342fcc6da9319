import { expect, type Browser, type Page } from '@playwright/test'
import type { Served } from './served.ts'

/** What the ledger holds of one declaration, as the officers' interface gives it. */
export interface Recorded {
  status: string
  reasons: string[]
  history: string[]
}

/** An officer at the board of the demo's airport. */
export class Officer {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  static async signIn(browser: Browser, served: Served, username: string): Promise<Officer> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' })
    const page = await context.newPage()
    await page.goto(`${served.url}/console/`)
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Password', { exact: true }).fill(served.password)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('link', { name: 'Arrivals' }).click()
    await expect(page.getByRole('heading', { name: 'Arrivals at Port Amber Airport' })).toBeVisible()
    await expect(page.getByText(/live$/)).toBeVisible()
    return new Officer(page)
  }

  /** Who has come to this office's kiosks, as the officers' interface gives it. */
  async arrivals(): Promise<string[]> {
    const { origin } = new URL(this.page.url())
    const board = (await (await this.page.context().request.get(`${origin}/api/travellers/board?office=AIRPORT-1`)).json()) as {
      arrivals: { name: string; status: string }[]
    }
    return board.arrivals.map(({ name, status }) => `${name}: ${status}`)
  }

  /** Somebody's row on the board. */
  arrival(name: string) {
    return this.page
      .getByRole('list', { name: 'Arrivals' })
      .getByRole('listitem')
      .filter({ has: this.page.getByText(name, { exact: true }) })
  }

  /** Why somebody was sent to an officer, as the board says it. */
  reasons(name: string) {
    return this.arrival(name).getByRole('list', { name: 'Why' }).getByRole('listitem')
  }

  /** Every declaration under a reference, newest first. */
  async recorded(reference: string): Promise<Recorded[]> {
    const { request } = this.page.context()
    const { origin } = new URL(this.page.url())
    const found = (await (await request.get(`${origin}/api/travellers/search?reference=${reference}`)).json()) as { dossier: string }[]
    return Promise.all(
      found.map(async ({ dossier }) => {
        const page = (await (await request.get(`${origin}/api/travellers/declarations/${dossier}`)).json()) as {
          status: string
          referral: { reasons: { code: string; of?: string }[] } | null
          history: { type: string }[]
        }
        return {
          status: page.status,
          reasons: page.referral?.reasons.map(({ code, of }) => (of === undefined ? code : `${code}: ${of}`)) ?? [],
          history: page.history.map(({ type }) => type.replace(/^travellers\.|\.v\d+$/g, ''))
        }
      })
    )
  }
}
