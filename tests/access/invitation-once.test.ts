// An invitation opens once, even where the member it made has been changed behind it since.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptInvitation } from '#app/access/accounts.server.ts'
import { findLink } from '#app/access/mailed-links.server.ts'
import { Conflict, Refusal } from '#app/access/problems.ts'
import { inviteMember, withdrawInvitation } from '#app/people/invitations.server.ts'
import { editMember } from '#app/people/members.server.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const given = { name: 'Nora New', password: 'the tulips are late this year' }
const client = { address: '192.0.2.1', requestId: 'test' }

async function invite(email: string) {
  const { id } = await w.as(w.ada, (ctx) => inviteMember(ctx, { name: 'Nora New', email, role: 'contributor' }))
  const { rows } = await w.superuser.query('select text_body from mail where to_address = $1', [email])
  return { id, token: /\/invitation\/([\w-]{43})/.exec(rows[0].text_body)![1]! }
}
async function change(id: string, set: string) {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
    w.ada.orgId,
  ])
  await w.superuser.query(`update member set ${set} where id = $1`, [id])
  await w.superuser.query('commit')
}

test('an invitation opens once, whatever became of the member since', async () => {
  const { id, token } = await invite('nora@new.example')
  expect(await findLink(token, 'invitation')).not.toBeNull()
  await acceptInvitation(token, given, client)
  await change(id, 'account_id = null')
  expect(await findLink(token, 'invitation')).toBeNull()
  await expect(acceptInvitation(token, given, client)).rejects.toThrow(/no longer works/)
})

test('an invitation of somebody disabled since opens nothing, and opens again once they are enabled', async () => {
  const { id, token } = await invite('dora@new.example')
  await change(id, 'disabled_at = now()')
  expect(await findLink(token, 'invitation')).toBeNull()
  await expect(acceptInvitation(token, given, client)).rejects.toThrow(/no longer works/)
  await change(id, 'disabled_at = null')
  await acceptInvitation(token, given, client)
})

test('an invitation taken back or corrected at the moment it is accepted lets in whoever was first, and says so to the other', async () => {
  const corrected = { name: 'Una', email: 'una.right@new.example', jobTitle: null, unitId: null, version: 1 }
  for (let round = 0; round < 4; round++) {
    const { id, token } = await invite(`una${round}@new.example`)
    const change = round % 2 ? () => w.as(w.ada, (ctx) => withdrawInvitation(ctx, id, 1)) : () => correct(id, round)
    const answers = await Promise.allSettled([acceptInvitation(token, given, client), change()])
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect([Refusal, Conflict]).toContain(refused[0]!.reason.constructor)
  }
  function correct(id: string, round: number) {
    return w.as(w.ada, (ctx) => editMember(ctx, id, { ...corrected, email: `una.right${round}@new.example` }))
  }
})

/** Accepts while a transaction of somebody else holds something it needs, and goes on, before it ends. */
async function acceptDuring(token: string, holds: [string, unknown[]], goesOn?: [string, unknown[]]) {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
    w.ada.orgId,
  ])
  await w.superuser.query(...holds)
  const joining = acceptInvitation(token, given, client).catch((problem: Error) => problem)
  const waits = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
  while (!(await w.superuser.query(waits)).rowCount) await new Promise((resolve) => setTimeout(resolve, 20))
  if (goesOn) await w.superuser.query(...goesOn)
  await w.superuser.query('commit')
  return String(await joining)
}

test('an invitation corrected while somebody is accepting it says that it was withdrawn', async () => {
  const { id, token } = await invite('ola@new.example')
  const said = await acceptDuring(token, [`update member set email = 'ola.right@new.example' where id = $1`, [id]])
  expect(said).toMatch(/withdrawn/)
})

test('an invitation withdrawn while somebody is accepting it says so at once, and nobody waits in a ring', async () => {
  const { id, token } = await invite('ute@new.example')
  const withdraw: [string, unknown[]] = ['select access.withdraw_links($1, $2)', [w.ada.orgId, id]]
  const said = await acceptDuring(token, ['select 1 from member where id = $1 for no key update', [id]], withdraw)
  expect(said).toMatch(/used or replaced/)
})

test('whose account is being made elsewhere at the same moment is told to open the link again', async () => {
  const { token } = await invite('ivo@new.example')
  const made: [string, unknown[]] = [`select access.create_account($1, 'ivo@new.example', 'Ivo', null)`, [randomUUID()]]
  expect(await acceptDuring(token, made)).toMatch(/Open the link again/)
})

test('who is invited by two organisations and joins both at once gets one account, and is told to open the other link again', async () => {
  const email = 'dia@new.example'
  const one = await invite(email)
  const { id } = await w.as(w.otto, (ctx) => inviteMember(ctx, { name: 'Dia', email, role: 'contributor' }))
  const { rows } = await w.superuser.query('select text_body from mail where member_id = $1', [id])
  const token = /\/invitation\/([\w-]{43})/.exec(rows[0].text_body)![1]!
  const answers = await Promise.allSettled([one.token, token].map((each) => acceptInvitation(each, given, client)))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(answers.find((answer) => answer.status === 'rejected')!.reason.message).toMatch(/Open the link again/)
  const { rows: accounts } = await w.superuser.query('select 1 from access.account where email = $1', [email])
  expect(accounts).toHaveLength(1)
})
