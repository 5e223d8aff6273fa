// Promise B7: what mail scanners and previews do with a link, opening it over and over, changes nothing; a link that opens something does so once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveLink } from '#app/access/mailed-links.server.ts'
import { sendDigests } from '#app/dashboards/digest.server.ts'
import { sendPasswordReset } from '#app/email/password-reset.server.ts'
import { inviteMember } from '#app/people/invitations.server.ts'
import { transaction } from '#db/database.ts'
import { inParallel } from '../access/matrix/asking.ts'
import { signatureOf } from '../access/matrix/trial.ts'
import { ask, postForm } from '../load/ask.ts'
import { furnish } from '../support/furnished.ts'
import { type Site, openSite } from '../support/site.ts'
import { type World, cookieOf, makeWorld } from '../support/world.ts'

const password = 'the tulips are late this year'
let w: World
let site: Site
let holder: { accountId: string }
beforeAll(async () => {
  w = await makeWorld()
  const { ids } = await furnish(w.superuser, { id: w.ada.orgId, slug: 'bay' })
  holder = { accountId: ids.holder }
  site = await openSite({ documents: 'data' })
  process.env.BASE_URL = site.url // where links in mails lead
})
afterAll(async () => {
  delete process.env.BASE_URL
  await site.close()
  await w.close()
})

const linksIn = (text: string) => [...new Set(text.match(/https?:\/\/[^\s"<>]+/g) ?? [])]
async function mailOf(kind: string): Promise<string[]> {
  const { rows } = await w.superuser.query('select text_body, html_body from mail where kind = $1', [kind])
  const links = rows.flatMap((row) => linksIn(`${row.text_body} ${row.html_body}`))
  return [...new Set(links)].filter((link) => link.startsWith(site.url))
}

/** Five times each way, and with the reader's own session as a preview in their browser would. */
async function scan(links: readonly string[], cookie = '') {
  const before = await signatureOf(w.superuser)
  const asked = links.flatMap((link) =>
    ['HEAD', 'GET'].flatMap((method) => Array.from({ length: 5 }, () => ({ link, method }))),
  )
  await inParallel(asked, 5, async ({ link, method }) => {
    const { status } = await ask(link, { method, headers: cookie ? { cookie } : {} })
    expect([200, 302], `${method} ${link}`).toContain(status)
  })
  expect(await signatureOf(w.superuser)).toEqual(before)
  return asked.length
}

const openOnce = async (link: string, fields: Record<string, string>) =>
  [await postForm(link, '', fields), await postForm(link, '', fields)].map(({ status }) => status)

describe('a link in a mail', { timeout: 60_000 }, () => {
  let asked = 0
  afterAll(() => console.log(`B7: ${asked} openings by scanners, 0 changes`))

  test('that invites changes nothing when it is opened, and lets one person in', async () => {
    await w.as(w.ada, (ctx) => inviteMember(ctx, { name: 'Nia', email: 'nia@new.example', role: 'contributor' }))
    const links = (await mailOf('invitation')).filter((link) => link.includes('/invitation/'))
    expect(links).toHaveLength(1)
    asked += await scan(links)
    expect(await openOnce(links[0]!, { _form: 'join', name: 'Nia', password })).toEqual([302, 422])
    expect((await ask(links[0]!)).status).toBe(410)
  })

  test('that resets a password changes nothing when it is opened, and works once', async () => {
    const helpers = { job: { id: '1', attempts: 1, max_attempts: 25 }, logger: { warn: () => {} } } as never
    await sendPasswordReset({ email: w.cora.email, askedAt: new Date().toISOString() }, helpers)
    const links = (await mailOf('password_reset')).filter((link) => link.includes('/password-reset/'))
    expect(links).toHaveLength(1)
    asked += await scan(links)
    expect(await openOnce(links[0]!, { _form: 'password-reset', password })).toEqual([302, 422])
    expect((await ask(links[0]!)).status).toBe(410)
  })

  test('that sets an organisation up changes nothing when it is opened, and works once', async () => {
    const token = await transaction({}, 'read write', (db) => saveLink(db, 'set up'))
    const link = `${site.url}/set-up/${token}`
    asked += await scan([link])
    const founder = { yourName: 'Flo', email: 'flo@third.example', password }
    const given = { _form: 'set-up', name: 'Third', slug: 'third', timeZone: 'UTC', ...founder }
    expect(await openOnce(link, given)).toEqual([302, 422])
  })

  test('that reminds of a duty opens a page and never does the duty', async () => {
    await w.superuser.query('begin')
    await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
      w.ada.orgId,
    ])
    await w.superuser.query('update organisation set digest_hour = 0 where id = $1', [w.ada.orgId])
    await w.superuser.query(`update action_item set due_on = current_date - 3 where org_id = $1`, [w.ada.orgId])
    await w.superuser.query('commit')
    await sendDigests()
    const links = await mailOf('digest')
    expect(links.length).toBeGreaterThan(2)
    asked += await scan(links)
    asked += await scan(links, await cookieOf(holder))
  })
})
