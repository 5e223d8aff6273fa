// How people come in: set-up, invitation, reset, password and sessions, on a real database.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import { acceptInvitation, changePassword } from '#app/access/accounts.server.ts'
import { findLink, requestPasswordReset, resetLink, resetPassword } from '#app/access/mailed-links.server.ts'
import { passwordMatches } from '#app/access/passwords.server.ts'
import { findSession, readCookie } from '#app/access/sessions.server.ts'
import { setUpForm } from '#app/access/set-up.ts'
import { createOrganisation, createSetUpLink, setUpOrganisation } from '#app/access/set-up.server.ts'
import { checkPassword } from '#app/access/sign-in.server.ts'
import { action as accountAction, loader as accountLoader } from '#app/access/routes/account.tsx'
import { action as passwordAction } from '#app/access/routes/account-password.tsx'
import { action as sessionsAction } from '#app/access/routes/account-sessions.tsx'
import { action as forgotAction } from '#app/access/routes/forgot-password.tsx'
import { action as invitationAction, loader as invitationLoader } from '#app/access/routes/invitation.tsx'
import { action as resetAction, loader as resetLoader } from '#app/access/routes/password-reset.tsx'
import { action as setUpAction, loader as setUpLoader } from '#app/access/routes/set-up.tsx'
import { sendPasswordReset } from '#app/email/password-reset.server.ts'
import { inviteMember, resendInvitation, withdrawInvitation } from '#app/people/invitations.server.ts'
import { changeAccess, editMember } from '#app/people/members.server.ts'
import { type Person, type World, argsFor, cookieOf, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())
beforeEach(async () => {
  vi.unstubAllEnvs()
  vi.stubEnv('SMTP_URL', '')
  await w.superuser.query('delete from access.attempt')
})

const good = 'the tulips are late this year'
const better = 'seven herons by the canal'
const client = { address: '192.0.2.1', requestId: 'test' }
const all = async (text: string, values: unknown[] = []) => (await w.superuser.query(text, values)).rows
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (problem: unknown) => (problem instanceof Response ? problem.status : (problem as Error).message),
  )
const tokenIn = (path: string | null) => path!.split('/').at(-1)!
const mailTo = async (address: string) =>
  (await all('select * from mail where to_address = $1 order by created_at desc, id desc limit 1', [address]))[0]
const tokenMailedTo = async (address: string) =>
  /\/(?:invitation|password-reset)\/([\w-]{43})/.exec((await mailTo(address)).text_body)![1]!
async function invite(email: string, as: Person = w.ada, role: 'contributor' | 'administrator' = 'contributor') {
  const { id } = await w.as(as, (ctx) =>
    inviteMember(ctx, { name: 'Nora New', email, role, unitId: null, jobTitle: null }),
  )
  return { id, token: await tokenMailedTo(email) }
}
const memberOf = async (id: string) => (await all('select * from member where id = $1', [id]))[0]
const membersWith = async (email: string) =>
  (await all('select count(*)::int as n from member where email = $1 and account_id is not null', [email]))[0].n

