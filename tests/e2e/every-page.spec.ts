// Opens every page there is and asks axe, the console, the width of a phone and the weight of its scripts.
import AxeBuilder from '@axe-core/playwright'
import type { RouteConfigEntry } from '@remix-run/route-config'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import routes from '#app/routes.ts'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
let page: Page
const ids: Record<string, string> = {}

/** Addresses that answer with data or a picture, only redirect, or need a mailed link. */
const notPages = [
  /search\.json$/,
  /difference\.csv$/,
  /\/pictures\//,
  /\/visit$/,
  /\/sign-out$/,
  /:token/,
  /\/saved-views/,
  /^\/demo$/,
  /^\/$/,
]

const tables: Record<string, string> = {
  people: 'member',
  units: 'unit',
  'vision/versions': 'vision',
  values: 'core_value',
  pillars: 'pillar',
  outcomes: 'outcome',
  personas: 'persona',
  segments: 'segment',
  'customer-counts': 'customer_count',
  kpis: 'kpi',
  initiatives: 'initiative',
  'action-plans': 'action_plan',
  'action-items': 'action_item',
  outbox: 'mail',
  imports: 'data_import',
}

function paths(entries: RouteConfigEntry[], above = ''): string[] {
  return entries.flatMap((entry) => {
    const path = `${above}/${entry.path ?? ''}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')
    return entry.children ? paths(entry.children, path) : [path]
  })
}

const all = [
  ...new Set(paths((await routes) as RouteConfigEntry[]).map((path) => path.replace(':org', 'demo'))),
].filter((path) => !notPages.some((pattern) => pattern.test(path)))

/** The address with ids of records of the demo; null where the demo has no such record. */
function filled(path: string): string | null {
  const room = Object.keys(tables)
    .sort((a, b) => b.length - a.length)
    .find((name) => path.startsWith(`/demo/${name}/`))
  const id = room ? ids[tables[room]!] : undefined
  if (path.includes(':') && !id) return null
  return path
    .replace(/:link/, ids.initiative_kpi ?? 'x')
    .replace(/updates\/:\w+/, `updates/${ids.plan_update}`)
    .replace(/milestones\/:\w+/, `milestones/${ids.milestone}`)
    .replace(/targets\/:\w+/, `targets/${ids.kpi_target}`)
    .replace(/:\w+/, id ?? 'x')
}

beforeAll(async () => {
  demo = await openDemo()
  const query = async (sql: string) => (await demo.superuser.query(sql)).rows[0] ?? {}
  const org = `(select id from organisation where slug = 'demo')`
  for (const table of Object.values(tables))
    ids[table] = (await query(`select id from ${table} where org_id = ${org} limit 1`)).id
  const link = await query(
    `select l.id, l.initiative_id from initiative_kpi l join initiative i using (org_id) where i.id = l.initiative_id and l.org_id = ${org} and i.stage = 'running' limit 1`,
  )
  ids.initiative_kpi = link.id
  ids.initiative = link.initiative_id
  const update =
    await query(`select u.id, u.action_plan_id from plan_update u join milestone m on m.org_id = u.org_id and m.action_plan_id = u.action_plan_id
    join action_plan p on p.org_id = u.org_id and p.id = u.action_plan_id where u.org_id = ${org} and p.finished_on is null and p.archived_at is null and m.reached_on is null limit 1`)
  ids.plan_update = update.id
  ids.action_plan = update.action_plan_id
  ids.milestone = (
    await query(`select id from milestone where action_plan_id = '${ids.action_plan}' and reached_on is null limit 1`)
  ).id
  const target = await query(`select id, kpi_id from kpi_target where org_id = ${org} and withdrawn_at is null limit 1`)
  ids.kpi_target = target.id
  ids.kpi = target.kpi_id
  page = (await demo.signIn('admin@demo.example', { viewport: { width: 1280, height: 900 } })).page
}, 180_000)
afterAll(() => demo?.close())

describe('every page', () => {
  test.each(all)('%s', async (path) => {
    const address = filled(path)
    if (!address) return
    const complaints: string[] = []
    const listen = (message: { type(): string; text(): string }) => {
      if (message.type() === 'error' && !/status of (403|404)/.test(message.text())) complaints.push(message.text())
    }
    const thrown = (error: Error) => complaints.push(String(error))
    page.on('console', listen)
    page.on('pageerror', thrown)
    let script = 0
    const weigh = async (response: import('playwright-core').Response) => {
      if (/\.js$/.test(new URL(response.url()).pathname))
        script += Number((await response.allHeaders())['content-length'] ?? 0)
    }
    page.on('response', weigh)
    const answer = await page.goto(address, { waitUntil: 'load' })
    await page.waitForTimeout(150)
    expect([200, 403, 404], `${address} answered ${answer?.status()}`).toContain(answer?.status())
    // A state change may not be open for the record the demo offers; its own page then says so, which is checked as well.
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(
      violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map((node) => node.html.slice(0, 160))
            .join(' | ')}`,
      ),
    ).toEqual([])
    expect(await page.locator('h1').count(), 'exactly one heading of the first level').toBe(1)
    expect(await page.title()).toMatch(/Sirius/)
    await page.setViewportSize({ width: 360, height: 740 })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(over, 'wider than a phone').toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 1280, height: 900 })
    expect(complaints).toEqual([])
    expect(script, 'bytes of script at first load').toBeLessThan(200_000)
    page.off('console', listen)
    page.off('pageerror', thrown)
    page.off('response', weigh)
  })
})
