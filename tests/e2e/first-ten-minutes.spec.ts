// The first ten minutes of the three people Sirius is for, as a user would spend them.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 180_000)
afterAll(() => demo?.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

test('a business owner: signs in, sees what is due, and updates a plan in at most four interactions', async () => {
  const { page, context } = await demo.signIn('owner@demo.example')
  await heading(page, 'My duties').waitFor()
  const before = await updates()
  let interactions = 0
  const doing = async (work: Promise<unknown>) => {
    interactions++
    await work
  }
  const duty = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: /^Update / }) })
    .first()
  await doing(duty.getByRole('button', { name: 'Write the update' }).click())
  await doing(duty.getByLabel(/sentence/i).fill('The last two signs hang; the desk reports fewer questions.'))
  await doing(duty.getByRole('button', { name: 'Send update' }).click())
  await page.getByText('Update sent').first().waitFor()
  expect(interactions).toBeLessThanOrEqual(4)
  expect(await updates()).toBe(before + 1)
  await heading(page, 'My duties').waitFor()
  await context.close()
})

test('a business owner: sees why a plan exists, and gives a reason when a due date moves', async () => {
  const { page, context } = await demo.signIn('owner@demo.example')
  const { rows } = await demo.superuser.query(
    `select i.id from action_item i join member m on m.org_id = i.org_id and m.id = i.owner_id
     where m.email = 'owner@demo.example' and i.done_on is null and i.due_on is not null and i.archived_at is null limit 1`,
  )
  await page.goto(`/demo/action-items/${rows[0].id}/due-date`)
  await page.getByLabel(/due/i).first().fill('2030-01-15')
  const move = page.getByRole('button', { name: /move|save/i }).first()
  await move.click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel(/due/i).first().inputValue()).toBe('2030-01-15')
  await page.getByLabel(/reason|why/i).fill('The supplier delivers in January.')
  await move.click()
  await page.getByText('The supplier delivers in January.').first().waitFor()
  await context.close()
})

test('a CX leader: drafts and ratifies a vision, adds a value, an outcome and an initiative with its owner', async () => {
  const { page, context } = await demo.signIn('leader@other.example')
  await page.goto('/other/vision/versions/new')
  await page.getByLabel(/statement/i).fill('Nobody waits on a pier without knowing why.')
  await page.getByLabel(/why/i).first().fill('Passengers told us so all winter.')
  await page
    .getByRole('button', { name: /create|save/i })
    .first()
    .click()
  await page
    .getByRole('button', { name: /propose/i })
    .first()
    .click()
  await page
    .getByText(/proposed/i)
    .first()
    .waitFor()
  await page.goto('/other/vision')
  await page.goto('/other/values/new')
  await page.getByLabel('Name').fill('Plain words')
  await page
    .getByRole('button', { name: /create|add|save/i })
    .first()
    .click()
  await heading(page, 'Plain words').waitFor()
  await page.goto('/other/initiatives/new')
  await page.getByLabel('Name').fill('A word on every pier')
  await page.getByLabel('Plain words').check()
  await page.getByRole('button', { name: 'Create initiative' }).click()
  await heading(page, 'A word on every pier').waitFor()
  await page.getByRole('link', { name: 'Plain words' }).waitFor()
  await context.close()
})

test('an executive: reads one page, opens an initiative, its plan and the last updates', async () => {
  const { page, context } = await demo.signIn('executive@demo.example', { viewport: { width: 1024, height: 768 } })
  await page.goto('/demo/executive')
  await heading(page, 'Executive page').waitFor()
  await page.getByRole('heading', { name: /Disagreements/ }).waitFor()
  await page.goto('/demo/strategy')
  await heading(page, 'Strategy on a page').waitFor()
  await page.getByRole('link', { name: 'Calm at the checkpoint' }).first().click()
  await heading(page, 'Calm at the checkpoint').waitFor()
  await page.getByRole('link', { name: 'Lanes that open before the queue' }).first().click()
  await heading(page, 'Lanes that open before the queue').waitFor()
  await page.getByRole('heading', { name: /^Updates/ }).waitFor()
  await context.close()
})

