// Sessions: how long they last, what ends them, and the cookie that carries them.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { replayHistory } from '#app/history/verify-replay.server.ts'
import { emptyDatabase } from '#tests/support/database.ts'
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

async function setLimits(orgId: string, idleMinutes: number, absoluteHours: number) {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [orgId])
  await w.superuser.query('update organisation set idle_minutes = $2, absolute_hours = $3 where id = $1', [
    orgId,
    idleMinutes,
    absoluteHours,
  ])
  await w.superuser.query('commit')
}

describe('a session', () => {
  test('ends after the idle limit of half an hour, and is then deleted', async () => {
    const cookie = await cookieOf(w.cora)
    expect(await findSession(cookie, false, hours(0.5, -10))).toMatchObject({ email: w.cora.email })
    await w.superuser.query('update access.session set last_seen_at = now() where account_id = $1', [w.cora.accountId])
    expect(await findSession(cookie, false, hours(0.5, 10))).toBeNull()
    expect(await sessionsOf(w.cora)).toEqual([])
    expect(await findSession(cookie, false)).toBeNull()
  })

  test('ends at the absolute limit, however busy it is', async () => {
    const cookie = await cookieOf(w.bo)
    const usedAfter = async (age: number) => {
      await w.superuser.query(
        `update access.session set created_at = now() - make_interval(secs => $2), last_seen_at = now() - interval '2 minutes' where account_id = $1`,
        [w.bo.accountId, age * 3600],
      )
      return findSession(cookie, false)
    }
    expect(await usedAfter(11.99)).not.toBeNull()
    const [{ idle }] = (
      await w.superuser.query(
        `select extract(epoch from now() - last_seen_at) as idle from access.session where account_id = $1`,
        [w.bo.accountId],
      )
    ).rows
    expect(Number(idle)).toBeLessThan(60) // being used was noted
    expect(await usedAfter(12.01)).toBeNull()
  })

  test('the strictest of several organisations’ limits hold', async () => {
    const orgId = await addOrganisation(w.superuser, 'strict', 'Strict Company')
    const cookie = await cookieOf(w.ben)
    await setLimits(w.ben.orgId, 240, 24)
    expect(await findSession(cookie, false, hours(3))).not.toBeNull()
    await w.superuser.query('begin')
    await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [orgId])
    await w.superuser.query(
      `insert into member (org_id, id, account_id, name, email, role, joined_at) values ($1, gen_random_uuid(), $2, 'Ben', $3, 'executive', now())`,
      [orgId, w.ben.accountId, w.ben.email],
    )
    await w.superuser.query('commit')
    await setLimits(orgId, 120, 48)
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

test('limits that nobody had set became the recommended ones, others were kept within the bounds, and the history says so', async () => {
  const { ownerUrl, webUrl, superuserUrl } = await emptyDatabase()
  await migrate(ownerUrl, () => {}, { upTo: '0007_timelines_and_differences' })
  const superuser = new pg.Client({ connectionString: superuserUrl })
  await superuser.connect()
  const had = { usual: [8, 168], strict: [1, 2], loose: [168, 720], idle: [4, 168], odd: [8, 720] }
  const ids = new Map<string, string>()
  for (const [slug, [idle, absolute]] of Object.entries(had)) {
    const id = randomUUID()
    ids.set(slug, id)
    const recorded = (verb: string) =>
      superuser.query('select history.append($1::jsonb)', [
        JSON.stringify([{ verb: `organisation.${verb}`, kind: 'organisation', id, title: slug }]),
      ])
    await superuser.query('begin')
    await superuser.query(`select access.create_organisation($1, $2, $2, 'UTC', 'en-GB', 'EUR')`, [id, slug])
    await recorded('created')
    await superuser.query('commit')
    await superuser.query('begin')
    await superuser.query(`select set_config('app.org_id', $1, true)`, [id])
    const limits = 'update organisation set idle_hours = $2, absolute_hours = $3 where id = $1'
    await superuser.query(limits, [id, idle, absolute])
    await recorded('edited')
    await superuser.query('commit')
  }
  await migrate(ownerUrl)
  const { rows } = await superuser.query(
    'select slug, idle_minutes as idle, absolute_hours as absolute from organisation',
  )
  const has = Object.fromEntries(rows.map(({ slug, idle, absolute }) => [slug, [idle, absolute]]))
  expect(has).toEqual({ usual: [30, 12], strict: [60, 2], loose: [480, 168], idle: [240, 12], odd: [30, 168] })
  const told = await superuser.query(`select reason from history.event where org_id = $1 order by seq`, [
    ids.get('usual'),
  ])
  expect(told.rows.map(({ reason }) => reason)).toEqual([null, null, expect.stringContaining('30 minutes')])
  await superuser.end()
  // The events, which tell of hours too, still rebuild what is kept.
  await closeDatabase()
  openDatabase(webUrl)
  try {
    for (const [slug, id] of ids) expect((await replayHistory({ id, slug })).problems, slug).toEqual([])
  } finally {
    await closeDatabase()
    openDatabase(w.urls.webUrl)
  }
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
