// Promises B1 to B3 on two processes of the built server over one database: what ended is ended on the very next request, wherever
// it is asked, and nothing that a dump of the database holds signs anybody in.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '#app/access/passwords.server.ts'
import { saveLink } from '#app/access/mailed-links.server.ts'
import { checkout } from '#app/server/config.ts'
import { transaction } from '#db/database.ts'
import { agentOf, ask, postForm } from '../load/ask.ts'
import { type RunningApp, startApp } from '../support/app.ts'
import { type Person, type World, cookieOf, makeWorld } from '../support/world.ts'

const built = existsSync(path.join(checkout, 'build/server/index.js'))
const password = 'the tulips are late this year'
const better = 'nine owls in the old barn'
const agent = agentOf(10)
let w: World
let here: RunningApp
let there: RunningApp

beforeAll(async () => {
  if (!built) return
  w = await makeWorld()
  await w.superuser.query('update access.account set password_hash = $1', [await hashPassword(password)])
  const apps = await Promise.all([1, 2].map(() => startApp({ databases: w.urls, env: { LOG_LEVEL: 'error' } })))
  ;[here, there] = apps as [RunningApp, RunningApp]
}, 120_000)
afterAll(async () => {
  agent.destroy()
  await Promise.all([here?.stop(), there?.stop()])
  await w?.close()
})

const page = async (app: RunningApp, cookie: string, at = '/bay/initiatives') =>
  ask(app.url + at, { headers: { cookie }, agent })
/** 200: inside; 302: sent to sign in; 404: nothing of the organisation is there. */
const both = async (cookie: string) => Promise.all([here, there].map(async (app) => (await page(app, cookie)).status))
const send = (app: RunningApp, at: string, cookie: string, fields: Record<string, string>) =>
  postForm(app.url + at, cookie, fields, { agent })
/** Two sessions of a person, warm on both servers, so that whatever a process might remember it remembers. */
async function signedIn(who: Person) {
  const cookies = [await cookieOf(who), await cookieOf(who)] as const
  for (const cookie of cookies) expect(await both(cookie)).toEqual([200, 200])
  return cookies
}
async function version(of: Person): Promise<string> {
  const { rows } = await w.superuser.query('select version from member where id = $1', [of.memberId])
  return String(rows[0].version)
}
async function change(who: Person, role: string, access: 'open' | 'closed') {
  const fields = { role, access, reason: '', version: await version(who) }
  const answer = await send(here, `/bay/people/${who.memberId}/access`, await cookieOf(w.ada), fields)
  expect(answer.status).toBe(302)
}