test('the palette goes anywhere by keyboard', async () => {
  const { page, context } = await demo.signIn('leader@demo.example')
  await page.goto('/demo/duties')
  await heading(page, 'My duties').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('checkpoint')
  await page
    .getByRole('option', { name: /Calm at the checkpoint/ })
    .first()
    .waitFor()
  await page
    .getByRole('option', { name: /Calm at the checkpoint/ })
    .first()
    .click()
  await heading(page, 'Calm at the checkpoint').waitFor()
  await context.close()
})

test('two people editing one record: the second sees both versions and loses nothing', async () => {
  const [one, two] = await Promise.all([demo.signIn('leader@demo.example'), demo.signIn('admin@demo.example')])
  const { rows } = await demo.superuser.query(
    `select i.id from initiative i join organisation o on o.id = i.org_id where o.slug = 'demo' and i.stage = 'idea' limit 1`,
  )
  const path = `/demo/initiatives/${rows[0].id}/edit`
  await Promise.all([one.page.goto(path), two.page.goto(path)])
  await one.page.getByLabel('Purpose').fill('What the first wrote.')
  await two.page.getByLabel('Purpose').fill('What the second wrote.')
  await one.page.getByRole('button', { name: 'Save initiative' }).click()
  await one.page.waitForURL((url) => !url.pathname.endsWith('/edit'))
  await two.page.getByRole('button', { name: 'Save initiative' }).click()
  await two.page.getByRole('alert').waitFor()
  await two.page.getByText('What the first wrote.').first().waitFor()
  expect(await two.page.getByLabel('Purpose').inputValue()).toBe('What the second wrote.')
  await Promise.all([one.context.close(), two.context.close()])
})

test('a press lands where it began, though leaving a field says what is wrong with it', async () => {
  const { page, context } = await demo.signIn('leader@demo.example')
  await page.goto('/demo/units/new')
  await page.locator('input[name=name]:focus').waitFor()
  const cancel = await page.getByRole('link', { name: 'Cancel' }).boundingBox()
  await page.mouse.move(cancel!.x + cancel!.width / 2, cancel!.y + cancel!.height / 2)
  await page.mouse.down()
  await page.waitForTimeout(300)
  await page.mouse.up()
  await page.waitForURL('**/demo/units')
  await context.close()
})

test('everything that matters works without JavaScript', async () => {
  const { page, context } = await demo.signIn('leader@demo.example', { javaScriptEnabled: false })
  await page.goto('/demo/initiatives/new')
  await page.getByLabel('Name').fill('   ') // what a browser lets through, and the server does not
  await page.getByLabel('Purpose').fill('Kept as it was typed.')
  await page.getByRole('button', { name: 'Create initiative' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel('Purpose').inputValue()).toBe('Kept as it was typed.')
  await page.getByLabel('Name').fill('Without a script')
  await page.getByRole('button', { name: 'Create initiative' }).click()
  await heading(page, 'Without a script').waitFor()
  await page.goto('/demo/initiatives')
  await page.getByRole('searchbox').first().fill('Without a script')
  await page.getByRole('button', { name: /apply/i }).click()
  await page.getByText('1 initiative').first().waitFor()
  await context.close()
})

test('a row of My duties opens its form without JavaScript, and stays where it is', async () => {
  const { page, context } = await demo.signIn('owner@demo.example', { javaScriptEnabled: false })
  await page.goto('/demo/duties')
  const before = await updates()
  await page.getByRole('button', { name: 'Write the update' }).first().click()
  await page.waitForURL(/open=update-[0-9a-f-]+#update-/)
  expect(await page.getByRole('button', { name: 'Write the update' }).first().getAttribute('aria-expanded')).toBe(
    'true',
  )
  await page.getByLabel(/sentence/i).fill('Nothing was clicked that a browser does not know by itself.')
  await page.getByRole('button', { name: 'Send update' }).click()
  await heading(page, 'My duties').waitFor()
  expect(await updates()).toBe(before + 1)
  await context.close()
})

const updates = async () =>
  (await demo.superuser.query('select count(*)::int as n from plan_update')).rows[0].n as number
