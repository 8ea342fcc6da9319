import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type BrowserContext, type Page } from '@playwright/test'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } })

/** What is said on the phone, in the languages journeys use. */
const words = {
  en: {
    begin: 'Begin',
    next: 'Continue',
    today: /^Today/,
    alone: 'Nobody else: continue',
    sign: 'Sign and make my code',
    yes: 'Yes',
    no: 'No'
  },
  fr: {
    begin: 'Commencer',
    next: 'Continuer',
    today: /^Aujourd’hui/,
    alone: 'Personne d’autre : continuer',
    sign: 'Signer et créer mon code',
    yes: 'Oui',
    no: 'Non'
  },
  ar: { begin: 'ابدأ', next: 'متابعة', today: /^اليوم/, alone: 'لا أحد غيري: متابعة', sign: 'توقيع وإنشاء رمزي', yes: 'نعم', no: 'لا' }
}

/** A traveller's phone with the app on it. */
export class Phone {
  readonly page: Page
  readonly context: BrowserContext
  readonly #words: (typeof words)[keyof typeof words]

  constructor(page: Page, language: keyof typeof words) {
    this.page = page
    this.context = page.context()
    this.#words = words[language]
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  async next(): Promise<void> {
    await this.button(this.#words.next).click()
  }

  /** When, on what, where from, and who: the zone as pasted. */
  async beginAs(zone: string[]): Promise<void> {
    await this.button(this.#words.begin).click()
    await this.page.getByLabel(this.#words.today).check()
    await this.next()
    await this.page.getByRole('textbox').fill('MR204')
    await this.next()
    await this.page.getByRole('combobox').selectOption('JPN')
    await this.next()
    await this.page.getByRole('textbox').fill(zone.join('\n'))
    await this.next()
  }

  async alone(): Promise<void> {
    await this.button(this.#words.alone).click()
  }

  /** Answers what is on the page, and goes on. */
  async answer(value: boolean | string): Promise<void> {
    if (typeof value === 'boolean')
      await this.page.getByRole('radio', { name: value ? this.#words.yes : this.#words.no, exact: true }).check()
    else await this.page.getByRole('textbox').fill(value)
    const before = await this.page.getByRole('heading', { level: 1 }).textContent()
    await this.next()
    await expect(this.page.getByRole('heading', { level: 1 })).not.toHaveText(before ?? '')
  }

  /** No to every question from here to the review. */
  async denyTheRest(): Promise<void> {
    while (!(await this.button(this.#words.sign).isVisible())) await this.answer(false)
  }

  async sign(): Promise<void> {
    await this.button(this.#words.sign).click()
    await expect(this.picture).toBeVisible()
  }

  get picture() {
    return this.page.getByRole('img', { name: /TD-/ })
  }

  /** What a camera would read off this phone's screen. */
  async codeOnScreen(): Promise<string> {
    const picture = await this.picture.screenshot()
    const [found] = await readBarcodes(picture, { formats: ['QRCode'] })
    if (!found) throw new Error('there is no readable code on the screen')
    return found.text
  }

  async reference(): Promise<string> {
    return (await this.picture.getAttribute('aria-label'))?.match(/TD-\S+/)?.[0] ?? ''
  }
}