describe('set-up', () => {
  const form = (given: Partial<z.output<typeof setUpForm>> = {}): z.output<typeof setUpForm> => ({
    name: 'North Line',
    slug: 'north',
    timeZone: 'Europe/Oslo',
    yourName: 'Nils Berg',
    email: 'nils@north.example',
    password: good,
    ...given,
  })

  test('makes an organisation, its administrator and their account, once, with its history', async () => {
    const token = tokenIn(await createSetUpLink())
    const { slug, memberId } = await setUpOrganisation(token, form(), client)
    expect(slug).toBe('north')
    expect(await memberOf(memberId)).toMatchObject({ role: 'administrator', email: 'nils@north.example' })
    const verbs = await all(
      `select verb, actor_id from history.event e join organisation o on o.id = e.org_id where slug = 'north' order by seq`,
    )
    expect(verbs).toEqual([
      { verb: 'organisation.created', actor_id: memberId },
      { verb: 'member.joined', actor_id: memberId },
    ])
    expect((await checkPassword('nils@north.example', good, 'a')).ok).toBe(true)
    expect(await outcome(setUpOrganisation(token, form({ slug: 'again', email: 'b@north.example' }), client))).toMatch(
      /used or replaced/,
    )
  })

  test('a newer link replaces an unused one', async () => {
    const first = tokenIn(await createSetUpLink())
    expect(await findLink(first, 'set up')).not.toBeNull()
    const second = tokenIn(await createSetUpLink())
    expect(await findLink(first, 'set up')).toBeNull()
    expect(await findLink(second, 'set up')).not.toBeNull()
    expect(await findLink(second, 'invitation')).toBeNull()
  })

  test('refuses a short name that is taken and leaves the link usable; nothing is half made', async () => {
    const token = tokenIn(await createSetUpLink())
    expect(await outcome(setUpOrganisation(token, form({ slug: 'bay', email: 'new@north.example' }), client))).toMatch(
      /short name already/,
    )
    expect(await all(`select 1 from access.account where email = 'new@north.example'`)).toHaveLength(0)
    expect(await findLink(token, 'set up')).not.toBeNull()
  })

  test('an address with an account needs that account’s password', async () => {
    await createOrganisation({
      slug: 'south',
      name: 'South',
      timeZone: 'UTC',
      adminName: 'Sia',
      adminEmail: 'sia@south.example',
      password: good,
    })
    const token = tokenIn(await createSetUpLink())
    const wanted = form({ slug: 'west', email: 'sia@south.example', password: better })
    expect(await outcome(setUpOrganisation(token, wanted, client))).toMatch(/has an account already/)
    expect(await outcome(setUpOrganisation(token, { ...wanted, password: good }, client))).toBe('done')
  })

  test('ten posts of one link at once make one organisation', async () => {
    const token = tokenIn(await createSetUpLink())
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        outcome(setUpOrganisation(token, form({ slug: `race-${at}`, email: `r${at}@race.example` }), client)),
      ),
    )
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(await all(`select 1 from organisation where slug like 'race-%'`)).toHaveLength(1)
    expect(await all(`select 1 from access.account where email like '%@race.example'`)).toHaveLength(1)
  })

  test('the page never acts on GET, and signs in on POST', async () => {
    const token = tokenIn(await createSetUpLink())
    const params = { token }
    for (let i = 0; i < 5; i++)
      expect(await statusOf(setUpLoader(await argsFor(`/set-up/${token}`, { params })))).toBe(200)
    const bad = await setUpAction(
      await argsFor('/set-up/x', { params, form: { ...form({ slug: 'sign-in' }), password: 'short' } }),
    )
    expect((bad as { data: { errors: object } }).data.errors).toMatchObject({
      slug: expect.any(String),
      password: expect.any(String),
    })
    expect(JSON.stringify(bad)).not.toContain('short"')
    const answer = (await setUpAction(
      await argsFor('/set-up/x', { params, form: form({ slug: 'east', email: 'e@east.example' }) }),
    )) as Response
    expect(answer.headers.get('location')).toBe('/east')
    expect(await findSession(answer.headers.get('set-cookie')!.split(';')[0]!, false)).toMatchObject({
      email: 'e@east.example',
    })
    expect(await statusOf(setUpLoader(await argsFor(`/set-up/${token}`, { params })))).toBe(410)
  })
})

