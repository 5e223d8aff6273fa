// From what was seen to what is done about it: an observation, a gap that rests on it, an initiative that closes it, and their chain.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriers } from './barriers.ts'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 180_000)
afterAll(() => demo?.close())

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

test('an observation made on a phone without JavaScript becomes a gap’s evidence, and the chain says so everywhere', async () => {
  const phone = { viewport: { width: 360, height: 800 } }
  const { page, context } = await demo.signIn('leader@demo.example', { ...phone, javaScriptEnabled: false })
  const send = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click()

  await page.goto('/demo/observations/new')
  await page.locator('textarea[name=what]').fill('Two people asked where the bus stops, one of them ann@example.org')
  await page.getByRole('radio', { name: /Serious/ }).check({ force: true })
  await send('Add')
  await page.getByText('Say where it was: choose the touchpoint, or write the place.').first().waitFor()
  expect(await page.locator('textarea[name=what]').inputValue(), 'what was typed is kept').toContain('Two people asked')
  await page.locator('select[name=touchpointId]').selectOption({ label: 'Kerb and drop-off' })
  await send('Add')
  await page.getByRole('heading', { name: 'Added. Add another?' }).waitFor()

  await page.goto('/demo/gaps/new')
  await page.locator('input[name=name]').fill('Nobody says where the bus stops')
  await page.locator('select[name=touchpointId]').selectOption({ label: 'Kerb and drop-off' })
  await page.getByRole('main').locator('form button[type=submit]').last().click()
  await page.getByRole('heading', { level: 1, name: 'Nobody says where the bus stops' }).waitFor()
  const gap = new URL(page.url()).pathname
  await page.goto(`${gap}/evidence`)
  await page
    .getByRole('checkbox', { name: /Two people asked where the bus stops, one of them \[e-mail\]/ })
    .check({ force: true })
  await send('Link what is ticked')
  await page.getByRole('link', { name: 'Why, and what came of it' }).click()

  await page.getByRole('heading', { name: 'Why are we doing this?' }).waitFor()
  await page.getByText('It rests on 1 observation').waitFor()
  await page.getByText('Nobody works on it yet.').last().waitFor()
  expect(await sideways(page)).toBeLessThanOrEqual(0)
  expect(await page.locator('.chain-map').isVisible(), 'a drawing that does not fit').toBe(false)
  const chain = new URL(page.url()).pathname
  await page.goto('/demo/chain')
  await page
    .getByText(/open gaps? (is|are) nobody’s work/)
    .first()
    .waitFor()
  await context.close()

  const wide = await demo.signIn('executive@demo.example', { viewport: { width: 1280, height: 900 } })
  await wide.page.goto(chain)
  expect(await wide.page.locator('.chain-map').isVisible()).toBe(true)
  await wide.page.locator('.chain-map').getByText('without a theme').waitFor()
  expect(await barriers(wide.page, ['best-practice'])).toEqual([])
  await wide.page.emulateMedia({ media: 'print' })
  expect(await wide.page.locator('.chain-map').isVisible(), 'paper has the outline').toBe(false)
  await wide.context.close()
})