// `npm test` builds first; a run of this file alone may come before any build.
describe.skipIf(!built)('on two servers, the next request', () => {
  test('after signing out is refused on both, and the other session lives', async () => {
    const [one, other] = await signedIn(w.bo)
    expect((await send(here, '/sign-out', one, {})).status).toBe(302)
    expect(await both(one)).toEqual([302, 302])
    expect(await both(other)).toEqual([200, 200])
  })

  test('after “sign out everywhere else” is refused for all others', async () => {
    const [one, other] = await signedIn(w.ben)
    expect((await send(here, '/bay/account/sessions', one, { handle: '', currentPassword: '' })).status).toBe(302)
    expect(await both(other)).toEqual([302, 302])
    expect(await both(one)).toEqual([200, 200])
  })

  test('after ending one session from the list is refused for that one', async () => {
    const [one, other] = await signedIn(w.cora)
    const { body } = await page(there, one, '/bay/account')
    const handle = /name="handle" value="([0-9a-f]{20})"/.exec(body)?.[1] ?? ''
    expect((await send(there, '/bay/account/sessions', one, { handle, currentPassword: '' })).status).toBe(302)
    expect(await both(other)).toEqual([302, 302])
    expect(await both(one)).toEqual([200, 200])
  })

  test('after a change of password is refused for all others', async () => {
    const [one, other] = await signedIn(w.eva)
    const fields = { currentPassword: password, newPassword: better }
    expect((await send(here, '/bay/account/password', one, fields)).status).toBe(302)
    expect(await both(other)).toEqual([302, 302])
    expect(await both(one)).toEqual([200, 200])
  })

  test('after a reset by mail is refused for all', async () => {
    const [one, other] = await signedIn(w.eva)
    const token = await transaction({}, 'read write', (db) =>
      saveLink(db, 'password reset', { accountId: w.eva.accountId }),
    )
    expect((await send(there, `/password-reset/${token}`, '', { password: better })).status).toBe(302)
    expect(await both(one)).toEqual([302, 302])
    expect(await both(other)).toEqual([302, 302])
  })

  test('after an administrator lowered a role may no longer do what the role did', async () => {
    const [one] = await signedIn(w.lea)
    const add = async (app: RunningApp, name: string) =>
      (await send(app, '/bay/pillars/new', one, { name, description: '' })).status
    expect([await add(here, 'One'), await add(there, 'Two')]).toEqual([302, 302])
    await change(w.lea, 'contributor', 'open')
    expect([await add(here, 'Three'), await add(there, 'Four')]).toEqual([403, 403])
  })

  test('after a role rose goes on with a new id: two tabs asking both servers at once stay in, and the old id soon ends', async () => {
    const [one, other] = await signedIn(w.lea)
    await change(w.lea, 'administrator', 'open')
    const answers = await Promise.all([...Array(8).keys()].map((n) => page(n % 2 ? here : there, one)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    const given = new Set(answers.map(({ headers }) => headers['set-cookie']?.join()))
    expect([...given]).toEqual([expect.stringMatching(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)])
    const risen = [...given][0]!.split(';')[0]!
    expect(risen).not.toBe(one)
    expect(await both(risen)).toEqual([200, 200])
    await w.superuser.query(`update access.session set renewed_at = renewed_at - interval '61 seconds'`)
    expect(await both(one)).toEqual([302, 302])
    const last = await Promise.all([here, there].map((app) => page(app, risen)))
    expect(last.map(({ status, headers }) => [status, headers['set-cookie']])).toEqual(Array(2).fill([200, undefined]))
    expect(await both(other)).toEqual([200, 200]) // with its own new id
    await change(w.lea, 'contributor', 'open')
  })

  test('after half an hour without use, or twelve hours in all, is refused on both', async () => {
    const [idle, old] = await signedIn(w.bo)
    const shift = (column: string, by: string) =>
      w.superuser.query(`update access.session set ${column} = now() - interval '${by}' where account_id = $1`, [
        w.bo.accountId,
      ])
    await shift('last_seen_at', '29 minutes 50 seconds')
    expect(await both(idle)).toEqual([200, 200])
    await shift('last_seen_at', '30 minutes 5 seconds')
    expect(await both(idle)).toEqual([302, 302])
    await shift('last_seen_at', '1 second')
    await shift('created_at', '11 hours 59 minutes 50 seconds')
    expect(await both(old)).toEqual([200, 200])
    await shift('created_at', '12 hours 5 seconds')
    expect(await both(old)).toEqual([302, 302])
  })

  test('after an administrator disabled somebody is refused, and enabling them again revives no session', async () => {
    const [one, other] = await signedIn(w.lea)
    await change(w.lea, 'contributor', 'closed')
    expect(await both(one)).toEqual([302, 302])
    expect(await both(other)).toEqual([302, 302])
    await change(w.lea, 'contributor', 'open')
    expect(await both(one)).toEqual([302, 302])
  })

  test('of somebody disabled who belongs to another organisation finds nothing here, and goes on there', async () => {
    await w.superuser.query('begin')
    await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
      w.otto.orgId,
    ])
    await w.superuser.query(
      `insert into member (org_id, id, account_id, name, email, role, joined_at) values ($1, gen_random_uuid(), $2, 'Ben', $3, 'executive', now())`,
      [w.otto.orgId, w.ben.accountId, w.ben.email],
    )
    await w.superuser.query('commit')
    const [one] = await signedIn(w.ben)
    await change(w.ben, 'business_owner', 'closed')
    expect(await both(one)).toEqual([404, 404])
    expect((await page(there, one, '/other/initiatives')).status).toBe(200)
  })

  test('with anything that a dump of the database holds signs nobody in', async () => {
    const cookies = [...(await signedIn(w.cora))]
    await change(w.cora, 'business_owner', 'open')
    const answer = await page(here, cookies[0]!)
    cookies.push(answer.headers['set-cookie']![0]!.split(';')[0]!)
    const live = cookies.map((cookie) => cookie.split('=')[1]!)
    const values = await everyText()
    expect(values.size).toBeGreaterThan(100)
    for (const token of live) expect(values.has(token)).toBe(false)
    // What has the form of a token is tried as it is, everything else cut or filled to that form.
    const tokens = new Set([...values].flatMap((value) => [value, value.slice(0, 43).padEnd(43, 'A')]))
    let tried = 0
    for (const token of tokens) {
      if (!/^[\x21-\x3a\x3c-\x7e]{1,200}$/.test(token)) continue
      const { status, headers } = await page(tried++ % 2 ? here : there, `session=${token}; device=${token}`, '/bay')
      expect([status, headers.location], token).toEqual([302, '/sign-in?back=%2Fbay'])
    }
    console.log(`B1: ${tried} values of a dump tried as cookies, 0 signed in`)
    expect((await page(here, `session=${live[0]}`)).status).toBe(200)
  }, 120_000)
})

/** Every text in every column of every table, whole and the words it is made of. */
async function everyText(): Promise<Set<string>> {
  const { rows } = await w.superuser.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%' order by 1`,
  )
  const values = new Set<string>()
  for (const { name } of rows) {
    const found = await w.superuser.query(`select to_jsonb(t) as row from ${name} t limit 200`)
    for (const { row } of found.rows)
      for (const value of Object.values(row as Record<string, unknown>)) {
        const text = typeof value === 'string' ? value : JSON.stringify(value)
        if (value === null || /^(true|false|[\d.-]+)$/.test(text)) continue
        values.add(text)
        if (name.startsWith('access.')) for (const word of text.split(/[^\w-]+/)) if (word.length > 15) values.add(word)
      }
  }
  return values
}
