// Promise C1 in Chromium: pages of another site, and of another port of the same machine, make a signed-in browser send what they can.
import type { Browser } from 'playwright-core'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../support/app.ts'
import { launchBrowser } from '../support/chromium.ts'
import { type World, cookieOf, makeWorld } from '../support/world.ts'

let w: World
let app: RunningApp
let browser: Browser
let elsewhere: Server
const port = () => (elsewhere.address() as { port: number }).port

beforeAll(async () => {
  w = await makeWorld()
  app = await startApp({ databases: w.urls, env: { LOG_LEVEL: 'info' } })
  browser = await launchBrowser()
  elsewhere = createServer((_req, res) =>
    res.setHeader('content-type', 'text/html').end('<!doctype html><p>Elsewhere</p>'),
  )
  elsewhere.listen(0)
  await once(elsewhere, 'listening')
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  elsewhere?.close()
  await w?.close()
})

/** Runs in the foreign page: everything a page can send without being asked, to one address. */
async function sendAll(target: string): Promise<string[]> {
  const sent: string[] = []
  const body = 'name=Forged&description=&_key=forged-key-1'
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
    // The answer may not be read there; it is sent all the same.
    await fetch(target, {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'include',
      headers: { 'content-type': type },
      body,
    }).catch(() => undefined)
    sent.push(`fetch ${type}`)
  }
  for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
    const frame = document.createElement('iframe')
    frame.name = `f${enctype.length}`
    document.body.append(frame)
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', action: target, enctype, target: frame.name })
    form.innerHTML = '<input name="name" value="Forged"><input name="description" value="">'
    document.body.append(form)
    form.submit()
    sent.push(`form ${enctype}`)
  }
  navigator.sendBeacon(target, new URLSearchParams(body))
  sent.push('beacon')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  return sent
}

test.each(['http://127.0.0.1', 'http://localhost'])(
  'a page of %s, another origin, changes nothing and signs nobody out',
  async (host) => {
    const context = await browser.newContext()
    const [name, value] = (await cookieOf(w.ada)).split('=') as [string, string]
    await context.addCookies([{ name, value, url: app.url, sameSite: 'Lax', httpOnly: true }])
    const page = await context.newPage()
    // The twin: on our own page the same form goes through.
    await page.goto(`${app.url}/bay/pillars/new`)
    await page.getByLabel('Name').fill(`Ours ${host}`)
    await page
      .getByRole('button', { name: /Add|Save|Create/ })
      .first()
      .click()
    await page.waitForURL(/\/bay\/pillars\/[0-9a-f-]{36}/)
    await page.goto(`${host}:${port()}/`)
    expect((await page.evaluate(sendAll, `${app.url}/bay/pillars/new`)).length).toBe(7)
    await page.evaluate(sendAll, `${app.url}/sign-out`)
    // A whole page sent by a form of theirs, as a person who was lured there would see it.
    await page.goto(`${host}:${port()}/`)
    await page.evaluate((target) => {
      document.body.innerHTML = `<form method="post" action="${target}"><input name="name" value="Forged"><input name="description"></form>`
      document.forms[0]!.submit()
    }, `${app.url}/bay/pillars/new`)
    await page.getByText(/not sent from Sirius itself|from another site/).waitFor()
    const { rows } = await w.superuser.query(`select count(*)::int as n from pillar where name like 'Forged%'`)
    expect(rows[0].n).toBe(0)
    const home = await page.goto(`${app.url}/bay/initiatives`)
    expect(home?.status()).toBe(200)
    expect(new URL(page.url()).pathname).toBe('/bay/initiatives')
    await context.close()
  },
)
