// Opens every page there is and asks axe, the console, the width of a phone and the weight of its scripts.
import type { RouteConfigEntry } from '@remix-run/route-config'
import type { ConsoleMessage, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import routes from '#app/routes.ts'
import { fillIn, pagesOf } from './addresses.ts'
import { barriers } from './barriers.ts'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
const all = pagesOf((await routes) as RouteConfigEntry[])
let addresses: Map<string, string>
/** Two at a time: while one page is fetched, the other is looked at. */
const windows = 2
const free: Page[] = []

beforeAll(async () => {
  demo = await openDemo()
  addresses = await fillIn(demo.superuser, all)
  for (let n = 0; n < windows; n++)
    free.push((await demo.signIn('admin@demo.example', { viewport: { width: 1280, height: 900 } })).page)
}, 180_000)
afterAll(() => demo?.close())

/** What a page complains about in the console while it is being opened. */
function overhear(page: Page) {
  const complaints: string[] = []
  const said = (message: ConsoleMessage) => {
    if (message.type() === 'error' && !/status of (403|404)/.test(message.text())) complaints.push(message.text())
  }
  const thrown = (error: Error) => complaints.push(String(error))
  page.on('console', said)
  page.on('pageerror', thrown)
  return { complaints, stop: () => page.off('console', said).off('pageerror', thrown) }
}

/** The bytes of script a page needs as they are sent, whether they came by the network or were there already. */
const scriptBytes = (page: Page) =>
  page.evaluate(() => {
    const sizes = new Map<string, number>()
    for (const entry of performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      if (/\.js$/.test(new URL(entry.name).pathname))
        sizes.set(entry.name, Math.max(sizes.get(entry.name) ?? 0, entry.encodedBodySize))
    return [...sizes.values()].reduce((sum, size) => sum + size, 0)
  })

/** Pixels by which a page goes beyond its window. */
const over = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

async function look(page: Page, address: string) {
  const heard = overhear(page)
  const answer = await page.goto(address, { waitUntil: 'load' })
  await page.waitForTimeout(150)
  // A state change may not be open for the record the demo offers; its own page then says so, which is checked as well.
  expect([200, 403, 404, 422], `${address} answered ${answer?.status()}`).toContain(answer?.status())
  expect(await barriers(page), address).toEqual([])
  expect(await page.locator('h1').count(), 'exactly one heading of the first level').toBe(1)
  expect(await page.title()).toMatch(/Sirius/)
  expect(await over(page), `${address} is wider than a desktop’s window by`).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await over(page), `${address} is wider than a phone by`).toBeLessThanOrEqual(0)
  expect(heard.complaints).toEqual([])
  const bytes = await scriptBytes(page)
  expect(bytes, 'bytes of script, seen at all').toBeGreaterThan(50_000)
  expect(bytes, 'bytes of script at first load').toBeLessThan(200_000)
  heard.stop()
  return answer!.status()
}

/** What follows a record’s own part of the address is a form, which may not be open for the record that the demo offers; nothing is at the last. */
const stateChange = /:\w+\/.+$|\*$/

describe.concurrent('every page', () => {
  test.each(all)('%s', async (path) => {
    const page = free.pop()
    if (!page) throw new Error('More pages at once than there are windows.')
    try {
      const status = await look(page, addresses.get(path)!)
      if (!stateChange.test(path)) expect(status, 'a page that shows something').toBe(200)
    } finally {
      await page.setViewportSize({ width: 1280, height: 900 })
      free.push(page)
    }
  })
})
