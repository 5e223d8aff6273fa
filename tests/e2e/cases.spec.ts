// One case from opening to closing, as its owner works on it: told and resolved are two facts, with and without JavaScript.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demo, openDemo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 180_000)
afterAll(() => demo?.close())

for (const javaScriptEnabled of [true, false])
  test(`told, then resolved, then closed (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async () => {
    const { page, context } = await demo.signIn('leader@demo.example', { javaScriptEnabled })
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    const follow = (name: string | RegExp) => page.getByRole('link', { name }).first().click()
    await page.goto('/demo/cases/new')
    await page.getByLabel('What it is about').fill(`A pram was left behind ${javaScriptEnabled}`)
    await page.getByLabel('What happened').fill('They write from kim@home.example')
    await press('Open the case')
    await page.getByRole('heading', { level: 1, name: /^Case \d+: A pram/ }).waitFor()
    const address = page.url()
    await page.getByText('They write from [e-mail]').waitFor()

    // Closing asks for both facts, or a reason.
    await follow('Move on…')
    await page.getByLabel('Close').check()
    await press('Move the case')
    await page.getByText('The customer was not told and its cause is not resolved.', { exact: false }).first().waitFor()

    await page.goto(address)
    await follow('Record: customer told')
    await press('Record it')
    await page.getByText('Say how one can see it', { exact: false }).first().waitFor()
    await page.getByLabel('How they were told').fill('Phoned; they are glad it is found.')
    await press('Record it')
    await page.getByText('Promise open').first().waitFor()
    await follow('Record: cause resolved')
    await page.getByLabel('How one can see it').fill('The loading crew counts prams now.')
    await press('Record it')
    await page.getByText('Loop closed').first().waitFor()

    await page.goto(`${address}/log`)
    await page.getByLabel('What was said').fill('Wrote where it can be fetched.')
    await press('Add to the log')
    await page.getByText('Wrote where it can be fetched.').waitFor()
    await follow('Move on…')
    await page.getByLabel('Close').check()
    await press('Move the case')
    await page.getByText('Closed').first().waitFor()

    // Withdrawn again, it is a promise of its own: the reason is wanted and kept.
    await follow('Correct or withdraw')
    await page.getByLabel('Why it is withdrawn').fill('It was another pram.')
    await press('Withdraw')
    await page.getByText('Quiet fix').first().waitFor()
    expect(await page.getByText('It was another pram.').count()).toBeGreaterThan(0)
    await page.goto('/demo/cases?loop=quiet+fix&q=pram')
    await page.getByRole('link', { name: `A pram was left behind ${javaScriptEnabled}` }).waitFor()
    await context.close()
  })
