import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newItemForm } from '#app/action-plans/action-item.ts'
import { createActionItem } from '#app/action-plans/action-items.server.ts'
import { makePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import { judgeOrganisation, judgeStandings } from '#app/action-plans/judge.server.ts'
import { judgementOf, refreshInitiativeStanding, refreshPlanStanding } from '#app/action-plans/standings.server.ts'
import { type PlansWorld, day, filled, leave, newItem, newPlan, plansWorld, updateForm } from './plans-world.ts'

let world: PlansWorld
beforeAll(async () => void (world = await plansWorld()))
afterAll(leave)

const standings = () =>
  world.as('leader', (ctx) => ctx.db.selectFrom('planStanding').selectAll().orderBy('actionPlanId').execute())

describe('the nightly judge', () => {
  it('sees what the clock alone has done, in every plan, and is harmless twice', async () => {
    const ids: string[] = []
    for (let n = 0; n < 3; n++) ids.push(await newPlan(world))
    // 230 more plans than one chunk holds
    await world.as('leader', async (ctx) => {
      await sql`insert into action_plan (id, initiative_id, name, cadence) select gen_random_uuid(), ${world.ids.initiative}, 'Plan ' || n, 'weekly'
        from generate_series(1, 230) n`.execute(ctx.db)
      ctx.events.push({ verb: 'initiative.edited', kind: 'initiative', id: world.ids.initiative, title: 'Signs' })
    })
    await world.as('owner', (ctx) => makePlanUpdate(ctx, ids[0]!, updateForm(0)))
    await judgeOrganisation(world.slug, { now: day(100) })
    const first = await standings()
    expect(first).toHaveLength(233)
    expect(new Set(first.map((row) => row.derived))).toEqual(new Set(['stale']))
    expect(first.find((row) => row.actionPlanId === ids[0])).toMatchObject({ disagrees: true, judgedOn: '2026-06-10' })
    await judgeOrganisation(world.slug, { now: day(100) })
    expect(await standings()).toEqual(first)
    const [initiative] = await world.as('leader', (ctx) =>
      ctx.db.selectFrom('initiativeStanding').selectAll().where('initiativeId', '=', world.ids.initiative).execute(),
    )
    expect(initiative).toMatchObject({ planCount: 233, derived: 'stale', disagreements: 1 })
    const none = await world.as('leader', (ctx) =>
      ctx.db
        .selectFrom('initiativeStanding')
        .selectAll()
        .where('initiativeId', '=', world.ids.otherInitiative)
        .execute(),
    )
    expect(none).toMatchObject([{ planCount: 0, derived: 'no data' }])
  })

  it('may be asked for one organisation, or the plans of some KPIs', async () => {
    const id = await newPlan(world, { kpiId: world.ids.kpi })
    await world.as('leader', (ctx) => ctx.db.updateTable('planStanding').set({ derivedSentence: 'old' }).execute())
    await judgeStandings({ org: world.slug, kpiIds: [world.ids.kpi] })
    const fresh = (await standings()).filter((row) => row.derivedSentence !== 'old')
    expect(fresh.map((row) => row.actionPlanId)).toEqual([id])
  })
})

describe('refreshing', () => {
  it('takes turns between plans of one initiative, so that neither counts without the other', async () => {
    const [one, two] = [await newPlan(world), await newPlan(world)]
    const items = async () => {
      const rows = await world.as('leader', (ctx) =>
        ctx.db.selectFrom('initiativeStanding').select(['initiativeId', 'itemCount']).execute(),
      )
      return rows.find((row) => row.initiativeId === world.ids.initiative)!.itemCount
    }
    const before = await items()
    let second: Promise<unknown> | undefined
    await world.as('leader', async (ctx) => {
      await createActionItem(ctx, one, filled(newItemForm, { title: 'First' }))
      second = newItem(world, two)
      await new Promise((resolve) => setTimeout(resolve, 300)) // the second is under way, the first not committed
    })
    await second
    expect(await items()).toBe(before + 2)
  })

  it('is the same few statements for one plan and for many', async () => {
    const ids = (await standings()).map((row) => row.actionPlanId)
    const statements = (planIds: string[]) =>
      world.as('leader', async (ctx) => {
        let count = 0
        const db = ctx.db.withPlugin({
          transformQuery: ({ node }) => (count++, node),
          transformResult: async ({ result }) => result,
        })
        await refreshPlanStanding({ ...ctx, db }, planIds)
        return count
      })
    expect(await statements(ids.slice(0, 1))).toBe(await statements(ids))
    await world.as('leader', (ctx) => refreshPlanStanding(ctx, []))
    await world.as('leader', (ctx) => refreshInitiativeStanding(ctx, []))
  })

  it('agrees with what the plan’s page computes', async () => {
    const id = await newPlan(world)
    await newItem(world, id, { dueOn: '2026-03-01' })
    const [row] = (await standings()).filter((standing) => standing.actionPlanId === id)
    const judged = await world.as('leader', (ctx) => judgementOf(ctx, id))
    expect(row).toMatchObject({
      derived: judged!.status,
      derivedSentence: judged!.sentence,
      progress: judged!.progress,
    })
    expect(judged!.schedule.sentence).toContain('0 of 1 action item')
  })
})
