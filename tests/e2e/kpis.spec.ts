// A KPI from its definition over a file of values to a restated one, as people do it; the file is read with and without JavaScript.
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 180_000)
afterAll(() => demo?.close())

const lounge = path.join(import.meta.dirname, '../fixtures/lounge_rating_monthly.csv')
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

async function defineKpi(page: Page, name: string) {
  await page.goto('/demo/kpis/new')
  await page.getByLabel('Name').fill(name)
  await page.locator('textarea[name=definition]').fill('Mean overall rating that travellers give to airport lounges.')
  await page.locator('select[name=scoreKind]').selectOption('mean')
  await button(page, 'Create KPI').click()
  await page.getByText('No value yet').waitFor()
  return page.url()
}

for (const javaScriptEnabled of [true, false])
  test(`a file becomes values, and a wrong one is restated with a reason (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async () => {
    const { page, context } = await demo.signIn('leader@demo.example', { javaScriptEnabled })
    const kpi = await defineKpi(page, `Lounge rating ${javaScriptEnabled}`)
    await page.goto(`${kpi}/import`)
    await page.getByLabel('CSV file').setInputFiles(lounge)
    await button(page, 'Read the file').click()
    await page.getByText('52 new values would be recorded').waitFor()
    await button(page, 'Import 52 values').click()
    await page.getByText('52 values recorded').first().waitFor()

    await page.goto(`${kpi}/values?until=2015-08-01`)
    const august = page.getByLabel('Value, Aug 2015')
    expect(await august.inputValue()).toBe('5')
    await august.fill('5,25')
    await button(page, 'Save values').click()
    await page.getByText('Say why: this changes 1 value', { exact: false }).first().waitFor()
    expect(await august.inputValue()).toBe('5,25')
    await page.getByLabel('Why earlier values change').fill('A late review came in.')
    await button(page, 'Save values').click()
    await page.waitForURL(kpi)
    await page.getByText(/^Restated: until/).waitFor()
    await page.getByText('A late review came in.').first().waitFor()

    await page.goto(`${kpi}/import`)
    await page.getByLabel('CSV file').setInputFiles(lounge)
    await button(page, 'Read the file').click()
    await page.getByText('imported this very file on', { exact: false }).waitFor()
    await page.getByText('1 value would be restated', { exact: false }).waitFor()
    await context.close()
  })

test('the grid is filled by keyboard, and one cell that is wrong keeps all of it', async () => {
  const { page, context } = await demo.signIn('leader@demo.example')
  await page.goto('/demo/kpi-values?owner=all')
  const running = page.getByLabel(/^Complaints received, /).first()
  await running.fill('-4')
  await running.press('Enter')
  await page.getByText('A count is 0 or more.').first().waitFor()
  expect(await running.inputValue()).toBe('-4')
  await running.press('ArrowDown')
  expect(await running.evaluate((field) => field === document.activeElement)).toBe(false)
  await page.keyboard.press('ArrowUp')
  expect(await running.evaluate((field) => field === document.activeElement)).toBe(true)
  await running.fill('401')
  await running.press('Enter')
  await page.getByText('1 value recorded.').waitFor()
  expect(
    await page
      .getByLabel(/^Complaints received, /)
      .first()
      .inputValue(),
  ).toBe('401')
  await context.close()
})
