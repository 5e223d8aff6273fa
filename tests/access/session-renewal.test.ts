// A session begins a new token where a password was given or somebody may do more than before, and nobody is thrown out by that.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hashPassword } from '#app/access/passwords.server.ts'
import { action as changePassword } from '#app/access/routes/account-password.tsx'
import { action as endSessions } from '#app/access/routes/account-sessions.tsx'
import { loader as accountPage } from '#app/access/routes/account.tsx'
import { findSession } from '#app/access/sessions.server.ts'
import { changeAccess } from '#app/people/members.server.ts'
import { type Person, type World, argsFor, cookieOf, makeWorld } from '../support/world.ts'

const password = 'the tulips are late this year'
let w: World
let cookie = ''
beforeAll(async () => {
  w = await makeWorld()
  await w.superuser.query('update access.account set password_hash = $1', [await hashPassword(password)])
})
afterAll(() => w.close())
beforeEach(async () => {
  await w.superuser.query('delete from access.session')
  cookie = await cookieOf(w.cora)
})

const found = async (cookie: string) => findSession(cookie, false)
/** The cookie that goes on in the place of this one, or null. */
const next = async (cookie: string) => (await found(cookie))?.renewedCookie?.split(';')[0] ?? null
const later = (seconds: number) =>
  w.superuser.query('update access.session set renewed_at = renewed_at - make_interval(secs => $1)', [seconds])
async function give(who: Person, role: string, access: 'open' | 'closed' = 'open') {
  const { rows } = await w.superuser.query('select version from member where id = $1', [who.memberId])
  const form = { role, access, reason: null, version: rows[0].version as number }
  await w.as(w.ada, (ctx) => changeAccess(ctx, who.memberId, form as Parameters<typeof changeAccess>[2]))
}

test('a role that rises begins a new token; the one before ends a minute later', async () => {
  expect(await next(cookie)).toBeNull()
  await give(w.cora, 'cx_leader')
  const renewed = (await found(cookie))!.renewedCookie!
  expect(renewed).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  const risen = renewed.split(';')[0]!
  expect(risen).not.toBe(cookie)
  expect(await next(risen)).toBeNull()
  expect(await found(cookie)).toMatchObject({ sessionId: (await found(risen))!.sessionId, renewedCookie: renewed })
  await later(61)
  expect(await found(cookie)).toBeNull()
  expect(await found(risen)).not.toBeNull()
})

test('requests that come at once with the old token are all let in, with the same new one', async () => {
  await give(w.cora, 'contributor')
  const answers = await Promise.all(Array.from({ length: 30 }, () => next(cookie)))
  expect(answers[0]).toMatch(/^session=/)
  expect(new Set(answers).size).toBe(1)
  expect(await found(answers[0]!)).not.toBeNull()
  const { rows } = await w.superuser.query('select count(*)::int as n from access.session')
  expect(rows[0].n).toBe(1)
})

test('whoever lost the answer gets it again, for a minute', async () => {
  await give(w.cora, 'cx_leader')
  const first = await next(cookie)
  await later(59)
  expect(await next(cookie)).toBe(first)
})

test('a second renewal waits until the first is over', async () => {
  await give(w.cora, 'contributor')
  const first = (await next(cookie))!
  await give(w.cora, 'cx_leader')
  expect(await next(first)).toBeNull()
  expect(await next(cookie)).toBe(first)
  await later(61)
  const second = (await next(first))!
  expect([cookie, first]).not.toContain(second)
  expect(await next(first)).toBe(second)
  expect(await found(cookie)).toBeNull()
})

test('giving the password again, changing it, and being enabled again begin a new token', async () => {
  await w.superuser.query(`update access.session set authenticated_at = now() - interval '1 hour'`)
  const form = { handle: 'none', currentPassword: password }
  await endSessions(await argsFor('/bay/account/sessions', { cookie, form }))
  const again = (await next(cookie))!
  expect(again).not.toBeNull()
  await later(61)
  const better = 'nine owls in the old barn'
  const fields = { currentPassword: password, newPassword: better }
  await changePassword(await argsFor('/bay/account/password', { cookie: again, form: fields }))
  const changed = (await next(again))!
  expect([cookie, again, null]).not.toContain(changed)
  await later(61)
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
    w.cora.orgId,
  ])
  await w.superuser.query('update member set disabled_at = now() where id = $1', [w.cora.memberId])
  await w.superuser.query('commit')
  expect(await next(changed)).toBeNull()
  await give(w.cora, 'cx_leader', 'open')
  expect(await next(changed)).not.toBeNull()
})

test('what else changes about somebody begins nothing', async () => {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
    w.cora.orgId,
  ])
  await w.superuser.query(`update member set job_title = 'Host' where id = $1`, [w.cora.memberId])
  await w.superuser.query('commit')
  expect(await next(cookie)).toBeNull()
})

test('the list of sessions names a session the same before and after', async () => {
  const there = await cookieOf(w.cora)
  const read = async (cookie: string) =>
    (await accountPage(await argsFor('/bay/account', { cookie }))) as Awaited<ReturnType<typeof accountPage>>
  const { handle } = (await read(cookie)).sessions.find(({ current }) => !current)!
  await give(w.cora, 'contributor')
  const renewed = (await next(there))!
  await endSessions(await argsFor('/bay/account/sessions', { cookie, form: { handle } }))
  for (const one of [there, renewed]) expect(await found(one)).toBeNull()
  expect(await found(cookie)).not.toBeNull()
})

test('whoever has the old token alone does not have the new one: another key makes another', async () => {
  const made = async () => {
    await give(w.cora, 'contributor')
    await give(w.cora, 'cx_leader')
    const renewed = await next(cookie)
    await w.superuser.query('update access.session set token_hash = previous_token_hash, renewed_at = null')
    return renewed
  }
  const [first, second] = [await made(), await made()]
  expect(first).toMatch(/^session=/)
  expect(second).not.toBe(first)
})

test('the new token goes with the answer, once, whatever the page looks up', async () => {
  await give(w.cora, 'contributor')
  const args = await argsFor('/bay/account', { cookie })
  await accountPage(args)
  expect(args.context.cookies).toEqual([(await found(cookie))!.renewedCookie])
  const risen = await argsFor('/bay/account', { cookie: (await next(cookie))! })
  await accountPage(risen)
  expect(risen.context.cookies).toEqual([])
})

test('whoever has the database alone does not have the new token', async () => {
  await give(w.cora, 'cx_leader')
  const token = (await next(cookie))!.split('=')[1]!
  const { rows } = await w.superuser.query('select to_jsonb(s) as row from access.session s')
  expect(JSON.stringify(rows)).not.toContain(token)
  for (const value of Object.values(rows[0].row as Record<string, unknown>))
    expect(await found(`session=${String(value).slice(0, 43).padEnd(43, 'A')}`)).toBeNull()
})
