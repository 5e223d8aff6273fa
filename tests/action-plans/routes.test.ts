import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createActionItem } from '#app/action-plans/action-items.server.ts'
import { newItemForm } from '#app/action-plans/action-item.ts'
import { createActionPlan } from '#app/action-plans/action-plans.server.ts'
import { newPlanForm } from '#app/action-plans/action-plan.ts'
import { createMilestone } from '#app/action-plans/milestones.server.ts'
import { newMilestoneForm } from '#app/action-plans/milestone.ts'
import { makePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import * as acceptance from '#app/action-plans/routes/acceptance.tsx'
import * as acknowledgement from '#app/action-plans/routes/acknowledgement.tsx'
import * as archive from '#app/action-plans/routes/archive.tsx'
import * as completion from '#app/action-plans/routes/completion.tsx'
import * as edit from '#app/action-plans/routes/edit.tsx'
import * as editItem from '#app/action-plans/routes/edit-item.tsx'
import * as editMilestone from '#app/action-plans/routes/edit-milestone.tsx'
import * as index from '#app/action-plans/routes/index.tsx'
import * as item from '#app/action-plans/routes/item.tsx'
import * as itemArchive from '#app/action-plans/routes/item-archive.tsx'
import * as itemCompletion from '#app/action-plans/routes/item-completion.tsx'
import * as itemDueDate from '#app/action-plans/routes/item-due-date.tsx'
import * as items from '#app/action-plans/routes/items.tsx'
import * as milestoneArchive from '#app/action-plans/routes/milestone-archive.tsx'
import * as milestoneReached from '#app/action-plans/routes/milestone-reached.tsx'
import * as create from '#app/action-plans/routes/new.tsx'
import * as newItem from '#app/action-plans/routes/new-item.tsx'
import * as newMilestone from '#app/action-plans/routes/new-milestone.tsx'
import * as newUpdate from '#app/action-plans/routes/new-update.tsx'
import * as show from '#app/action-plans/routes/show.tsx'
import * as update from '#app/action-plans/routes/update.tsx'
import { record } from '#app/history/record.server.ts'
import { type Person, type World, argsFor, makeWorld, statusOf } from '../support/world.ts'
import { filled, updateForm } from './plans-world.ts'

let world: World
let initiative: string
let plan: string
let milestone: string
let one: string
let said: string
beforeAll(async () => {
  world = await makeWorld()
  initiative = randomUUID()
  await world.as(world.lea, async (ctx) => {
    await ctx.db
      .insertInto('initiative')
      .values({ id: initiative, name: 'Signs', stage: 'running', ownerId: world.lea.memberId })
      .execute()
    record(ctx, { verb: 'initiative.created', kind: 'initiative', id: initiative, title: 'Signs' })
  })
})
afterAll(() => world.close())
beforeEach(async () => {
  const people = { ownerId: world.bo.memberId, reviewerId: world.eva.memberId }
  const form = filled(newPlanForm, { initiativeId: initiative, name: 'Hall A', cadence: 'weekly', ...people })
  await world.as(world.lea, async (ctx) => {
    plan = (await createActionPlan(ctx, form)).id
    milestone = (
      await createMilestone(ctx, plan, filled(newMilestoneForm, { name: 'Signs hang', dueOn: '2030-01-01' }))
    ).id
    one = (await createActionItem(ctx, plan, filled(newItemForm, { title: 'Walk', dueOn: '2030-01-01' }))).id
  })
  said = (await world.as(world.bo, (ctx) => makePlanUpdate(ctx, plan, updateForm(0)))).id
})

interface Route {
  loader: (args: LoaderFunctionArgs) => Promise<unknown>
  action?: (args: ActionFunctionArgs) => Promise<unknown>
}
const paramsOf = () => ({ id: plan, milestone, update: said })
const get = async (
  route: Route,
  as: Person | undefined,
  params: Record<string, string> = paramsOf(),
  search = '',
  org = 'bay',
) => statusOf(route.loader(await argsFor(`/${org}/x${search}`, { as, params })))
const answer = async (
  route: Required<Route>,
  as: Person | undefined,
  form: Record<string, string>,
  params: Record<string, string> = paramsOf(),
) => route.action(await argsFor('/bay/x', { as, params, form }))
const post = async (...call: Parameters<typeof answer>) => statusOf(answer(...call))
const itemParams = () => ({ id: one })

describe('reading', () => {
  const pages: [string, Route, () => Record<string, string>][] = [
    ['the list', index, () => ({})],
    ['a plan', show, paramsOf],
    ['an update', update, paramsOf],
    ['all items', items, () => ({})],
    ['an item', item, itemParams],
  ]
  it.each(pages)('%s is for every member, and for nobody else', async (_name, route, params) => {
    for (const person of [world.lea, world.bo, world.ben, world.cora, world.eva])
      expect(await get(route, person, params())).toBe(200)
    expect(await get(route, undefined, params())).toBe(302)
    expect(await get(route, world.otto, params())).toBe(404)
  })

  it('of what is not there, not well-formed or not of this organisation is 404', async () => {
    for (const id of [randomUUID(), 'x', `${plan} `]) {
      expect(await get(show, world.lea, { id })).toBe(404)
      expect(await get(item, world.lea, { id })).toBe(404)
      expect(await get(update, world.lea, { id: plan, update: id })).toBe(404)
    }
    expect(await get(show, world.otto, paramsOf(), '', 'other')).toBe(404)
  })

  it('narrows lists by every filter, sort and search, and ignores nonsense', async () => {
    const total = async (route: typeof index | typeof items, search: string) =>
      ((await route.loader(await argsFor(`/bay/x${search}`, { as: world.bo, params: {} }))) as { total: number }).total
    const all = await total(index, '')
    expect(all).toBeGreaterThan(0)
    for (const search of [
      'owner=me',
      `owner=${world.bo.memberId}`,
      'stated=on track',
      `initiative=${initiative}`,
      'q=hall',
      'show=open',
      'attention=not accepted',
    ])
      expect(await total(index, `?${search}`)).toBe(all)
    for (const search of [
      'owner=none',
      'derived=stale',
      'attention=disagreement',
      'attention=overdue',
      'attention=help wanted',
      'attention=late items',
      'show=archived',
      'show=finished',
      `unit=${randomUUID()}`,
      'q=%25',
      'owner=nobody-such',
    ])
      expect(await total(index, `?${search}`)).toBe(0)
    expect(await total(index, '?derived=nonsense&sort=nonsense&page=-1')).toBe(all)
    for (const sort of ['name', '-initiative', 'owner', '-status', 'progress', 'updated', '-due'])
      expect(await total(index, `?sort=${sort}`)).toBe(all)
    const open = await total(items, '')
    for (const search of ['show=open', 'attention=no owner', 'owner=none', 'q=walk', ''])
      expect(await total(items, `?${search}`)).toBe(open)
    for (const search of [
      'show=done',
      'attention=overdue',
      'attention=blocked',
      'attention=moved',
      'attention=due soon',
      'attention=no date',
      'owner=me',
      'q=_',
    ])
      expect(await total(items, `?${search}`)).toBe(0)
    expect(await total(items, `?plan=${plan}`)).toBe(1)
    for (const sort of ['due', '-title', 'owner', 'plan', '-progress'])
      expect(await total(items, `?sort=${sort}`)).toBe(open)
  })
})

describe('forms', () => {
  const forms: [string, Route, () => Record<string, string>, (keyof World)[]][] = [
    ['new plan', create, () => ({}), ['lea']],
    ['edit plan', edit, paramsOf, ['lea', 'bo']],
    ['accept plan', acceptance, paramsOf, ['bo']],
    ['finish plan', completion, paramsOf, ['lea', 'bo']],
    ['archive plan', archive, paramsOf, ['lea']],
    ['new update', newUpdate, paramsOf, ['lea', 'bo']],
    ['acknowledge update', acknowledgement, paramsOf, ['lea', 'eva']],
    ['new milestone', newMilestone, paramsOf, ['lea', 'bo']],
    ['edit milestone', editMilestone, paramsOf, ['lea', 'bo']],
    ['reach milestone', milestoneReached, paramsOf, ['lea', 'bo']],
    ['archive milestone', milestoneArchive, paramsOf, ['lea', 'bo']],
    ['new item', newItem, paramsOf, ['lea', 'bo']],
    ['edit item', editItem, itemParams, ['lea', 'bo']],
    ['finish item', itemCompletion, itemParams, ['lea', 'bo']],
    ['move item', itemDueDate, itemParams, ['lea', 'bo']],
    ['archive item', itemArchive, itemParams, ['lea', 'bo']],
  ]
  it.each(forms)(
    '%s is drawn for those who may send it: others 403, strangers to sign in',
    async (_name, route, params, allowed) => {
      for (const who of ['lea', 'bo', 'ben', 'cora', 'eva'] as const)
        expect([who, await get(route, world[who], params())]).toEqual([who, allowed.includes(who) ? 200 : 403])
      expect(await get(route, undefined, params())).toBe(302)
      expect(await get(route, world.otto, params())).toBe(404)
    },
  )

  it('say 400 for what is missing, 302 when done, 409 to the second of two', async () => {
    const good = {
      name: 'Hall B',
      purpose: '',
      ownerId: '',
      reviewerId: '',
      cadence: 'monthly',
      startsOn: '',
      endsOn: '',
      kpiId: '',
    }
    expect(await post(create, world.lea, { ...good, initiativeId: initiative, name: '' })).toBe(400)
    expect(await post(create, world.lea, { ...good, initiativeId: initiative, surprise: 'x' })).toBe(400)
    expect(await post(create, world.lea, { ...good, initiativeId: randomUUID() })).toBe(404)
    expect(await post(create, world.ben, { ...good, initiativeId: initiative })).toBe(403)
    expect(await post(create, world.lea, { ...good, initiativeId: initiative })).toBe(302)
    expect(await post(edit, world.bo, { ...good, version: '1' })).toBe(302)
    const second = (await answer(edit, world.lea, { ...good, version: '1', name: 'Mine' })) as {
      data: { conflict: unknown; values: unknown }
    }
    expect(second.data).toMatchObject({
      values: { name: 'Mine' },
      conflict: { version: 2, by: world.bo.name, now: { name: 'Hall B' } },
    })
  })

  it('keep what was typed when something is refused', async () => {
    const refused = (await answer(completion, world.bo, { to: 'finished', reason: '', version: '1' })) as {
      data: { status: number; errors: object }
    }
    expect(refused.data).toMatchObject({
      status: 422,
      values: { to: 'finished' },
      errors: { reason: expect.stringContaining('still open') },
    })
  })

  it('send an update once, however often the same form arrives, and go back where one came from', async () => {
    const form = {
      version: '1',
      statedStatus: 'at risk',
      sentence: 'The printer is late.',
      nextStep: '',
      helpWanted: '',
      _key: 'update-form-1',
      _back: '/bay/duties',
    }
    const first = (await answer(newUpdate, world.bo, form)) as Response
    const again = (await answer(newUpdate, world.bo, form)) as Response
    expect([first.status, first.headers.get('location'), again.status]).toEqual([302, '/bay/duties', 302])
    expect(first.headers.get('set-cookie')).toContain('Update%20sent')
    const { rows } = await world.superuser.query(
      'select count(*)::int as n from plan_update where action_plan_id = $1',
      [plan],
    )
    expect(rows[0].n).toBe(2)
    expect(await post(newUpdate, world.ben, { ...form, version: '2', _key: 'update-form-2' })).toBe(403)
  })

  it('of items: done and open again, moved with a reason, archived and restored', async () => {
    expect(await post(itemCompletion, world.ben, { to: 'done' }, itemParams())).toBe(403)
    expect(await post(itemCompletion, world.bo, { to: 'gone' }, itemParams())).toBe(400)
    expect(await post(itemCompletion, world.bo, { to: 'done' }, itemParams())).toBe(302)
    expect(await post(itemCompletion, world.bo, { to: 'open' }, itemParams())).toBe(302)
    expect(await post(itemDueDate, world.bo, { dueOn: '2030-02-01', reason: '', version: '3' }, itemParams())).toBe(422)
    expect(await post(itemDueDate, world.bo, { dueOn: '2030-02-01', reason: 'Ill.', version: '3' }, itemParams())).toBe(
      302,
    )
    expect(await post(itemArchive, world.bo, { reason: '', version: '4' }, itemParams())).toBe(302)
    expect(await post(itemArchive, world.bo, { reason: '', version: '5' }, itemParams())).toBe(302)
    expect(
      await post(
        editItem,
        world.bo,
        { title: 'Walk twice', version: '6', weight: '2', evidenceUrl: 'ftp://x' },
        itemParams(),
      ),
    ).toBe(400)
    expect(await post(editItem, world.bo, { title: 'Walk twice', version: '6', weight: '2' }, itemParams())).toBe(302)
  })

  it('of milestones and acknowledgements answer the same way', async () => {
    expect(await post(milestoneReached, world.bo, { to: 'reached' })).toBe(302)
    expect(await post(milestoneReached, world.ben, { to: 'open' })).toBe(403)
    expect(await post(newMilestone, world.bo, { name: '', dueOn: '2030-02-30' })).toBe(400)
    expect(await post(acknowledgement, world.bo, {})).toBe(403)
    expect(await post(acknowledgement, world.eva, {})).toBe(302)
    expect(await post(acceptance, world.lea, { version: '1' })).toBe(403)
    expect(await post(acceptance, world.bo, { version: '1' })).toBe(302)
    expect(await post(archive, world.bo, { version: '2', reason: '' })).toBe(403)
    expect(await post(archive, world.lea, { version: '2', reason: '' })).toBe(302)
    expect(await post(newItem, world.lea, { title: 'Too late' })).toBe(422)
  })
})
