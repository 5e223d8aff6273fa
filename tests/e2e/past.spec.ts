// Looking back, as somebody does it: a preset, a typed day, the pages of then, nothing to change there, the way back, and what changed.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriers } from './barriers.ts'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 180_000)
afterAll(() => demo?.close())

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
const banner = (page: Page) => page.getByRole('note').filter({ hasText: 'As recorded by' })
const picker = (page: Page) => page.locator('summary', { hasText: /^(Look back: read the plan|Another moment)/ })
const placeIn = (page: Page) => new URL(page.url()).pathname.split('/')[1]!

/** Whatever on the page could change something, or leads out of the moment it shows. */
const wayOut = (page: Page) =>
  page.evaluate(() => {
    const [, place] = location.pathname.split('/')
    const posts = [...document.querySelectorAll('form[method=post i]')]
      .map((form) => form.getAttribute('action') ?? '')
      .filter((action) => !/^\/sign-out/.test(action))
    const forms = [...document.querySelectorAll('a[href*="/edit"], a[href*="/new"], a[href$="/archive"]')]
    const links = [...document.querySelectorAll('main a[href^="/"], nav a[href^="/"]')]
    const out = links.map((link) => link.getAttribute('href')!).filter((href) => !href.startsWith(`/${place}`))
    return [...posts, ...forms.map((link) => link.getAttribute('href')!), ...out]
  })

test('a preset and a typed day lead to the pages of then; nothing changes there; today is one step away', async () => {
  const { page, context } = await demo.signIn('leader@demo.example', { viewport: { width: 1280, height: 900 } })
  await page.goto('/demo/initiatives')
  expect((await wayOut(page)).length, 'today there is something to change').toBeGreaterThan(0)

  await picker(page).click()
  await page.getByRole('link', { name: /^A month ago/ }).click()
  await page.waitForURL(/\/demo@\d{4}-\d\d-\d\d\/initiatives$/)
  await banner(page).getByText('Read only.').waitFor()
  expect(await wayOut(page)).toEqual([])
  expect(await page.locator('summary', { hasText: 'Create' }).count()).toBe(0)

  await page.goto(`/demo@${daysAgo(30)}/initiatives?stage=active`)
  expect(await wayOut(page), 'a narrowed list offers to save no view').toEqual([])
  await page.goBack()

  const first = page.locator('main tbody th a, main tbody td a, main li a').first()
  const name = await first.innerText()
  await first.click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  expect(placeIn(page)).toMatch(/^demo@/)
  await banner(page).waitFor()
  expect(await wayOut(page)).toEqual([])

  await picker(page).click()
  await page.getByLabel('Day').fill(daysAgo(20))
  await page.getByLabel('Time (if any)').fill('09:30')
  await page.getByRole('button', { name: 'Look back', exact: true }).click()
  await page.waitForURL((url) => url.pathname.startsWith(`/demo@${daysAgo(20)}T09:30/initiatives/`))
  await banner(page).getByText('09:30').waitFor()
  await page.getByRole('heading', { level: 1, name }).waitFor()

  await banner(page).getByRole('link', { name: 'Back to today' }).click()
  await page.waitForURL(/\/demo\/initiatives\/[0-9a-f-]{36}$/)
  await banner(page).waitFor({ state: 'detached' })
  expect((await wayOut(page)).length).toBeGreaterThan(0)
  await context.close()
})

test('without JavaScript a day that is none is said beside its field, and one that was is opened', async () => {
  const { page, context } = await demo.signIn('executive@demo.example', { javaScriptEnabled: false })
  await page.goto('/demo/as-of?page=%2Fdemo%2Foutcomes')
  const day = page.locator('main').getByLabel('Day')
  await page.goto('/demo/as-of?page=%2Fdemo%2Foutcomes&day=2199-01-01&time=')
  await page.getByRole('alert').filter({ hasText: 'This day is still to come.' }).waitFor()
  expect(await day.inputValue()).toBe('2199-01-01')
  await day.fill(daysAgo(45))
  await page.locator('main').getByRole('button', { name: 'Look back' }).click()
  await page.waitForURL(new RegExp(`/demo@${daysAgo(45)}/outcomes`))
  await banner(page).waitFor()
  expect(await wayOut(page)).toEqual([])
  await context.close()
})

test('two days are compared, narrowed by a number, and what changed since a moment is one step from it', async () => {
  const { page, context } = await demo.signIn('executive@demo.example', { viewport: { width: 1280, height: 900 } })
  await page.goto(`/demo@${daysAgo(30)}/strategy`)
  await banner(page).getByRole('link', { name: 'What changed since then' }).click()
  const form = page.getByRole('form', { name: 'Compare two moments' })
  await form.waitFor()

  await form.getByRole('group', { name: /^From/ }).getByLabel('Day').fill(daysAgo(60))
  await form.getByRole('group', { name: /^To/ }).getByLabel('Day').fill(daysAgo(10))
  await form.getByRole('button', { name: 'Compare' }).click()
  await page.waitForURL((url) => url.searchParams.get('from') === daysAgo(60))
  expect(new URL(page.url()).searchParams.get('to')).toBe(daysAgo(10))

  const counts = page.getByRole('table', { name: 'Records by room and by what became of them' })
  const row = counts.getByRole('row').nth(1)
  const number = row.getByRole('link').nth(1)
  const count = Number(await number.innerText())
  await number.click()
  await counts.locator('[aria-current=true]').waitFor()
  expect(new URL(page.url()).searchParams.has('room')).toBe(true)
  const opened = await page.locator('main h3').count()
  expect(opened).toBe(Math.min(count, 50))
  await context.close()
})

test('on a phone the past fits, says which moment it is, and axe finds nothing', async () => {
  const { page, context } = await demo.signIn('executive@demo.example', { viewport: { width: 360, height: 740 } })
  for (const address of [`/demo@${daysAgo(30)}/executive`, `/demo/history/difference?from=${daysAgo(30)}`]) {
    await page.goto(address)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(over, `${address} is wider than a phone`).toBeLessThanOrEqual(0)
  }
  await page.goto(`/demo@${daysAgo(30)}/executive`)
  await picker(page)
    .or(page.getByRole('button', { name: 'Another moment' }))
    .click()
  await page.getByRole('link', { name: /^A quarter ago/ }).waitFor()
  await page.keyboard.press('Escape')
  await banner(page).waitFor()
  expect(await barriers(page)).toEqual([])
  await context.close()
})
