// The pages that sum the strategy up: their numbers open what they count, the map prints on one sheet, duties are done where they
// are listed, and the link of the daily mail only shows a page.
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendDigests } from '#app/dashboards/digest.server.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { type Demo, openDemo, password } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 180_000)
afterAll(() => demo?.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const one = async (sql: string, values: unknown[] = []) => (await demo.superuser.query(sql, values)).rows[0]

describe('the executive page', () => {
  test('every number opens the list that it counts', async () => {
    const { page, context } = await demo.signIn('executive@demo.example')
    await page.goto('/demo/executive')
    const counts = [
      page.getByRole('list', { name: 'Running initiatives by status' }).getByRole('link'),
      page.getByRole('region', { name: 'Gaps in the strategy' }).getByRole('link'),
      page.getByRole('region', { name: 'Disagreements' }).getByRole('link', { name: /^All / }),
    ]
    const links: { text: string; href: string }[] = []
    for (const group of counts)
      for (const link of await group.all())
        links.push({ text: (await link.innerText()).replace(/\s+/g, ' '), href: (await link.getAttribute('href'))! })
    expect(links.length).toBeGreaterThan(12)
    for (const { text, href } of links) {
      await page.goto(href)
      const listed = await page.locator('[role=status]', { hasText: /^\d/ }).first().innerText()
      expect(`${text} -> ${listed.split(' ')[0]}`).toBe(`${text} -> ${/\d+/.exec(text)![0]}`)
    }
    await context.close()
  })

  test('an outcome opens its page, and its initiatives the list of them', async () => {
    const { page, context } = await demo.signIn('executive@demo.example')
    await page.goto('/demo/executive')
    const outcomes = page.getByRole('region', { name: /Bold outcomes/ })
    const active = outcomes.getByRole('link', { name: /active initiative/ }).first()
    const count = Number(/\d+/.exec(await active.innerText())![0])
    await active.click()
    await page.getByText(new RegExp(`^${count} initiatives?$`)).waitFor()
    await page.goBack()
    const first = outcomes.getByRole('heading', { level: 4 }).or(outcomes.getByRole('heading', { level: 3 }))
    const title = await first.getByRole('link').first().innerText()
    await first.getByRole('link').first().click()
    await heading(page, title).waitFor()
    await context.close()
  })
})

describe('strategy on a page', () => {
  test('prints on one sheet, with every name in full', async () => {
    const { page, context } = await demo.signIn('executive@demo.example')
    await page.goto('/demo/strategy')
    await heading(page, 'Strategy on a page').waitFor()
    for (const format of ['A4', 'Letter']) {
      const pdf = (await page.pdf({ format, preferCSSPageSize: true, landscape: true })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(1)
    }
    await page.emulateMedia({ media: 'print' })
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('.map-branch a')]
        .filter((link) => link.scrollHeight > link.clientHeight + 1 || link.scrollWidth > link.clientWidth + 1)
        .map((link) => link.textContent),
    )
    expect(cut).toEqual([])
    await context.close()
  })
})

/** The row of a duty, by the word it begins with and its record. */
const dutyRow = (page: Page, ask: string, title?: string) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 3, name: new RegExp(`^${ask} ${title ?? ''}`) }) })
    .first()
const opened = async (row: Locator, words: string) => {
  await row.getByRole('button', { name: words }).click()
  return row
}

describe('my duties', () => {
  test('an action item is moved with a reason and done from its row', async () => {
    const { page, context } = await demo.signIn('owner@demo.example')
    await page.goto('/demo/duties')
    await heading(page, 'My duties').waitFor()
    const title = (await dutyRow(page, 'Do').getByRole('heading').innerText()).replace(/^Do /, '')
    const row = await opened(dutyRow(page, 'Do', title), 'Move the date')
    await row.getByLabel('New due date').fill('2031-01-15')
    await row.getByRole('button', { name: 'Move', exact: true }).click()
    await row.getByText('Error:').waitFor()
    expect(await row.getByLabel('New due date').inputValue()).toBe('2031-01-15')
    await row.getByLabel('Why it moves').fill('The supplier delivers in January.')
    await row.getByRole('button', { name: 'Move', exact: true }).click()
    await page
      .getByText(/^Now due/)
      .first()
      .waitFor()
    await heading(page, 'My duties').waitFor()
    expect(await one(`select due_on::text from action_item where title = $1`, [title])).toEqual({
      due_on: '2031-01-15',
    })

    const next = (await dutyRow(page, 'Do').getByRole('heading').innerText()).replace(/^Do /, '')
    expect(next).not.toBe(title)
    await dutyRow(page, 'Do', next).getByRole('button', { name: 'Done' }).click()
    await dutyRow(page, 'Do', next).waitFor({ state: 'detached' })
    expect((await one(`select done_on from action_item where title = $1`, [next])).done_on).not.toBeNull()
    await context.close()
  })

  for (const javaScriptEnabled of [true, false])
    test(`a wrong value keeps what the row holds and says what is wrong beside it (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async () => {
      const { page, context } = await demo.signIn('owner@demo.example', { javaScriptEnabled })
      await page.goto('/demo/duties')
      const row = await opened(dutyRow(page, 'Value of', 'Satisfaction with assistance'), 'Type the value')
      const field = (form: Page | Locator) => form.locator('input[name=value_0]')
      await field(row).fill('180')
      await row.locator('input[name=note_0]').fill('Counted twice.')
      await row.getByRole('button', { name: 'Record' }).click()
      // With JavaScript the row says it; without, the page that took it, with the same fields.
      const where = javaScriptEnabled ? row : page.locator('main')
      await where.getByText('Error:').first().waitFor()
      expect(await field(where).inputValue()).toBe('180')
      expect(await where.locator('input[name=note_0]').inputValue()).toBe('Counted twice.')
      expect(await field(where).getAttribute('aria-invalid')).toBe('true')
      if (!javaScriptEnabled) {
        await field(where).fill('81')
        await where.getByRole('button', { name: 'Save values' }).click()
        await heading(page, 'My duties').waitFor()
        expect(await dutyRow(page, 'Value of', 'Satisfaction with assistance').count()).toBe(0)
      }
      await context.close()
    })
})

describe('the daily mail', () => {
  test('its link opens a page, after signing in, and does nothing by being opened', async () => {
    openDatabase(demo.app.databases.webUrl)
    await demo.superuser.query('delete from digest_sent')
    await sendDigests(undefined, { now: new Date(new Date().setUTCHours(20)) })
    await closeDatabase()
    const mail = await one(
      `select text_body as text from mail where kind = 'digest' and to_address = 'owner@demo.example' order by created_at desc limit 1`,
    )
    const paths = [...(mail.text as string).matchAll(/https?:\/\/[^/\s]+(\/demo\/\S+)/g)].map(([, path]) => path!)
    expect(paths.length).toBeGreaterThan(1)
    const before = await one('select count(*)::int as events from history.event')
    const stranger = await demo.browser.newContext({ baseURL: demo.app.url })
    const page = await stranger.newPage()
    await page.goto(paths[0]!)
    await page.getByLabel('Email').fill('owner@demo.example')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => url.pathname === paths[0]!.split('?')[0])
    for (const path of new Set(paths)) {
      expect((await page.goto(path))!.status(), path).toBe(200)
      expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1)
    }
    expect(await one('select count(*)::int as events from history.event')).toEqual(before)
    await stranger.close()
  })
})
