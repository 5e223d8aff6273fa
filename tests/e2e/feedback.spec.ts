// The voice of the customer comes in and leads on: an export of each survey tool is imported, one is mapped by hand and taken back,
// and what was said becomes a theme, a gap and an initiative.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { familyNames } from '#app/listening-posts/file-layout.ts'
import { exportsOf } from '#tests/support/survey-exports.ts'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
let page: Page
beforeAll(async () => {
  demo = await openDemo()
  page = (await demo.signIn('leader@demo.example', { viewport: { width: 1280, height: 900 } })).page
}, 180_000)
afterAll(() => demo?.close())

const send = (name: string | RegExp) => page.getByRole('main').getByRole('button', { name, exact: true }).click()

/** A new listening post; its page stands open. */
async function addPost(name: string): Promise<string> {
  await page.goto('/demo/listening-posts/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await send('Add listening post')
  await page.getByRole('heading', { level: 1, name }).waitFor()
  return new URL(page.url()).pathname
}

async function upload(post: string, file: { name: string; mimeType: string; buffer: Buffer }) {
  await page.goto(`${post}/import`)
  await page.getByLabel('Export of your survey tool').setInputFiles(file)
  await send('Read the file')
  await page.getByRole('heading', { name: 'What the columns are' }).waitFor()
}

/** The post's responses in the inbox. */
const inbox = (post: string) => page.goto(`/demo/feedback?post=${post.split('/').at(-1)}`)

describe('an export of each survey tool', () => {
  test.each(Object.entries(exportsOf))('%s', async (family, { file, bytes, comment }) => {
    const post = await addPost(`Survey in ${familyNames[family as keyof typeof exportsOf]}`)
    await upload(post, { name: file, mimeType: 'text/csv', buffer: bytes })
    await page.getByText(`read as ${familyNames[family as keyof typeof exportsOf]}`).waitFor()
    await page.getByText('2 new responses would be imported').waitFor()
    await send('Import 2 responses')
    await page.getByText('2 responses imported').waitFor()
    await inbox(post)
    const said = comment.split(/\[[a-z -]+\]/).reduce((long, part) => (part.length > long.length ? part : long), '')
    await page.getByRole('main').getByText(said.trim()).first().waitFor()
    expect(await page.getByRole('main').innerText(), 'somebody’s address').not.toMatch(/@example\.com|7946/)
  })
})

test('a table of one’s own is read as one says, and taken back in one act', async () => {
  const post = await addPost('Cards at the lounge')
  const lines = ['Ticket;Points;Remark', 'a1;9;The soup was cold', 'a2;99;No seat by the window', 'a3;2;']
  await upload(post, { name: 'cards.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })
  const role = (column: string) => page.getByLabel(`“${column}” is`)
  await page
    .getByText(/columns? (is|are) left out/)
    .first()
    .click()
  await role('Ticket').selectOption({ label: 'response id' })
  await role('Points').selectOption({ label: 'score: mean' })
  await page.locator('[name=codes_1]').fill('99')
  await send('Check again')
  await page.getByText('Write the scale from its lowest to its highest figure').first().waitFor()
  expect(await page.locator('[name=codes_1]').inputValue(), 'what was typed is kept').toBe('99')
  await page.locator('[name=scale_1]').fill('1-10')
  await page.getByLabel('Day of all answers').fill('2026-03-05')
  await send('Check again')
  await page.getByText('Every line was checked again.').waitFor()
  await send('Import 3 responses')
  await page.getByText('3 responses imported').waitFor()
  await send('Undo this import')
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click()
  await page.getByText('3 responses withdrawn again').waitFor()
  await inbox(post)
  expect(await page.getByRole('main').getByText('The soup was cold').count()).toBe(0)
})

test('what was said is tagged by keyboard, becomes a gap and an initiative, and each says where it comes from', async () => {
  const post = await addPost('Mails to the airport')
  const words = 'Nobody could tell me which belt my bag comes from'
  const { name, mimeType } = { name: 'mails.csv', mimeType: 'text/csv' }
  const buffer = Buffer.from(`Id,Date,Comment\nm1,2026-03-05,${words}\nm2,2026-03-06,We waited long for the bags\n`)
  await upload(post, { name, mimeType, buffer })
  await send('Import 2 responses')
  await page.getByText('2 responses imported').waitFor()

  await page.goto(`/demo/themes/tagging?post=${post.split('/').at(-1)}`)
  await page.getByText(words).first().waitFor()
  await page.getByText('Tags the current response.').waitFor()
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('t')
  await page.keyboard.type('Which belt')
  const stored = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await page.keyboard.press('Enter')
  await page.getByText('2 responses tagged with Which belt.').waitFor()
  await stored

  await page.goto('/demo/themes?q=Which+belt')
  await page.getByRole('main').getByRole('link', { name: 'Which belt', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Which belt' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: /a gap/ }).first().click()
  await page.getByRole('heading', { level: 1, name: 'New gap' }).waitFor()
  await page.getByLabel('Name', { exact: true }).fill('Arrivals are not told their belt')
  await page.getByLabel('Step as it is', { exact: true }).selectOption({ index: 1 })
  await send('Add gap')
  await page.getByRole('heading', { level: 1, name: 'Arrivals are not told their belt' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Which belt' }).first().waitFor()

  await page.getByRole('link', { name: 'Make an initiative of it' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Belts on every screen')
  expect(await page.getByRole('checkbox', { name: 'Arrivals are not told their belt' }).isChecked()).toBe(true)
  await page.getByLabel('Why it may be ad hoc').fill('Tried out in one spec')
  await send('Create initiative')
  await page.getByRole('heading', { level: 1, name: 'Belts on every screen' }).waitFor()
  await page.getByRole('link', { name: 'Why, and what came of it' }).click()
  await page.getByRole('heading', { name: 'Why are we doing this?' }).waitFor()
  for (const link of ['Which belt', 'Arrivals are not told their belt'])
    await page.getByRole('main').getByRole('link', { name: link }).first().waitFor()
})

test('a program sends what a customer said, and it is told as a story until the customer withdraws', async () => {
  const post = await addPost('Kiosk at the gate')
  await page.goto(`${post}/questions/new`)
  await page.getByLabel('Short name').fill('Remark')
  await page.getByLabel('What it is', { exact: true }).selectOption('comment')
  await send('Add question')
  await page.getByText('Question added').waitFor()
  await page.goto(`${post}/intake/tokens/new`)
  await page.getByLabel('Name', { exact: true }).fill('The kiosk')
  await send('Make the token')
  const token = await page
    .getByRole('region', { name: /The new token/ })
    .locator('code')
    .innerText()
  const remark = 'Your driver waited for me in the rain'
  const body = JSON.stringify({ responses: [{ id: 'k1', answers: { 1: `${remark}. Ring +44 20 7946 0018` } }] })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const told = await fetch(`${demo.app.url}/api/v1/feedback`, { method: 'POST', headers, body })
  expect([told.status, await told.json()]).toMatchObject([200, { recorded: 1 }])
  const again = await fetch(`${demo.app.url}/api/v1/feedback`, { method: 'POST', headers, body })
  expect(await again.json()).toMatchObject({ recorded: 0, already_there: 1 })

  await inbox(post)
  await page.getByRole('main').getByText(remark).waitFor()
  expect(await page.getByRole('main').innerText(), 'a telephone number').not.toMatch(/7946/)
  await page.getByRole('list', { name: 'Responses' }).getByRole('link').first().click()
  await page.getByRole('link', { name: 'Tell it as a story' }).click()
  await page.getByLabel('Title', { exact: true }).fill('A bus that waited')
  await page.getByLabel('Quote', { exact: true }).fill(remark)
  await page.getByLabel('What we call the customer').fill('Ms K., who flies monthly')
  await page.getByLabel('Step of the journey').selectOption({ index: 1 })
  await page.getByLabel('For this customer, and for the next').fill('Drivers may wait now.')
  await send('Keep as a draft')
  await page.getByRole('heading', { level: 1, name: 'A bus that waited' }).waitFor()
  await page.getByRole('link', { name: 'Record consent' }).click()
  await page.getByLabel('Given on').fill(new Date().toISOString().slice(0, 10))
  await page.getByLabel('How', { exact: true }).fill('E-mail')
  await send('Record consent')
  await page.getByRole('link', { name: 'Publish…' }).click()
  await send('Publish')
  await page.getByRole('link', { name: 'Take back…' }).waitFor()
  await page.getByRole('main').getByText(remark).waitFor()
  await page.getByRole('link', { name: 'Customer withdraws…' }).click()
  await send('Take the words out for good')
  await page.getByText('Consent withdrawn').first().waitFor()
  expect(await page.getByRole('main').innerText()).not.toContain(remark)
})
