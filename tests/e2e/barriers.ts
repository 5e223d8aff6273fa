// What keeps people from using a page, as axe finds it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** The packed form: it is sent to every page anew. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * Each rule of WCAG 2.2 AA that the page breaks, and where. Everything is checked; only what was found in order is not described, which
 * would take a third of the time. Without frames axe's older mode says the same and opens no second page. `more`: further tags of axe's rules.
 */
export async function barriers(page: Page, more: string[] = []): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page, axeSource })
    .setLegacyMode()
    .options({
      runOnly: { type: 'tag', values: [...standards, ...more] },
      resultTypes: ['violations'],
      selectors: false,
    })
    .analyze()
  const where = (nodes: { html: string }[]) => nodes.slice(0, 3).map(({ html }) => html.slice(0, 160))
  return violations.map(({ id, nodes }) => `${id}: ${where(nodes).join(' | ')}`)
}
