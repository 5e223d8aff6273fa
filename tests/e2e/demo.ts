// The built server on a copy of the demo, and a browser: what every Chromium spec stands on. The demo is loaded once a run.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import pg from 'pg'
import { inject } from 'vitest'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { seedDemo } from '#db/seed/demo.ts'
import { type RunningApp, startApp } from '#tests/support/app.ts'
import { launchBrowser } from '#tests/support/chromium.ts'
import { type DatabaseUrls, cloneDatabase } from '#tests/support/database.ts'

export const password = 'a password for the demo'

export interface Demo {
  app: RunningApp
  browser: Browser
  superuser: pg.Client
  /** A signed-in window; `javaScriptEnabled: false` for one without. */
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
  return {
    app,
    browser,
    superuser,
    async signIn(email, options) {
      const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB', ...options })
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      await page.goto('/sign-in')
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(/\/(demo|other)\//)
      return { page, context }
    },
    async close() {
      await browser.close()
      await superuser.end()
      await app.stop()
    },
  }
}

/** The first spec of a run loads the demo into a database that the others copy. */
async function copyOfDemo(): Promise<DatabaseUrls> {
  const template = inject('databases')
  const named = (url: string, name: string) => url.replace(/\/[^/]*$/, `/${name}`)
  const server = new pg.Client({ connectionString: named(template.superuserUrl, 'postgres') })
  await server.connect()
  try {
    const { rows } = await server.query(
      `select shobj_description(oid, 'pg_database') as loaded from pg_database where datname = 'demo'`,
    )
    if (!rows[0]?.loaded) {
      await server.query('drop database if exists demo')
      const fresh = await cloneDatabase(template)
      openDatabase(fresh.webUrl)
      await seedDemo({ password, ownerUrl: fresh.ownerUrl })
      await closeDatabase()
      await server.query(`alter database ${new URL(fresh.ownerUrl).pathname.slice(1)} rename to demo`)
      await server.query(`comment on database demo is 'loaded'`)
    }
    const copy = `demo_${Date.now().toString(36)}`
    await server.query(`create database ${copy} template demo owner sirius_owner`)
    return {
      ownerUrl: named(template.ownerUrl, copy),
      webUrl: named(template.webUrl, copy),
      superuserUrl: named(template.superuserUrl, copy),
    }
  } finally {
    await server.end()
  }
}
