// A map drawn by keyboard, by drag and without JavaScript; two people at once; what one takes away.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
let map: string
beforeAll(async () => {
  demo = await openDemo()
  const { rows } = await demo.superuser.query(
    `select '/demo/journeys/' || j.id || '/maps/' || a.id as path from journey j join journey_map a on a.journey_id = j.id
     where j.name = 'Lost baggage' and a.kind = 'as-is' and a.state = 'current' and j.org_id = (select id from organisation where slug = 'demo')`,
  )
  map = rows[0].path as string
}, 180_000)
afterAll(() => demo?.close())

const stepNames = (page: Page) => page.locator('[data-step] h4').allTextContents()
/** As the server has it, whatever the page shows ahead of its answer. */
async function saved(page: Page, wanted: (names: string[]) => boolean) {
  await expect
    .poll(
      async () => {
        const html = await (await page.request.get(`${map}?edit=1`)).text()
        const names = [...html.matchAll(/<li data-step="[^"]*"[\s\S]*?<h4[^>]*>(?:<[^>]*>)?([^<]+)/g)].map(
          ([, name]) => name!,
        )
        return wanted(names)
      },
      { timeout: 15_000 },
    )
    .toBe(true)
}

test('by keyboard: a step is added, named, moved over a phase’s edge, removed and brought back', async () => {
  const { page, context } = await demo.signIn('leader@demo.example')
  await page.goto(`${map}?edit=1`)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over, 'the map scrolls within itself').toBeLessThanOrEqual(0)
  const first = page.getByRole('button', { name: 'Wait at the belt', exact: true })
  await first.focus()
  await page.keyboard.press('n')
  await page.keyboard.type('Ask a host')
  await page.keyboard.press('Enter')
  await saved(page, (names) => names[1] === 'Ask a host')
  const added = page.getByRole('button', { name: 'Ask a host', exact: true })
  await expect.poll(() => added.evaluate((element) => element === document.activeElement)).toBe(true)
  const began = Date.now()
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(async () => (await stepNames(page))[2]).toBe('Ask a host')
  expect(Date.now() - began).toBeLessThan(2000) // shown before the server answers
  await page.keyboard.press('Alt+ArrowRight')
  await saved(page, (names) => names[2] === 'Ask a host')
  await expect
    .poll(() => page.getByRole('status').allTextContents())
    .toContainEqual(expect.stringContaining('“Reporting”'))
  await page.keyboard.press('Delete')
  await saved(page, (names) => !names.includes('Ask a host'))
  await page.getByRole('button', { name: 'Undo' }).click()
  await saved(page, (names) => names[2] === 'Ask a host')
  // What is pressed while a step is still on its way to the server waits for it.
  await page.getByRole('button', { name: 'Ask a host', exact: true }).focus()
  await page.keyboard.press('n')
  await page.keyboard.type('Thank the host')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+N')
  await page.getByLabel('Name of the phase').waitFor()
  await page.keyboard.press('Escape')
  await saved(page, (names) => names[3] === 'Thank the host')
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('Keys on the map').waitFor()
  await context.close()
})

test('two who name the same step at once see both names, and a drag moves a step', async () => {
  const [one, two] = [await demo.signIn('leader@demo.example'), await demo.signIn('leader@demo.example')]
  const rename = async (page: Page, words: string) => {
    await page.getByLabel('Name of the step').fill(words)
    await page.getByRole('button', { name: /^Save/ }).click()
  }
  for (const { page } of [one, two]) {
    await page.goto(`${map}?edit=1`)
    await page.getByRole('button', { name: 'Find the desk', exact: true }).click()
  }
  await rename(one.page, 'Look for the desk')
  await saved(one.page, (names) => names.includes('Look for the desk'))
  await rename(two.page, 'Search the desk')
  await two.page.getByText('Look for the desk').waitFor()
  expect(await two.page.getByRole('status').allTextContents()).not.toContainEqual(expect.stringContaining('saved'))
  await two.page.getByRole('button', { name: 'Save mine' }).click()
  await saved(two.page, (names) => names.includes('Search the desk'))

  const { page } = one
  await page.reload()
  const step = (name: string) => page.locator('[data-step]').filter({ has: page.getByText(name, { exact: true }) })
  const from = (await step('Learn that it is not there').locator('.map-handle').boundingBox())!
  const to = (await step('Wait at the belt').boundingBox())!
  await page.mouse.move(from.x + 8, from.y + 8)
  await page.mouse.down()
  await page.mouse.move(to.x + 60, to.y + 30, { steps: 4 })
  await page.mouse.move(to.x + 10, to.y + 30, { steps: 4 })
  await page.mouse.up()
  await saved(page, (names) => names[0] === 'Learn that it is not there')
  await Promise.all([one.context.close(), two.context.close()])
})

test('without JavaScript: a step moves earlier by its button, and files come with their names', async () => {
  const { page, context } = await demo.signIn('leader@demo.example', { javaScriptEnabled: false })
  await page.goto(`${map}?edit=1`)
  await page.getByRole('button', { name: 'Move Receive the bag earlier' }).click()
  await page.waitForURL(/edit=1/)
  await saved(page, (names) => names.indexOf('Receive the bag') < names.indexOf('Hear that it was found'))
  const files: Record<string, RegExp> = { 'map.svg': /^<svg/, 'map.png': /^.PNG/, 'map.csv': /^.?.?.?Phase,Step/ }
  for (const [file, begins] of Object.entries(files)) {
    const answer = await page.request.get(`${map}/files/${file}`)
    expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename="Lost-baggage.*\.(svg|png|csv)"$/)
    expect((await answer.body()).toString('latin1')).toMatch(begins)
  }
  await context.close()
})
