import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Conflict, Refusal } from '#app/access/problems.ts'
import {
  acceptActionPlan,
  archiveActionPlan,
  completeActionPlan,
  createActionPlan,
  editActionPlan,
} from '#app/action-plans/action-plans.server.ts'
import { completeActionItem } from '#app/action-plans/action-items.server.ts'
import { editPlanForm, newPlanForm, planValues } from '#app/action-plans/action-plan.ts'
import { timelineOf } from '#app/history/timeline.server.ts'
import type { Context } from '#app/access/context.server.ts'
import { type Person, type PlansWorld, filled, leave, newItem, newPlan, planForm, plansWorld } from './plans-world.ts'

let world: PlansWorld
let planId: string
beforeAll(async () => void (world = await plansWorld()))
afterAll(leave)
beforeEach(async () => void (planId = await newPlan(world)))

const plan = (ctx: Context, id = planId) =>
  ctx.db.selectFrom('actionPlan').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const edited = async (who: Person, fields: Record<string, string>) =>
  world.as(who, async (ctx) => {
    const row = await plan(ctx)
    const form = filled(editPlanForm, { ...planValues(row), version: String(row.version), ...fields })
    await editActionPlan(ctx, planId, form)
    return plan(ctx)
  })
const status = (problem: unknown) => (problem as Response).status
const refused = async (work: Promise<unknown>) => {
  const problem = await work.then(
    () => null,
    (error: unknown) => error,
  )
  expect(problem).toBeInstanceOf(Refusal)
  return problem as Refusal
}

describe('a plan', () => {
  it('is added by leaders and by the owner of its initiative, and by nobody else', async () => {
    const add = (who: Person) => world.as(who, (ctx) => createActionPlan(ctx, planForm(world)))
    for (const who of ['leader', 'sponsor'] as const) expect((await add(who)).id).toBeTruthy()
    for (const who of ['owner', 'stranger', 'contributor', 'reviewer'] as const)
      expect(await add(who).catch(status)).toBe(403)
  })

  it('has its standing and its history from the first moment', async () => {
    const [standing, event] = await world.as('leader', async (ctx) => [
      await ctx.db.selectFrom('planStanding').selectAll().where('actionPlanId', '=', planId).executeTakeFirstOrThrow(),
      await sql<{
        verb: string
        n: number
      }>`select e.verb, count(*) over () as n from history.event_subject s join history.event e using (org_id, seq)
        where s.subject_id = ${planId}`.execute(ctx.db),
    ])
    expect(standing).toMatchObject({
      derived: 'no data',
      nextUpdateDueOn: '2026-04-02',
      progress: null,
      disagrees: false,
    })
    expect(event.rows).toEqual([{ verb: 'action_plan.created', n: 1 }])
  })

  it('is refused under an unknown initiative, a finished one, or with people who left', async () => {
    const add = (fields: Record<string, string>) =>
      world.as('leader', (ctx) => createActionPlan(ctx, planForm(world, fields)))
    expect(await add({ initiativeId: '00000000-0000-7000-8000-000000000000' }).catch(status)).toBe(404)
    expect(await add({ ownerId: '00000000-0000-7000-8000-000000000000' }).catch(status)).toBe(404)
    expect((await refused(add({ ownerId: world.ids.leaver }))).errors).toHaveProperty('ownerId')
  })

  it('has no reviewer who is its owner, and does not end before it starts', () => {
    const fields = { initiativeId: world.ids.initiative, name: 'X', cadence: 'weekly' }
    expect(() => filled(newPlanForm, { ...fields, ownerId: world.ids.owner, reviewerId: world.ids.owner })).toThrow(
      'reviewerId',
    )
    expect(() => filled(newPlanForm, { ...fields, startsOn: '2026-02-02', endsOn: '2026-02-01' })).toThrow('endsOn')
  })
})