describe('invitations', () => {
  test('are made by administrators and leaders; a leader makes no administrator', async () => {
    const form = { name: 'X', email: 'x1@bay.example', role: 'contributor' as const, unitId: null, jobTitle: null }
    expect(await outcome(w.as(w.bo, (ctx) => inviteMember(ctx, form)))).toBe(403)
    expect(await outcome(w.as(w.lea, (ctx) => inviteMember(ctx, { ...form, role: 'administrator' })))).toMatch(
      /Only an administrator/,
    )
    expect(await outcome(w.as(w.lea, (ctx) => inviteMember(ctx, form)))).toBe('done')
    expect(await outcome(w.as(w.ada, (ctx) => inviteMember(ctx, form)))).toMatch(/here already/)
    expect(
      await outcome(
        w.as(w.ada, (ctx) => inviteMember(ctx, { ...form, email: 'x2@bay.example', role: 'administrator' })),
      ),
    ).toBe('done')
  })

  test('a new person joins with a name and a password, once', async () => {
    const { id, token } = await invite('nora@new.example')
    expect(
      await outcome(acceptInvitation(token, { name: 'Nora Newman', password: 'bay company 2026' }, client)),
    ).toMatch(/marked fields/)
    expect((await memberOf(id)).account_id).toBeNull()
    await acceptInvitation(token, { name: 'Nora Newman', password: good }, client)
    const member = await memberOf(id)
    expect(member).toMatchObject({ name: 'Nora Newman', version: 2, disabled_at: null })
    expect(member.joined_at).not.toBeNull()
    expect(await all('select verb, actor_id from history.event where subject_id = $1 order by seq', [id])).toEqual([
      { verb: 'member.invited', actor_id: w.ada.memberId },
      { verb: 'member.joined', actor_id: id },
    ])
    expect(await outcome(acceptInvitation(token, { name: 'Nora', password: good }, client))).toMatch(/no longer works/)
  })

  test('somebody with an account joins a second organisation with its password', async () => {
    const { id, token } = await invite('nils@north.example')
    expect((await findLink(token, 'invitation'))?.hasAccount).toBe(true)
    expect(await outcome(acceptInvitation(token, { name: '', password: better }, client))).toMatch(/not the password/)
    expect((await memberOf(id)).account_id).toBeNull()
    const { accountId } = await acceptInvitation(token, { name: '', password: good }, client)
    const [account] = await all(`select id, name from access.account where email = 'nils@north.example'`)
    expect(account).toEqual({ id: accountId, name: 'Nils Berg' })
    expect((await memberOf(id)).account_id).toBe(accountId)
  })

  test('guessing that password ends after ten tries', async () => {
    const { token } = await invite('sia@south.example')
    const tries: unknown[] = []
    for (let i = 0; i < 11; i++)
      tries.push(await outcome(acceptInvitation(token, { name: '', password: `wrong ${i}` }, client)))
    expect(tries.slice(0, 10).every((said) => /not the password/.test(String(said)))).toBe(true)
    expect(tries[10]).toMatch(/too many tries/)
    expect(await outcome(acceptInvitation(token, { name: '', password: good }, client))).toMatch(/too many tries/)
  })

  test('stop working when sent again, withdrawn, disabled, readdressed or out of date', async () => {
    const { id, token } = await invite('walt@new.example')
    const dead = async (old: string) => expect(await findLink(old, 'invitation')).toBeNull()
    await w.as(w.lea, (ctx) => resendInvitation(ctx, id, 1))
    await dead(token)
    const second = await tokenMailedTo('walt@new.example')
    expect(await findLink(second, 'invitation')).not.toBeNull()
    await w.as(w.lea, (ctx) => withdrawInvitation(ctx, id, 2))
    await dead(second)
    expect((await memberOf(id)).disabled_at).not.toBeNull()
    await w.as(w.ada, (ctx) => resendInvitation(ctx, id, 3))
    expect((await memberOf(id)).disabled_at).toBeNull()
    const third = await tokenMailedTo('walt@new.example')
    await w.as(w.ada, (ctx) =>
      changeAccess(ctx, id, { role: 'contributor', access: 'closed', reason: null, version: 4 }),
    )
    await w.as(w.ada, (ctx) => changeAccess(ctx, id, { role: 'contributor', access: 'open', reason: null, version: 5 }))
    await dead(third)
    await w.as(w.ada, (ctx) => resendInvitation(ctx, id, 6))
    const fourth = await tokenMailedTo('walt@new.example')
    const form = { name: 'Walt', email: 'walter@new.example', jobTitle: null, unitId: null, version: 7 }
    expect(await w.as(w.ada, (ctx) => editMember(ctx, id, form))).toEqual({ addressChanged: true })
    await dead(fourth)
    await w.as(w.ada, (ctx) => resendInvitation(ctx, id, 8))
    const fifth = await tokenMailedTo('walter@new.example')
    expect(await findLink(fifth, 'invitation')).not.toBeNull()
    await w.superuser.query(`update access.mailed_link set expires_at = now() - interval '1 second'`)
    await dead(fifth)
  })

  test('ten acceptances at once join once', async () => {
    const { token } = await invite('many@new.example')
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => outcome(acceptInvitation(token, { name: 'Many', password: good }, client))),
    )
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(await membersWith('many@new.example')).toBe(1)
    expect(await all(`select 1 from access.account where email = 'many@new.example'`)).toHaveLength(1)
  })

  test('are stored by their hash and mailed with their transaction', async () => {
    const { token } = await invite('hash@new.example')
    const [link] = await all('select * from access.mailed_link where token_hash = $1', [
      createHash('sha256').update(token).digest('hex'),
    ])
    expect(link).toMatchObject({ purpose: 'invitation', used_at: null })
    const days = (link.expires_at.getTime() - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(6.99)
    expect(days).toBeLessThanOrEqual(7)
    const failed = w.as(w.ada, async (ctx) => {
      await inviteMember(ctx, { name: 'Rolled Back', email: 'back@new.example', role: 'contributor' })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await mailTo('back@new.example')).toBeUndefined()
    const jobs = await all(`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'send-mail'`)
    expect(jobs[0].n).toBe((await all(`select count(*)::int as n from mail`))[0].n)
  })

  test('the page never acts on GET, and joins and signs in on POST', async () => {
    const { id, token } = await invite('page@new.example')
    const args = (form?: Record<string, string>) => argsFor(`/invitation/${token}`, { params: { token }, form })
    for (let i = 0; i < 5; i++) expect(await statusOf(invitationLoader(await args()))).toBe(200)
    expect((await memberOf(id)).account_id).toBeNull()
    expect(await statusOf(invitationAction(await args({ name: 'Page', password: 'short' })))).toBe(400)
    expect(await statusOf(invitationAction(await args({ name: 'Page', password: good, role: 'administrator' })))).toBe(
      400,
    )
    const answer = (await invitationAction(await args({ name: 'Page Turner', password: good }))) as Response
    expect(answer.headers.get('location')).toBe('/bay')
    expect(await findSession(answer.headers.getSetCookie()[0]!.split(';')[0]!, false)).toMatchObject({
      email: 'page@new.example',
    })
    expect((await memberOf(id)).role).toBe('contributor')
    expect(await statusOf(invitationLoader(await args()))).toBe(410)
    expect(await statusOf(invitationLoader(await argsFor('/invitation/x', { params: { token: 'x' } })))).toBe(410)
  })
})

