// An unattended browser is not enough to change an account: the password is asked for again before sessions end or it changes itself.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hashPassword } from '#app/access/passwords.server.ts'
import { action as changePassword } from '#app/access/routes/account-password.tsx'
import { action as endSessions, loader as endPage } from '#app/access/routes/account-sessions.tsx'
import { loader as accountPage } from '#app/access/routes/account.tsx'
import { findSession } from '#app/access/sessions.server.ts'
import { type World, argsFor, cookieOf, makeWorld, statusOf } from '../support/world.ts'

const password = 'the tulips are late this year'
let w: World
let here = ''
let there = ''
beforeAll(async () => {
  w = await makeWorld()
  await w.superuser.query('update access.account set password_hash = $1', [await hashPassword(password)])
})
afterAll(() => w.close())
beforeEach(async () => {
  await w.superuser.query('delete from access.session')
  await w.superuser.query('delete from access.attempt')
  here = await cookieOf(w.eva)
  there = await cookieOf(w.eva)
})

const signedInAgo = (minutes: number) =>
  w.superuser.query(`update access.session set authenticated_at = now() - make_interval(mins => $1)`, [minutes])
const end = async (fields: Record<string, string>) =>
  endSessions(await argsFor('/bay/account/sessions', { cookie: here, form: fields }))
const isIn = async (cookie: string) => (await findSession(cookie, false)) !== null
const read = async () =>
  (await accountPage(await argsFor('/bay/account', { cookie: here }))) as Awaited<ReturnType<typeof accountPage>>

test('a moment after signing in, sessions end at a click', async () => {
  await signedInAgo(9)
  expect((await read()).asks).toBe(false)
  expect(await statusOf(end({ handle: '' }))).toBe(302)
  expect(await isIn(there)).toBe(false)
  expect(await isIn(here)).toBe(true)
})

test('later the password is asked for, beside its field, and nothing ends without it', async () => {
  await signedInAgo(11)
  expect((await read()).asks).toBe(true)
  const handle = (await read()).sessions.find(({ current }) => !current)!.handle
  const refused: Record<string, string>[] = [
    { handle: '' },
    { handle },
    { handle, currentPassword: 'not mine, I am afraid' },
  ]
  for (const fields of refused) {
    const answer = (await end(fields)) as { data: { status: number; errors: Record<string, string> } }
    expect(answer.data.status).toBe(422)
    expect(answer.data.errors.currentPassword).toMatch(/password/)
    expect(JSON.stringify(answer)).not.toContain('afraid')
    expect(await isIn(there)).toBe(true)
  }
  const page = async (query: string) =>
    endPage(await argsFor(`/bay/account/sessions${query}`, { cookie: here })) as Promise<{
      asks: boolean
      handle: string
    }>
  expect(await page(`?handle=${handle}`)).toMatchObject({ asks: true, handle })
  expect(await statusOf(page('?handle=somebody-elses'))).toBe(302)
  expect(await statusOf(end({ handle, currentPassword: password }))).toBe(302)
  expect(await isIn(there)).toBe(false)
})

test('once given it counts for the next minutes, in this session only', async () => {
  await signedInAgo(60)
  expect(await statusOf(end({ handle: 'none', currentPassword: password }))).toBe(302)
  expect((await read()).asks).toBe(false)
  const { rows } = await w.superuser.query(
    `select count(*)::int as n from access.session where authenticated_at > now() - interval '1 minute'`,
  )
  expect(rows[0].n).toBe(1)
})

test('guessing it there ends after ten tries, as everywhere', async () => {
  await signedInAgo(60)
  for (let at = 0; at < 10; at++) expect(await statusOf(end({ handle: '', currentPassword: `wrong ${at}` }))).toBe(422)
  expect(await statusOf(end({ handle: '', currentPassword: password }))).toBe(429)
  expect(await isIn(there)).toBe(true)
})

test('the password itself is never changed without the present one, however fresh the session', async () => {
  const form = { currentPassword: '', newPassword: 'nine owls in the old barn' }
  const post = async (currentPassword: string) =>
    statusOf(
      changePassword(await argsFor('/bay/account/password', { cookie: here, form: { ...form, currentPassword } })),
    )
  expect(await post('')).toBe(400)
  expect(await post('not mine, I am afraid')).toBe(422)
  expect(await post(password)).toBe(302)
})

test('nobody ends sessions through an organisation that is not theirs', async () => {
  expect(
    await statusOf(endSessions(await argsFor('/other/account/sessions', { cookie: here, form: { handle: '' } }))),
  ).toBe(404)
  expect(await isIn(there)).toBe(true)
})
