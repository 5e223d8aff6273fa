// Sessions: how long they last, what ends them, and the cookie that carries them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { action as signOut } from '#app/access/routes/sign-out.tsx'
import {
  endExpiredSessions,
  findSession,
  forgetSession,
  readCookie,
  startSession,
} from '#app/access/sessions.server.ts'
import { checkPassword } from '#app/access/sign-in.server.ts'
import { hashPassword } from '#app/access/passwords.server.ts'
import {
  type Person,
  type World,
  addOrganisation,
  argsFor,
  cookieOf,
  makeWorld,
  statusOf,
} from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const client = (secure = false) => ({ address: '192.0.2.1', userAgent: 'test', secure })
const hours = (count: number, seconds = 0) => new Date(Date.now() + count * 3_600_000 + seconds * 1000)
const sessionsOf = async ({ accountId }: Person) =>
  (await w.superuser.query('select id from access.session where account_id = $1', [accountId])).rows

async function setLimits(orgId: string, idle: number, absolute: number) {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [orgId])
  await w.superuser.query('update organisation set idle_hours = $2, absolute_hours = $3 where id = $1', [
    orgId,
    idle,
    absolute,
  ])
  await w.superuser.query('commit')
}

describe('a session', () => {
  test('ends after the idle limit of eight hours, and is then deleted', async () => {
    const cookie = await cookieOf(w.cora)
    expect(await findSession(cookie, false, hours(8, -10))).toMatchObject({ email: w.cora.email })
    await w.superuser.query('update access.session set last_seen_at = now() where account_id = $1', [w.cora.accountId])
    expect(await findSession(cookie, false, hours(8, 10))).toBeNull()
    expect(await sessionsOf(w.cora)).toEqual([])
    expect(await findSession(cookie, false)).toBeNull()
  })

  test('ends at the absolute limit, however busy it is', async () => {
    await setLimits(w.bo.orgId, 8, 24)
    const cookie = await cookieOf(w.bo)
    const usedAfter = async (age: number) => {
      await w.superuser.query(
        `update access.session set created_at = now() - make_interval(secs => $2), last_seen_at = now() - interval '2 minutes' where account_id = $1`,
        [w.bo.accountId, age * 3600],
      )
      return findSession(cookie, false)
    }
    expect(await usedAfter(23.99)).not.toBeNull()
    const [{ idle }] = (
      await w.superuser.query(
        `select extract(epoch from now() - last_seen_at) as idle from access.session where account_id = $1`,
        [w.bo.accountId],
      )
    ).rows
    expect(Number(idle)).toBeLessThan(60) // being used was noted
    expect(await usedAfter(24.01)).toBeNull()
    await setLimits(w.bo.orgId, 8, 168)
  })

  test('the strictest of several organisations’ limits hold', async () => {
    const orgId = await addOrganisation(w.superuser, 'strict', 'Strict Company')
    const cookie = await cookieOf(w.ben)
    expect(await findSession(cookie, false, hours(3))).not.toBeNull()
    await w.superuser.query('begin')
    await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [orgId])
    await w.superuser.query(
      `insert into member (org_id, id, account_id, name, email, role, joined_at) values ($1, gen_random_uuid(), $2, 'Ben', $3, 'executive', now())`,
      [orgId, w.ben.accountId, w.ben.email],
    )
    await w.superuser.query('commit')
    await setLimits(orgId, 2, 168)
    expect(await findSession(cookie, false, hours(1))).not.toBeNull()
    expect(await findSession(cookie, false, hours(3))).toBeNull()
  })

  test('signing out ends the session itself, not only its cookie', async () => {
    const [here, there] = [await cookieOf(w.eva), await cookieOf(w.eva)]
    const answer = await signOut(await argsFor('/sign-out', { cookie: here, form: {} }))
    expect(answer.headers.get('set-cookie')).toMatch(/^session=; .*Max-Age=0/)
    expect(await findSession(here, false)).toBeNull()
    expect(await findSession(there, false)).not.toBeNull()
    expect(await statusOf(signOut(await argsFor('/sign-out', { form: {} })))).toBe(302)
  })

  test('a disabled account is signed in nowhere from the next request on', async () => {
    const password = 'nine owls in the old barn'
    await w.superuser.query('update access.account set password_hash = $2 where id = $1', [
      w.ada.accountId,
      await hashPassword(password),
    ])
    const cookie = await cookieOf(w.ada)
    const disable = (at: string) =>
      w.superuser.query(`update access.account set disabled_at = ${at} where id = $1`, [w.ada.accountId])
    expect(await findSession(cookie, false)).not.toBeNull()
    expect((await checkPassword(w.ada.email, password, '192.0.2.2')).ok).toBe(true)
    await disable('now()')
    expect(await findSession(cookie, false)).toBeNull()
    expect((await checkPassword(w.ada.email, password, '192.0.2.2')).ok).toBe(false)
    await disable('null')
    expect(await findSession(cookie, false)).not.toBeNull()
  })

  test('the nightly tidying forgets what expired and keeps what did not', async () => {
    const [old, young] = [await cookieOf(w.otto), await cookieOf(w.lea)]
    await w.superuser.query(
      `update access.session set expires_at = now() - interval '1 second' where account_id = $1`,
      [w.otto.accountId],
    )
    expect(await findSession(old, false)).toBeNull()
    await endExpiredSessions()
    expect(await sessionsOf(w.otto)).toEqual([])
    expect(await findSession(young, false)).not.toBeNull()
  })
})

describe('its cookie', () => {
  test('a token is 256 random bits', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => startSession(w.lea.accountId, client())))
    const bytes = tokens.map((header) => Buffer.from(readCookie(header, 'session')!, 'base64url'))
    expect(new Set(bytes.map((token) => token.toString('hex'))).size).toBe(20)
    for (const token of bytes) expect(token).toHaveLength(32)
    // Twenty tokens in which some place is always the same are not random there.
    for (let at = 0; at < 32; at++)
      expect(new Set(bytes.map((token) => token[at])).size, `byte ${at}`).toBeGreaterThan(1)
  })

  test('its cookie is out of reach of scripts and other sites', async () => {
    const parts = (header: string) => header.split('; ').slice(1).sort()
    const local = await startSession(w.lea.accountId, client())
    const live = await startSession(w.lea.accountId, client(true))
    expect(parts(local)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax'])
    expect(parts(live)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
    expect(local).toMatch(/^session=/)
    expect(live).toMatch(/^__Host-session=/)
    expect(parts(forgetSession(true))).toEqual(['HttpOnly', 'Max-Age=0', 'Path=/', 'SameSite=Lax', 'Secure'])
    // What is sent over http under the plain name counts for nothing behind https.
    expect(await findSession(live.split(';')[0]!, true)).not.toBeNull()
    expect(await findSession(live.split(';')[0]!.replace('__Host-', ''), true)).toBeNull()
  })

  test('a cookie of a similar name is another cookie', async () => {
    const token = (await cookieOf(w.lea)).split('=')[1]!
    expect(await findSession(`session=${token}`, false)).not.toBeNull()
    for (const name of ['xsession', 'session2', '__Host-session', 'Session'])
      expect(await findSession(`${name}=${token}`, false)).toBeNull()
    expect(await findSession(`a=1; session=${token}; b=2`, false)).not.toBeNull()
    for (const nothing of ['', 'x', `${token}x`, token.slice(1), '../etc'])
      expect(await findSession(`session=${nothing}`, false)).toBeNull()
  })
})
