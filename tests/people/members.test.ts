// Members on a real database: who may change whom, and that an administrator always remains.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { may } from '#app/access/policy.ts'
import { createInitiative } from '#app/initiatives/initiatives.server.ts'
import { listHoldings } from '#app/people/holdings.server.ts'
import { inviteMember, resendInvitation, withdrawInvitation } from '#app/people/invitations.server.ts'
import { type accessForm } from '#app/people/member.ts'
import {
  admitMember,
  changeAccess,
  editMember,
  findMember,
  listMembers,
  memberListRules,
} from '#app/people/members.server.ts'
import { action as accessAction } from '#app/people/routes/access.tsx'
import { archiveUnit, createUnit } from '#app/people/units.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type Person, type World, addPerson, argsFor, cookieOf, makeWorld, statusOf } from '#tests/support/world.ts'
import type { z } from 'zod'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

/** Changes rows behind the application's back. */
async function raw(text: string, values: unknown[], org = w.ada.orgId) {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [org])
  await w.superuser.query(text, values)
  await w.superuser.query('commit')
}
const rowOf = async (who: { memberId: string }) =>
  (await w.superuser.query('select * from member where id = $1', [who.memberId])).rows[0]
const eventsOf = async (who: { memberId: string }): Promise<string[]> =>
  (
    await w.superuser.query('select e.verb from history.event e where e.subject_id = $1 order by seq', [who.memberId])
  ).rows.map(({ verb }) => verb)

type Access = Partial<z.output<typeof accessForm>>
async function change(as: Person, who: Person, wanted: Access) {
  const { role, version, disabled_at } = await rowOf(who)
  const now = { role, access: disabled_at ? ('closed' as const) : ('open' as const), reason: null, version }
  return w.as(as, (ctx) => changeAccess(ctx, who.memberId, { ...now, ...wanted }))
}
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (problem: unknown) => (problem instanceof Response ? problem.status : (problem as Error).message),
  )

describe('role and access', () => {
  let pat: Person
  let count = 0
  beforeEach(async () => {
    pat = await addPerson(w.superuser, { slug: 'bay', id: w.ada.orgId }, `Pat Number${++count}`, 'contributor')
  })

  test('an administrator changes a role, with reason and history; nobody else may', async () => {
    expect(await outcome(change(w.lea, pat, { role: 'business_owner' }))).toBe(403)
    expect(await outcome(change(w.otto, pat, { role: 'business_owner' }))).toBe(404)
    expect((await rowOf(pat)).role).toBe('contributor')
    expect(await outcome(change(w.ada, pat, { role: 'business_owner', reason: 'Took over retail.' }))).toBe('done')
    expect((await rowOf(pat)).role).toBe('business_owner')
    expect(await eventsOf(pat)).toEqual(['member.role-changed'])
  })

  test('a disabled member comes in no more, and comes in again once enabled', async () => {
    const opens = async () =>
      (await w.superuser.query('select count(*)::int as n from access.open($1, $2)', [pat.accountId, 'bay'])).rows[0].n
    expect(await opens()).toBe(1)
    await change(w.ada, pat, { access: 'closed', reason: 'Left the company.' })
    expect(await opens()).toBe(0)
    await change(w.ada, pat, { access: 'open' })
    expect(await opens()).toBe(1)
    expect(await eventsOf(pat)).toEqual(['member.disabled', 'member.enabled'])
  })

  test('a disabled member comes in no more with a session of before, unless another organisation is left to them', async () => {
    const sessions = async () =>
      (await w.superuser.query('select 1 from access.session where account_id = $1', [pat.accountId])).rows.length
    await cookieOf(pat)
    await change(w.ada, pat, { access: 'closed' })
    expect(await sessions()).toBe(0)
    await change(w.ada, pat, { access: 'open' })
    await w.superuser.query('begin')
    await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
      w.otto.orgId,
    ])
    await w.superuser.query(
      `insert into member (org_id, id, account_id, name, email, role) values ($1, gen_random_uuid(), $2, 'Pat', $3, 'executive')`,
      [w.otto.orgId, pat.accountId, pat.email],
    )
    await w.superuser.query('commit')
    await cookieOf(pat)
    await change(w.ada, pat, { access: 'closed' })
    expect(await sessions()).toBe(1)
  })

  test('nobody comes back into a unit that was archived while they were disabled', async () => {
    const unit = await w.as(w.ada, (ctx) => createUnit(ctx, { name: `Gone ${count}`, parentId: null }))
    const edit = { name: pat.name, email: null, jobTitle: null }
    await w.as(w.ada, (ctx) => editMember(ctx, pat.memberId, { ...edit, unitId: unit.id, version: 1 }))
    await change(w.ada, pat, { access: 'closed' })
    await w.as(w.ada, (ctx) => archiveUnit(ctx, unit.id, { version: 1, reason: null }))
    expect(await outcome(change(w.ada, pat, { access: 'open' }))).toMatch(/unit is archived/)
    const { version } = await rowOf(pat)
    await w.as(w.ada, (ctx) => editMember(ctx, pat.memberId, { ...edit, unitId: null, version }))
    expect(await outcome(change(w.ada, pat, { access: 'open' }))).toBe('done')
  })

  test('a withdrawn invitation is not renewed into an archived unit', async () => {
    const unit = await w.as(w.ada, (ctx) => createUnit(ctx, { name: `Gone ${count}`, parentId: null }))
    const person = { name: 'Nia', email: `nia${count}@bay.example`, role: 'contributor' as const, unitId: unit.id }
    const { id } = await w.as(w.ada, (ctx) => inviteMember(ctx, person))
    await w.as(w.ada, (ctx) => withdrawInvitation(ctx, id, 1))
    await w.as(w.ada, (ctx) => archiveUnit(ctx, unit.id, { version: 1, reason: null }))
    expect(await outcome(w.as(w.ada, (ctx) => resendInvitation(ctx, id, 2)))).toMatch(/unit is archived/)
  })

  test('two changes of people at the same moment, each with a form’s key, do not wait for each other in a ring', async () => {
    const sam = await addPerson(w.superuser, { slug: 'bay', id: w.ada.orgId }, `Sam Too${count}`, 'contributor')
    const send = async (who: Person, round: number) => {
      const role = round % 2 ? 'contributor' : 'executive'
      const form = { role, access: 'open', reason: '', version: `${round + 1}`, _key: `ring-${who.memberId}-${round}` }
      const args = await argsFor(`/bay/people/${who.memberId}/access`, {
        as: w.ada,
        params: { id: who.memberId },
        form,
      })
      return statusOf(accessAction(args))
    }
    for (let round = 0; round < 6; round++)
      expect(await Promise.all([send(pat, round), send(sam, round)])).toEqual([302, 302])
  })

  test('an outdated form changes nothing', async () => {
    expect(await outcome(change(w.ada, pat, { role: 'executive', version: 99 }))).toMatch(/Somebody saved this/)
    expect((await rowOf(pat)).role).toBe('contributor')
  })

  test('nobody disables themselves', async () => {
    const second = await addPerson(w.superuser, { slug: 'bay', id: w.ada.orgId }, `Sam Second${count}`, 'administrator')
    expect(await outcome(change(second, second, { access: 'closed' }))).toMatch(/cannot disable yourself/)
    expect(await outcome(change(w.ada, second, { access: 'closed' }))).toBe('done')
  })
})