const helpers = { job: { id: '1', attempts: 1, max_attempts: 25 }, logger: { warn: vi.fn() } } as never
const runReset = (email: string) => sendPasswordReset({ email, askedAt: new Date().toISOString() }, helpers)

describe('password reset', () => {
  test('asks the same work of known and unknown addresses, and gives the same answer', async () => {
    const ask = async (email: string) =>
      (await forgotAction(await argsFor('/forgot-password', { form: { email } }))) as Response
    const [known, unknown] = [await ask(w.bo.email), await ask('nobody@nowhere.example')]
    expect([known.status, known.headers.get('location')]).toEqual([unknown.status, unknown.headers.get('location')])
    const jobs = await all(
      `select key from graphile_worker.jobs where task_identifier = 'send-password-reset' order by key`,
    )
    expect(jobs.map(({ key }) => key)).toEqual(
      [`password reset ${w.bo.email}`, 'password reset nobody@nowhere.example'].sort(),
    )
    // Not before the answer was given: what runs beside it would be felt. Asked twice, it is one job.
    await ask(w.bo.email)
    const soonest = await all(
      `select count(*)::int as n, min(run_at) > now() + interval '1 second' as later from graphile_worker.jobs where task_identifier = 'send-password-reset'`,
    )
    expect(soonest).toEqual([{ n: 2, later: true }])
    expect(await all(`select 1 from access.mailed_link where purpose = 'password reset'`)).toHaveLength(0)
    await runReset('nobody@nowhere.example')
    expect(await all(`select 1 from access.mailed_link where purpose = 'password reset'`)).toHaveLength(0)
  })

  test('is limited for an address and for an account', async () => {
    for (let i = 0; i < 5; i++) expect(await outcome(requestPasswordReset(w.bo.email, `192.0.2.${i}`))).toBe('done')
    expect(await outcome(requestPasswordReset(w.bo.email, '192.0.2.9'))).toMatch(/too many tries/)
    for (let i = 0; i < 10; i++)
      expect(await outcome(requestPasswordReset(`p${i}@x.example`, '192.0.2.77'))).toBe('done')
    expect(await outcome(requestPasswordReset('p11@x.example', '192.0.2.77'))).toMatch(/too many tries/)
    expect(await statusOf(forgotAction(await argsFor('/forgot-password', { form: { email: w.bo.email } })))).toBe(429)
  })

  test('a kept link sets a password once, ends all sessions, and lasts ten minutes', async () => {
    const session = await cookieOf(w.cora)
    await runReset(w.cora.email)
    const kept = await mailTo(w.cora.email)
    expect(kept).toMatchObject({ kind: 'password_reset', state: 'kept', org_id: w.cora.orgId })
    const token = await tokenMailedTo(w.cora.email)
    const params = { token }
    for (let i = 0; i < 5; i++)
      expect(await statusOf(resetLoader(await argsFor('/password-reset/x', { params })))).toBe(200)
    expect(await findSession(session, false)).not.toBeNull()
    expect(await outcome(resetPassword(token, 'Cora Lane 2026 !'))).toMatch(/marked fields/)
    const answer = (await resetAction(
      await argsFor('/password-reset/x', { params, form: { password: good } }),
    )) as Response
    expect(answer.headers.get('location')).toBe('/sign-in')
    expect(await findSession(session, false)).toBeNull()
    expect((await checkPassword(w.cora.email, good, 'a')).ok).toBe(true)
    expect(await outcome(resetPassword(token, better))).toMatch(/no longer works/)
    expect(await statusOf(resetLoader(await argsFor('/password-reset/x', { params })))).toBe(410)
    await runReset(w.cora.email)
    const next = await tokenMailedTo(w.cora.email)
    const [{ expires_at }] = await all('select expires_at from access.mailed_link where token_hash = $1', [
      createHash('sha256').update(next).digest('hex'),
    ])
    expect((expires_at.getTime() - Date.now()) / 60_000).toBeLessThanOrEqual(10)
    await w.superuser.query(`update access.mailed_link set expires_at = now() - interval '1 second'`)
    expect(await findLink(next, 'password reset')).toBeNull()
  })

  test('only the newest link works', async () => {
    await runReset(w.cora.email)
    const first = await tokenMailedTo(w.cora.email)
    const second = tokenIn(await resetLink(w.cora.email))
    expect(await findLink(first, 'password reset')).toBeNull()
    expect(await findLink(second, 'password reset')).not.toBeNull()
    expect(await resetLink('nobody@nowhere.example')).toBeNull()
  })

  test('is kept nowhere for an account of two organisations, even when disabled in one; the command line still helps', async () => {
    const kept = async () =>
      (await all(`select 1 from mail where to_address = 'nils@north.example' and kind = 'password_reset'`)).length
    await runReset('nils@north.example')
    expect(await kept()).toBe(0)
    await w.superuser.query('begin')
    await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
      w.ada.orgId,
    ])
    await w.superuser.query(
      `update member set disabled_at = now() where email = 'nils@north.example' and org_id = $1`,
      [w.ada.orgId],
    )
    await w.superuser.query('commit')
    await runReset('nils@north.example')
    expect(await kept()).toBe(0)
    expect(await resetLink('nils@north.example')).toMatch(/^\/password-reset\//)
  })

  test('a link that was kept before somebody joined a second organisation stops working', async () => {
    await runReset('hash@new.example') // invited, has no account
    expect(
      await all(`select 1 from mail where to_address = 'hash@new.example' and kind = 'password_reset'`),
    ).toHaveLength(0)
    await runReset(w.otto.email)
    const token = await tokenMailedTo(w.otto.email)
    await resetPassword(token, good)
    await runReset(w.otto.email)
    const live = await tokenMailedTo(w.otto.email)
    const { token: invitation } = await invite(w.otto.email)
    expect(await findLink(live, 'password reset')).not.toBeNull()
    await acceptInvitation(invitation, { name: '', password: good }, client)
    expect(await findLink(live, 'password reset')).toBeNull()
  })

  test('a disabled member of one organisation gets none, and a late job does nothing', async () => {
    const { id, token } = await invite('gone@new.example')
    await acceptInvitation(token, { name: 'Gone Soon', password: good }, client)
    await sendPasswordReset(
      { email: 'gone@new.example', askedAt: new Date(Date.now() - 11 * 60_000).toISOString() },
      helpers,
    )
    await w.as(w.ada, (ctx) =>
      changeAccess(ctx, id, { role: 'contributor', access: 'closed', reason: null, version: 2 }),
    )
    await runReset('gone@new.example')
    expect(
      await all(`select 1 from mail where to_address = 'gone@new.example' and kind = 'password_reset'`),
    ).toHaveLength(0)
  })
})

