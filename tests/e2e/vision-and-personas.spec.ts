// A vision on its way to being ratified, an outcome rated and a persona given a face, as people do it; half of it without JavaScript.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 180_000)
afterAll(() => demo?.close())

const idOf = async (sql: string) => {
  const org = `org_id = (select id from organisation where slug = 'demo')`
  return (await demo.superuser.query(`${sql} and ${org} limit 1`)).rows[0].id as string
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

test('a draft is proposed, sent back, proposed again, and ratified for a day to come', async () => {
  const draft = await idOf(`select id from vision where state = 'draft' and archived_at is null`)
  const leader = await demo.signIn('leader@demo.example')
  const executive = await demo.signIn('executive@demo.example')
  const propose = async () => {
    await leader.page.goto(`/demo/vision/versions/${draft}`)
    await button(leader.page, 'Propose').click()
    await leader.page.getByRole('dialog').getByRole('button', { name: 'Propose' }).click()
    await leader.page.getByText('It waits for a decision', { exact: false }).waitFor()
  }
  await propose()

  await executive.page.goto('/demo/vision')
  await executive.page.getByRole('link', { name: 'Read and decide' }).click()
  await executive.page.getByRole('link', { name: 'Send back' }).click()
  await button(executive.page, 'Send back').click()
  await executive.page.getByText('Give it a reason.').first().waitFor()
  await executive.page.getByLabel('What has to change').fill('Say who it is for.')
  await button(executive.page, 'Send back').click()
  await executive.page.getByText('Say who it is for.').waitFor()

  await propose()
  await executive.page.goto(`/demo/vision/versions/${draft}/ratification`)
  await executive.page.getByLabel('Takes effect on').fill('2099-01-01')
  await button(executive.page, 'Ratify').click()
  await executive.page.getByText('Ratified, and not in force yet').waitFor()
  await executive.page.goto('/demo/vision')
  await executive.page.getByText('takes effect on 1 Jan 2099', { exact: false }).waitFor()
  await executive.page.getByText(/^Version \d+, in force since/).waitFor()
  await Promise.all([leader.context.close(), executive.context.close()])
})

test('without JavaScript, an outcome is rated, and the words stand there for everybody', async () => {
  const outcome = await idOf(`select id from outcome where how_question <> '' and archived_at is null`)
  const { page, context } = await demo.signIn('contributor@demo.example', { javaScriptEnabled: false })
  await page.goto(`/demo/outcomes/${outcome}`)
  await page.getByRole('radio', { name: '4' }).check({ force: true })
  await page.getByLabel('What makes you say so').fill('Three families asked me the same thing.')
  await button(page, /^(Rate|Change my rating of today)$/).click()
  await page.getByText('You last rated it 4 of 5, today.').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Three families asked me the same thing.' }).first().waitFor()
  await context.close()
})

test('without JavaScript, a persona gets a picture, and what is no picture is refused beside the field', async () => {
  const persona = await idOf(`select id from persona where archived_at is null`)
  const { page, context } = await demo.signIn('leader@demo.example', { javaScriptEnabled: false })
  const give = async (name: string, buffer: Buffer) => {
    await page.goto(`/demo/personas/${persona}/picture`)
    await page.getByLabel('Picture').setInputFiles({ name, mimeType: 'image/png', buffer })
    await button(page, /picture$/).click()
  }
  await give('evil.png', Buffer.from('<script>alert(1)</script>'))
  await page.getByText('This is not a PNG, JPEG or WebP picture.', { exact: false }).first().waitFor()
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  await give('face.png', Buffer.from(pixel, 'base64'))
  const picture = page.locator('main img').first()
  await picture.waitFor()
  const answer = await page.request.get((await picture.getAttribute('src'))!)
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/png'])
  await context.close()
})

test('without JavaScript, a theme becomes what pains a persona, also after a mistake, and is counted on its page', async () => {
  const theme = await idOf(`select id from theme where name like 'Delays%'`)
  const { page, context } = await demo.signIn('leader@demo.example', { javaScriptEnabled: false })
  await page.goto(`/demo/themes/${theme}`)
  await page.getByRole('link', { name: 'Delight or pain of a persona…' }).click()
  const add = async (sentence: string) => {
    await page.getByLabel('In one sentence').fill(sentence)
    await button(page, 'Add it').click()
  }
  await page.getByRole('combobox', { name: 'Persona' }).selectOption({ label: 'Agathe, 81, travels at her own pace' })
  await page.getByRole('radio', { name: 'Pain' }).check({ force: true })
  await add('Nobody tells me. '.repeat(20))
  await page.getByText('Keep it to 300 characters.').first().waitFor()
  await page.getByText(/It will rest on: “Delays that nobody explains”/).waitFor()
  await add('Nobody tells me that the flight is late.')
  await page.getByRole('link', { name: 'Agathe, 81, travels at her own pace' }).first().click()
  const pains = page.getByRole('region', { name: 'Pains' }).getByRole('listitem')
  expect(await pains.first().innerText()).toMatch(
    /^Nobody tells me that the flight is late\.\s+\d+ responses in 1 theme/,
  )
  expect(await pains.last().innerText()).toMatch(/Assumed: nothing is linked to it yet$/)
  await context.close()
})
