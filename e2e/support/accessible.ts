import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** WCAG 2.2, levels A and AA, as far as a machine can tell: nothing wrong on what is shown now. */
export const isAccessible = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  const heading = await page.getByRole('heading', { level: 1 }).first().textContent()
  const found = violations.map(({ id, nodes }) => `${heading}: ${id} at ${nodes.map(node => node.target.join(' ')).join(', ')}`)
  expect(found).toEqual([])
}
