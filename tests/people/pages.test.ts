// The pages of people: who gets what status, and that a refused form keeps what was typed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { permissionTable } from '#app/people/permissions.ts'
import { abilities, may } from '#app/access/policy.ts'
import { roles } from '#app/access/viewer.ts'
import { action as accessAction, loader as accessLoader } from '#app/people/routes/access.tsx'
import { action as editAction, loader as editLoader } from '#app/people/routes/edit.tsx'
import { action as editUnitAction, loader as editUnitLoader } from '#app/people/routes/edit-unit.tsx'
import { loader as listLoader } from '#app/people/routes/index.tsx'
import { action as invitationAction, loader as invitationLoader } from '#app/people/routes/invitation.tsx'
import { action as newAction, loader as newLoader } from '#app/people/routes/new.tsx'
import { action as newUnitAction, loader as newUnitLoader } from '#app/people/routes/new-unit.tsx'
import { action as severalAction, loader as severalLoader } from '#app/people/routes/new-several.tsx'
import { loader as permissionsLoader } from '#app/people/routes/permissions.tsx'
import { action as settingsAction, loader as settingsLoader } from '#app/people/routes/settings.tsx'
import { loader as showLoader } from '#app/people/routes/show.tsx'
import { action as archiveAction, loader as archiveLoader } from '#app/people/routes/unit-archive.tsx'
import { loader as unitLoader } from '#app/people/routes/unit.tsx'
import { loader as unitsLoader } from '#app/people/routes/units.tsx'
import { type Person, type World, argsFor, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
let unit: string
let invited: string
beforeAll(async () => {
  w = await makeWorld()
  await newUnitAction(await argsFor('/bay/units/new', { as: w.ada, form: { name: 'Harbour', parentId: '' } }))
  unit = (await w.superuser.query(`select id from unit where name = 'Harbour'`)).rows[0].id
  const person = { name: 'Nora New', email: 'nora@new.example', role: 'contributor', unitId: unit, jobTitle: '' }
  await newAction(await argsFor('/bay/people/new', { as: w.ada, form: person }))
  invited = (await w.superuser.query(`select id from member where email = 'nora@new.example'`)).rows[0].id
})
afterAll(() => w.close())

type Door = (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<unknown>
const call = async (door: Door, as: Person | undefined, id?: string, form?: Record<string, string>, org = 'bay') =>
  statusOf(door(await argsFor(`/${org}/x`, { as, params: id ? { id } : {}, form })))

describe('reading', () => {
  const open: [string, Door, () => string | undefined][] = [
    ['the list', listLoader, () => undefined],
    ['a person', showLoader, () => w.bo.memberId],
    ['the units', unitsLoader, () => undefined],
    ['a unit', unitLoader, () => unit],
  ]
  test.each(open)('%s is open to members and to nobody else', async (_, door, id) => {
    expect(await call(door, w.cora, id())).toBe(200)
    expect(await call(door, undefined, id())).toBe(302)
    expect(await call(door, w.otto, id())).toBe(404)
  })

  const guarded: [string, Door, () => string | undefined, allowed: 'ada' | 'lea', denied: 'lea' | 'bo'][] = [
    ['inviting', newLoader, () => undefined, 'lea', 'bo'],
    ['inviting several', severalLoader, () => undefined, 'lea', 'bo'],
    ['an invitation', invitationLoader, () => invited, 'lea', 'bo'],
    ['editing a person', editLoader, () => w.bo.memberId, 'ada', 'lea'],
    ['role and access', accessLoader, () => w.bo.memberId, 'ada', 'lea'],
    ['a new unit', newUnitLoader, () => undefined, 'lea', 'bo'],
    ['editing a unit', editUnitLoader, () => unit, 'lea', 'bo'],
    ['archiving a unit', archiveLoader, () => unit, 'lea', 'bo'],
    ['settings', settingsLoader, () => undefined, 'ada', 'lea'],
    ['permissions', permissionsLoader, () => undefined, 'lea', 'bo'],
  ]
  test.each(guarded)('%s is shown to those who may do it', async (_, door, id, allowed, denied) => {
    expect(await call(door, w[allowed], id())).toBe(200)
    expect(await call(door, w[denied], id())).toBe(403)
    expect(await call(door, w.otto, id())).toBe(404)
    expect(await call(door, undefined, id())).toBe(302)
  })

  test('unknown, foreign and malformed ids are all absent', async () => {
    for (const id of ['00000000-0000-7000-8000-000000000000', w.otto.memberId, 'x', "1' or 1=1"]) {
      expect(await call(showLoader, w.ada, id)).toBe(404)
      expect(await call(editLoader, w.ada, id)).toBe(404)
      expect(await call(unitLoader, w.ada, id)).toBe(404)
    }
  })

  test('a person’s page carries nothing that is not shown', async () => {
    const shown = (await showLoader(await argsFor('/bay/x', { as: w.cora, params: { id: w.bo.memberId } }))) as object
    expect(JSON.stringify(shown)).not.toContain(w.bo.accountId)
    expect(JSON.stringify(shown)).not.toContain(w.bo.orgId)
    expect((shown as { can: object }).can).toEqual({ edit: false, access: false, invite: false, account: false })
  })
})

describe('writing', () => {
  const person = { name: 'Piet Post', email: 'piet@new.example', role: 'contributor', unitId: '', jobTitle: '' }

  test('statuses of inviting', async () => {
    expect(await call(newAction, w.bo, undefined, person)).toBe(403)
    expect(await call(newAction, w.otto, undefined, person)).toBe(404)
    expect(await call(newAction, undefined, undefined, person)).toBe(302)
    expect((await w.superuser.query(`select 1 from member where email = 'piet@new.example'`)).rows).toHaveLength(0)
    expect(await call(newAction, w.lea, undefined, { ...person, role: 'king' })).toBe(400)
    expect(await call(newAction, w.lea, undefined, { ...person, email: 'piet' })).toBe(400)
    expect(await call(newAction, w.lea, undefined, { ...person, accountId: w.ada.accountId })).toBe(400)
    expect(await call(newAction, w.lea, undefined, { ...person, role: 'administrator' })).toBe(422)
    expect(await call(newAction, w.lea, undefined, person)).toBe(302)
    expect(await call(newAction, w.lea, undefined, person)).toBe(422)
  })

  test('a list is invited whole or not at all, and what was pasted is kept', async () => {
    const good = 'One Person <one@list.example>\nTwo Person <two@list.example>'
    const post = async (people: string) =>
      severalAction(await argsFor('/bay/x', { as: w.lea, form: { people, role: 'contributor', unitId: unit } }))
    const bad = (await post(`${good}\nnobody`)) as unknown as {
      data: { errors: Record<string, string>; values: Record<string, string> }
    }
    expect(bad.data.errors.people).toContain('Line 3')
    expect(bad.data.values.people).toContain('nobody')
    const count = async () =>
      (await w.superuser.query(`select 1 from member where email like '%@list.example'`)).rows.length
    expect(await count()).toBe(0)
    expect(await statusOf(post(good))).toBe(302)
    expect(await count()).toBe(2)
    expect(await statusOf(post(good))).toBe(422)
    const mails = await w.superuser.query(`select 1 from mail where to_address like '%@list.example'`)
    expect(mails.rows).toHaveLength(2)
  })

  test('statuses of editing, access and invitation', async () => {
    const edit = { name: 'Ben Reed', email: '', jobTitle: 'Retail', unitId: unit, version: '1' }
    expect(await call(editAction, w.lea, w.ben.memberId, edit)).toBe(403)
    expect(await call(editAction, w.ada, w.ben.memberId, edit)).toBe(302)
    expect(await call(editAction, w.ada, w.ben.memberId, edit)).toBe(409)
    expect(await call(editAction, w.ada, w.otto.memberId, edit)).toBe(404)
    const access = { role: 'executive', access: 'open', reason: '', version: '2' }
    expect(await call(accessAction, w.lea, w.ben.memberId, access)).toBe(403)
    expect(await call(accessAction, w.ada, w.ben.memberId, access)).toBe(302)
    expect(await call(accessAction, w.ada, w.ada.memberId, { ...access, version: '1' })).toBe(422)
    expect(await call(invitationAction, w.bo, invited, { act: 'withdraw', version: '1' })).toBe(403)
    expect(await call(invitationAction, w.lea, w.ben.memberId, { act: 'withdraw', version: '3' })).toBe(422)
    expect(await call(invitationAction, w.lea, invited, { act: 'withdraw', version: '9' })).toBe(409)
    expect(await call(invitationAction, w.lea, invited, { act: 'withdraw', version: '1' })).toBe(302)
    expect(await call(invitationAction, w.lea, invited, { act: 'send', version: '2' })).toBe(302)
    expect(await call(invitationLoader, w.lea, w.ben.memberId)).toBe(302) // joined: nothing to do there
    const gone = await invitationLoader(
      await argsFor('/bay/people/x/invitation', { as: w.lea, params: { id: w.ben.memberId } }),
    ).catch((answer: Response) => answer)
    expect(decodeURIComponent((gone as Response).headers.get('set-cookie') ?? '')).toContain(
      'Ben Reed has joined already',
    )
  })

  test('an administrator’s invitation is for administrators to renew or withdraw', async () => {
    const email = 'ivy@new.example'
    await call(newAction, w.ada, undefined, { ...person, email, role: 'administrator' })
    const { id } = (await w.superuser.query('select id from member where email = $1', [email])).rows[0]
    for (const act of ['send', 'withdraw'])
      expect(await call(invitationAction, w.lea, id, { act, version: '1' })).toBe(422)
    expect(await call(invitationAction, w.ada, id, { act: 'withdraw', version: '1' })).toBe(302)
  })

  test('statuses of units', async () => {
    expect(await call(newUnitAction, w.bo, undefined, { name: 'No', parentId: '' })).toBe(403)
    expect(await call(newUnitAction, w.lea, undefined, { name: '', parentId: '' })).toBe(400)
    expect(await call(newUnitAction, w.lea, undefined, { name: 'harbour', parentId: '' })).toBe(422)
    expect(await call(editUnitAction, w.lea, unit, { name: 'Harbour', parentId: unit, version: '1' })).toBe(422)
    expect(await call(editUnitAction, w.otto, unit, { name: 'Mine', parentId: '', version: '1' })).toBe(404)
    expect(await call(archiveAction, w.lea, unit, { reason: '', version: '1' })).toBe(422)
    expect(await call(archiveAction, w.bo, unit, { reason: '', version: '1' })).toBe(403)
  })
})

describe('settings', () => {
  const form = (given: Record<string, string> = {}) => ({
    name: 'Bay Company',
    timeZone: 'Europe/Lisbon',
    locale: 'de-DE',
    currency: 'CHF',
    digestHour: '6',
    graceDays: '5',
    idleMinutes: '45',
    absoluteHours: '24',
    version: '1',
    ...given,
  })

  test.each([
    ['a time zone that is none', { timeZone: 'Europe/Atlantis' }, 400],
    ['a language that is none', { locale: 'xx-nope-zz' }, 400],
    ['a currency that is none', { currency: 'AAA' }, 422],
    ['an hour that is none', { digestHour: '24' }, 400],
    ['half a day of grace', { graceDays: '0.5' }, 400],
    ['a session that ends before it is idle', { idleMinutes: '61', absoluteHours: '1' }, 400],
    ['a session that lives on longer unused than is allowed', { idleMinutes: '481' }, 400],
    ['a session that lives longer in all than is allowed', { absoluteHours: '169' }, 400],
    ['an older version', { version: '0' }, 409],
    ['a field of another table', { slug: 'mine' }, 400],
  ])('refuse %s', async (_, given, status) => {
    expect(await call(settingsAction, w.ada, undefined, form(given as unknown as Record<string, string>))).toBe(status)
    expect((await w.superuser.query(`select version, slug from organisation where slug = 'bay'`)).rows[0].version).toBe(
      1,
    )
  })

  test('are changed by administrators, hold at once and are recorded', async () => {
    expect(await call(settingsAction, w.lea, undefined, form())).toBe(403)
    expect(await call(settingsAction, w.ada, undefined, form())).toBe(302)
    const [row] = (await w.superuser.query(`select * from organisation where slug = 'bay'`)).rows
    expect(row).toMatchObject({
      time_zone: 'Europe/Lisbon',
      locale: 'de-DE',
      currency: 'CHF',
      digest_hour: 6,
      idle_minutes: 45,
      version: 2,
    })
    expect((await w.superuser.query(`select time_zone from organisation where slug = 'other'`)).rows[0].time_zone).toBe(
      'Europe/Berlin',
    )
    expect(await w.as(w.bo, async (ctx) => ctx.org.timeZone)).toBe('Europe/Lisbon')
    const events = await w.superuser.query(`select verb from history.event where kind = 'organisation'`)
    expect(events.rows).toEqual([{ verb: 'organisation.edited' }])
  })
})

test('the permissions page says for every ability and role what the policy decides', () => {
  const rows = permissionTable().flatMap((group) => group.rows)
  expect(rows.map(({ ability }) => ability).sort()).toEqual(Object.keys(abilities).sort())
  for (const row of rows)
    for (const role of roles) {
      const everywhere = may({ role, memberId: 'm', unitId: 'u' }, row.ability as keyof typeof abilities, {})
      expect(row.roles[role] === 'yes').toBe(everywhere)
    }
})
