import { gzipSync } from 'node:zlib'
import { expect, test } from './support/journey.ts'

const allowed = 150_000

/** Bytes of everything a page fetched, gzipped; fonts and pictures that are compressed already count as they are. */
const weigh = (bodies: Map<string, Buffer>): number =>
  [...bodies].reduce((sum, [url, body]) => sum + (/\.(woff2|png|jpg)$/.test(url) ? body.length : gzipSync(body, { level: 9 }).length), 0)

for (const language of ['en', 'fr', 'ar'] as const) {
  test(`the first load of the traveller’s app stays within 150 kB gzipped, fonts included (${language})`, async ({
    people,
    served
  }, info) => {
    const context = await people.newContext({ viewport: { width: 360, height: 740 }, locale: language, serviceWorkers: 'block' })
    const page = await context.newPage()
    const bodies = new Map<string, Buffer>()
    const reading: Promise<void>[] = []
    page.on('response', response => {
      reading.push(response.body().then(body => void bodies.set(new URL(response.url()).pathname, body)))
    })
    await page.goto(`${served.url}/traveller/`, { waitUntil: 'networkidle' })
    await expect(page.locator('.bw-page-main > .bw-button')).toBeVisible()
    await Promise.all(reading)
    const weight = weigh(bodies)
    info.annotations.push({ type: 'weight', description: `${bodies.size} files, ${weight} bytes` })
    expect([...bodies.keys()].some(path => path.endsWith('.woff2'))).toBe(true)
    expect(weight).toBeLessThanOrEqual(allowed)
    await context.close()
  })
}