describe('its owner', () => {
  it('is handed over with a reason, which the new owner reads in the history', async () => {
    await edited('leader', { ownerId: world.ids.stranger, ownerReason: 'On leave until June.' })
    const { events } = await world.as('stranger', (ctx) => timelineOf(ctx, 'action_plan', planId))
    expect(events[0]).toMatchObject({ verbText: 'edited', reason: 'On leave until June.' })
    expect(events[0]!.changes).toContainEqual({ label: 'Owner', before: 'owner', after: 'stranger' })
  })

  it('accepts, once, and nobody else can', async () => {
    const accept = (who: Person) => world.as(who, (ctx) => acceptActionPlan(ctx, planId, 1))
    expect(await accept('leader').catch(status)).toBe(403)
    expect(await accept('reviewer').catch(status)).toBe(403)
    await accept('owner')
    await accept('owner')
    expect(await world.as('owner', (ctx) => plan(ctx))).toMatchObject({ version: 2 })
  })

  it('has to accept anew when it is somebody else; who appoints themselves has accepted', async () => {
    await world.as('owner', (ctx) => acceptActionPlan(ctx, planId, 1))
    expect((await edited('leader', { name: 'Renamed' })).ownerAcceptedAt).not.toBeNull()
    expect((await edited('leader', { ownerId: world.ids.stranger })).ownerAcceptedAt).toBeNull()
    expect((await edited('leader', { ownerId: world.ids.leader })).ownerAcceptedAt).not.toBeNull()
  })
})

describe('editing', () => {
  it('is for leaders and the owners of plan and initiative', async () => {
    for (const who of ['leader', 'sponsor', 'owner'] as const)
      expect((await edited(who, { purpose: who })).purpose).toBe(who)
    for (const who of ['stranger', 'contributor', 'reviewer'] as const)
      expect(await edited(who, { purpose: who }).catch(status)).toBe(403)
  })

  it('by many who hold the same version is won by exactly one; the others get both versions', async () => {
    const form = (n: number) => filled(editPlanForm, { ...planValues({ ...base, name: `Name ${n}` }), version: '1' })
    const base = await world.as('leader', (ctx) => plan(ctx))
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => world.as('owner', (ctx) => editActionPlan(ctx, planId, form(n)))),
    )
    const lost = results.filter((result) => result.status === 'rejected').map((result) => result.reason as Conflict)
    expect(lost).toHaveLength(19)
    const now = await world.as('owner', (ctx) => plan(ctx))
    expect(now.version).toBe(2)
    for (const conflict of lost) {
      expect(conflict).toBeInstanceOf(Conflict)
      expect(conflict.version).toBe(2)
      expect(conflict.now).toEqual(planValues(now))
      expect(conflict.by).toBe('owner')
    }
  })
})

describe('finishing', () => {
  const finish = (who: Person, to: 'finished' | 'open', reason: string | null = null) =>
    world.as(who, async (ctx) => completeActionPlan(ctx, planId, { to, reason, version: (await plan(ctx)).version }))

  it('with open items takes a reason', async () => {
    const itemId = await newItem(world, planId)
    expect((await refused(finish('owner', 'finished'))).errors.reason).toContain('1 action item is still open')
    expect(await finish('stranger', 'finished', 'Enough.').catch(status)).toBe(403)
    await finish('owner', 'finished', 'The rest moves to the next plan.')
    const standing = await world.as('leader', (ctx) =>
      ctx.db.selectFrom('planStanding').selectAll().where('actionPlanId', '=', planId).executeTakeFirstOrThrow(),
    )
    expect(standing).toMatchObject({ derived: 'done', nextUpdateDueOn: null })
    await refused(world.as('owner', (ctx) => completeActionItem(ctx, itemId)))
    await finish('owner', 'open')
    await world.as('owner', (ctx) => completeActionItem(ctx, itemId))
    await finish('owner', 'finished')
  })
})

describe('archiving', () => {
  it('is for leaders and the owner of the initiative, refuses changes, and can be undone', async () => {
    const archive = (who: Person) =>
      world.as(who, async (ctx) => archiveActionPlan(ctx, planId, { version: (await plan(ctx)).version, reason: null }))
    expect(await archive('owner').catch(status)).toBe(403)
    expect(await archive('sponsor')).toEqual({ archived: true })
    await refused(edited('owner', { name: 'X' }))
    expect(await archive('leader')).toEqual({ archived: false })
    await edited('owner', { name: 'X' })
  })
})