describe('one’s own account', () => {
  const who = (person: Person, sessionId: string) => ({
    accountId: person.accountId,
    sessionId,
    email: person.email,
    name: person.name,
    organisations: ['Bay Company'],
    address: '192.0.2.2',
  })

  test('the password is changed by whoever knows it; the other sessions end', async () => {
    await resetPassword(tokenIn(await resetLink(w.lea.email)), good)
    const [here, there] = [await cookieOf(w.lea), await cookieOf(w.lea)]
    const form = { currentPassword: good, newPassword: better }
    const post = async (fields: Record<string, string>) =>
      passwordAction(await argsFor('/bay/account/password', { cookie: here, form: fields }))
    expect(await statusOf(post({ ...form, currentPassword: 'wrong one, sorry' }))).toBe(422)
    expect(await statusOf(post({ ...form, newPassword: 'lea dawn at bay' }))).toBe(400)
    expect(await statusOf(post({ ...form, newPassword: good }))).toBe(422)
    expect(await findSession(there, false)).not.toBeNull()
    expect(await statusOf(post(form))).toBe(302)
    expect(await findSession(here, false)).not.toBeNull()
    expect(await findSession(there, false)).toBeNull()
    expect((await checkPassword(w.lea.email, better, 'a')).ok).toBe(true)
    expect((await checkPassword(w.lea.email, good, 'a')).ok).toBe(false)
  })

  test('no answer carries a password back', async () => {
    const cookie = await cookieOf(w.lea)
    const form = { currentPassword: 'canary-current-1', newPassword: 'canary-new-password-1' }
    const answer = await passwordAction(await argsFor('/bay/account/password', { cookie, form }))
    expect(JSON.stringify(answer)).not.toContain('canary')
  })

  test('guessing the present password ends after ten tries', async () => {
    const session = (await findSession(await cookieOf(w.lea), false))!.sessionId
    const attempt = (password: string) =>
      outcome(
        changePassword(who(w.lea, session), { currentPassword: password, newPassword: 'nine owls in the old barn' }),
      )
    for (let i = 0; i < 10; i++) expect(await attempt(`wrong ${i}`)).toMatch(/present password/)
    expect(await attempt(better)).toMatch(/too many tries/)
  })

  test('sessions are listed without their ids, ended one by one or all but one; never another’s', async () => {
    const [here, there, third] = [await cookieOf(w.eva), await cookieOf(w.eva), await cookieOf(w.eva)]
    const foreign = await cookieOf(w.bo)
    const read = async (cookie: string) =>
      (await accountLoader(await argsFor('/bay/account', { cookie }))) as Awaited<ReturnType<typeof accountLoader>>
    const { sessions } = await read(here)
    expect(sessions).toHaveLength(3)
    expect(sessions.filter(({ current }) => current)).toHaveLength(1)
    const stored = (await all('select id from access.session')).map(({ id }) => id as string)
    expect(stored.some((id) => JSON.stringify(sessions).includes(id))).toBe(false)
    const end = async (cookie: string, handle: string) =>
      sessionsAction(await argsFor('/bay/account/sessions', { cookie, form: { handle } }))
    const other = (await read(there)).sessions.find(({ current }) => current)!.handle
    await end(foreign, other)
    expect(await findSession(there, false)).not.toBeNull()
    await end(here, other)
    expect(await findSession(there, false)).toBeNull()
    expect(await findSession(third, false)).not.toBeNull()
    await end(here, '')
    expect(await findSession(third, false)).toBeNull()
    expect(await findSession(here, false)).not.toBeNull()
    expect(await findSession(foreign, false)).not.toBeNull()
  })

  test('name and digest are one’s own to change, role and unit are not', async () => {
    const post = async (fields: Record<string, string>) =>
      accountAction(await argsFor('/bay/account', { as: w.ben, form: fields }))
    expect(await statusOf(post({ name: 'Benjamin Reed', role: 'administrator' }))).toBe(400)
    expect(await statusOf(post({ name: 'Benjamin Reed' }))).toBe(302)
    expect(await memberOf(w.ben.memberId)).toMatchObject({
      name: 'Benjamin Reed',
      wants_digest: false,
      role: 'business_owner',
    })
    expect(await all('select verb from history.event where subject_id = $1', [w.ben.memberId])).toEqual([
      { verb: 'member.edited' },
    ])
    expect(await statusOf(accountAction(await argsFor('/other/account', { as: w.ben, form: { name: 'X' } })))).toBe(404)
    expect(await statusOf(accountAction(await argsFor('/bay/account', { form: { name: 'X' } })))).toBe(302)
    expect(
      await statusOf(
        passwordAction(
          await argsFor('/other/account/password', { as: w.ben, form: { currentPassword: 'a', newPassword: 'b' } }),
        ),
      ),
    ).toBe(404)
  })
})

test('nothing that is stored opens anything: no hash of a link or session is one', async () => {
  await invite('dump@new.example')
  const values = new Set<string>()
  for (const table of ['access.mailed_link', 'access.session', 'access.account'])
    for (const row of await all(`select * from ${table}`))
      for (const value of Object.values(row)) if (typeof value === 'string') values.add(value)
  expect(values.size).toBeGreaterThan(10)
  for (const value of values) {
    for (const purpose of ['set up', 'invitation', 'password reset'] as const)
      expect(await findLink(value, purpose)).toBeNull()
    expect(await findSession(`session=${value}`, false)).toBeNull()
  }
  expect(readCookie('session=abc', 'session')).toBe('abc')
  expect(await passwordMatches(null, good)).toBe(false)
})