describe('the last administrator', () => {
  test('cannot be demoted or disabled; with a second one who has joined, they can', async () => {
    expect(await outcome(change(w.ada, w.ada, { role: 'cx_leader' }))).toMatch(/last active administrator/)
    // An invited administrator cannot come in yet, so they do not count.
    const ivy = await addPerson(w.superuser, { slug: 'bay', id: w.ada.orgId }, 'Ivy Invited', 'administrator')
    await raw(`update member set account_id = null where id = $1`, [ivy.memberId])
    expect(await outcome(change(w.ada, w.ada, { role: 'cx_leader' }))).toMatch(/last active administrator/)
    await raw(`update member set account_id = $2 where id = $1`, [ivy.memberId, ivy.accountId])
    expect(await outcome(change(w.ada, w.ada, { role: 'cx_leader' }))).toBe('done')
    expect(await outcome(change(ivy, ivy, { role: 'executive' }))).toMatch(/last active administrator/)
    expect(await outcome(change(ivy, w.ada, { role: 'administrator' }))).toBe('done')
    expect(await outcome(change(w.ada, ivy, { access: 'closed' }))).toBe('done')
  })

  test('remains when two administrators demote or disable each other at the same moment, again and again', async () => {
    const org = { slug: 'bay', id: w.ada.orgId }
    const zoe = await addPerson(w.superuser, org, 'Zoe Rival', 'administrator')
    for (let round = 0; round < 12; round++) {
      const wanted: Access = round % 2 ? { role: 'contributor' } : { access: 'closed' }
      const answers = await Promise.all([outcome(change(w.ada, zoe, wanted)), outcome(change(zoe, w.ada, wanted))])
      const { rows } = await w.superuser.query(
        `select id from member where org_id = $1 and role = 'administrator' and account_id is not null and disabled_at is null`,
        [org.id],
      )
      expect(rows).toHaveLength(1)
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
      await raw(`update member set role = 'administrator', disabled_at = null where id = any($1)`, [
        [w.ada.memberId, zoe.memberId],
      ])
    }
  })
})

