// The built server on a copy of the demo, and a browser: what every Chromium spec stands on.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import pg from 'pg'
import { type RunningApp, startApp } from '#tests/support/app.ts'
import { launchBrowser } from '#tests/support/chromium.ts'
import { copyOfDemo, demoPassword } from '#tests/support/demo-database.ts'

export { demoPassword as password } from '#tests/support/demo-database.ts'

export interface Demo {
  app: RunningApp
  browser: Browser
  superuser: pg.Client
  /** A signed-in window with nothing open yet; `javaScriptEnabled: false` for one without. Who has signed in once brings the cookie. */
  signIn(
    email: string,
    options?: Parameters<Browser['newContext']>[0],
  ): Promise<{ page: Page; context: BrowserContext }>
  close(): Promise<void>
}

export async function openDemo(): Promise<Demo> {
  const databases = await copyOfDemo()
  const [app, browser] = await Promise.all([startApp({ databases }), launchBrowser()])
  const superuser = new pg.Client({ connectionString: databases.superuserUrl })
  await superuser.connect()
  const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>()
  return {
    app,
    browser,
    superuser,
    async signIn(email, options) {
      const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB', ...options })
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      const known = signedIn.get(email)
      if (known) {
        await context.addCookies(known)
        return { page, context }
      }
      await page.goto('/sign-in')
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(demoPassword)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(/\/(demo|other)\//)
      signedIn.set(email, await context.cookies())
      return { page, context }
    },
    async close() {
      await browser.close()
      await superuser.end()
      await app.stop()
    },
  }
}