test('an administrator demoted a moment ago changes nobody', async () => {
  const org = { slug: 'bay', id: w.ada.orgId }
  const [mia, noa, uma] = [
    await addPerson(w.superuser, org, 'Mia Demoted', 'administrator'),
    await addPerson(w.superuser, org, 'Noa Present', 'administrator'),
    await addPerson(w.superuser, org, 'Uma Changed', 'contributor'),
  ]
  // Mia's request has begun, and waits for the organisation that Noa holds while demoting her.
  let late: Promise<unknown> = Promise.resolve()
  await w.as(noa, async (ctx) => {
    const { version } = await rowOf(mia)
    await changeAccess(ctx, mia.memberId, { role: 'contributor', access: 'open', reason: null, version })
    late = outcome(change(mia, uma, { role: 'business_owner' }))
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  expect(await late).toBe(403)
  expect((await rowOf(uma)).role).toBe('contributor')
  expect(await outcome(change(noa, uma, { role: 'business_owner' }))).toBe('done')
})

test('only administrators admit somebody without an invitation', async () => {
  const person = { name: 'Odd Admitted', email: 'odd@bay.example', role: 'contributor' as const }
  const admit = (as: Person) => outcome(w.as(as, (ctx) => admitMember(ctx, person, null)))
  expect(await admit(w.lea)).toBe(403)
  expect(await admit(w.ada)).toBe('done')
})

describe('editing', () => {
  test('keeps the address of people who joined, and corrects that of invited ones', async () => {
    const { id: unitId } = await w.as(w.ada, (ctx) => createUnit(ctx, { name: 'Terminal 1', parentId: null }))
    const form = { name: 'Bo Q. Quay', email: w.bo.email, jobTitle: 'Head of retail', unitId, version: 1 }
    expect(await outcome(w.as(w.lea, (ctx) => editMember(ctx, w.bo.memberId, form)))).toBe(403)
    await w.as(w.ada, (ctx) => editMember(ctx, w.bo.memberId, form))
    const bo = await w.as(w.ada, (ctx) => findMember(ctx, w.bo.memberId))
    expect(bo).toMatchObject({ name: 'Bo Q. Quay', jobTitle: 'Head of retail', unitName: 'Terminal 1', version: 2 })
    expect(Object.keys(bo)).not.toContain('accountId')
    const other = { ...form, email: 'new@bay.example', version: 2 }
    expect(await outcome(w.as(w.ada, (ctx) => editMember(ctx, w.bo.memberId, other)))).toMatch(/how they sign in/)
  })

  test('a unit of another organisation is no unit', async () => {
    await raw(`update member set role = 'administrator' where id = $1`, [w.otto.memberId], w.otto.orgId)
    const { id } = await w.as(w.otto, (ctx) => createUnit(ctx, { name: 'Theirs', parentId: null }))
    const form = { name: 'Ben Reed', email: null, jobTitle: null, unitId: id, version: 1 }
    expect(await outcome(w.as(w.ada, (ctx) => editMember(ctx, w.ben.memberId, form)))).toMatch(/from the list/)
  })
})

describe('what a member owns', () => {
  test('is counted, listed with links, and stays theirs when they are disabled', async () => {
    const input = (name: string, stage = {}) => initiativeInput({ name, ownerId: w.ben.memberId, ...stage })
    for (const name of ['Faster security', 'Clearer signs', 'Warmer welcome'])
      await w.as(w.lea, (ctx) => createInitiative(ctx, input(name)))
    await w.as(w.lea, (ctx) => createInitiative(ctx, initiativeInput({ name: 'Lounge', sponsorId: w.ben.memberId })))
    const held = await w.as(w.ada, (ctx) => listHoldings(ctx, w.ben.memberId))
    expect(held.map(({ kind, part, count }) => ({ kind, part, count }))).toEqual([
      { kind: 'initiative', part: 'owner', count: 3 },
      { kind: 'initiative', part: 'sponsor', count: 1 },
    ])
    expect(held[0]!.first.map(({ title }) => title)).toEqual(['Clearer signs', 'Faster security', 'Warmer welcome'])
    expect(held[0]!.href).toBe(`/bay/initiatives?owner=${w.ben.memberId}`)
    await change(w.ada, w.ben, { access: 'closed' })
    expect(await w.as(w.ada, (ctx) => listHoldings(ctx, w.ben.memberId))).toEqual(held)
    const flagged = readListQuery('http://x/bay/people?state=still+owns', memberListRules)
    const { rows, total } = await w.as(w.ada, (ctx) => listMembers(ctx, flagged))
    expect({ total, first: rows[0]!.name, holds: rows[0]!.holds }).toEqual({ total: 1, first: 'Ben Reed', holds: 4 })
  })
})

describe('the list', () => {
  const list = (query: string) =>
    w.as(w.eva, (ctx) => listMembers(ctx, readListQuery(`http://x/bay/people?${query}`, memberListRules)))

  test('narrows by role, state and words, and holds nobody of another organisation', async () => {
    expect((await list('role=executive')).rows.map(({ name }) => name)).toEqual(['Eva Stone'])
    expect((await list('q=EVA')).rows.map(({ name }) => name)).toEqual(['Eva Stone'])
    expect((await list('state=disabled&q=ben')).total).toBe(1)
    expect((await list('q=%25')).total).toBe(0)
    expect((await list('q=otto')).total).toBe(0)
    for (const sort of ['name', '-role', 'unit', '-joined'])
      expect((await list(`sort=${sort}`)).total).toBeGreaterThan(6)
  })
})

test('the policy says the same as the commands', () => {
  const as = (role: 'administrator' | 'cx_leader' | 'executive') => ({ role, memberId: 'm', unitId: null })
  expect(may(as('administrator'), 'member.disable')).toBe(true)
  expect(may(as('cx_leader'), 'member.disable')).toBe(false)
  expect(may(as('executive'), 'member.invite')).toBe(false)
})
