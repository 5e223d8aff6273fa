// Reading the past: the same queries, as of a moment, give what was recorded and judged by then, and nothing can be changed there.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '#app/past.server.ts'
import { type Context, acting, goTo, inThePast, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { newItemForm } from '#app/action-plans/action-item.ts'
import { completeActionItem, createActionItem } from '#app/action-plans/action-items.server.ts'
import { newPlanForm } from '#app/action-plans/action-plan.ts'
import { createActionPlan } from '#app/action-plans/action-plans.server.ts'
import { judgeOrganisation } from '#app/action-plans/judge.server.ts'
import { planUpdateForm } from '#app/action-plans/plan-update.ts'
import { makePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import { search } from '#app/dashboards/search.server.ts'
import { beginningAfter } from '#app/history/past.server.ts'
import { timelineOf } from '#app/history/timeline.server.ts'
import {
  acceptInitiative,
  archiveInitiative,
  createInitiative,
  editInitiative,
  findInitiative,
  moveInitiative,
} from '#app/initiatives/initiatives.server.ts'
import { refreshKpiStanding } from '#app/kpis/kpi-standings.server.ts'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import { form } from '#app/ui/schema.ts'
import { addKpi } from '#tests/kpis/kpi-world.ts'
import { filled } from '#tests/action-plans/plans-world.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type World, argsFor, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

/** What pages read of standings, words and counts; the same statement for the present and the past. */
async function picture(ctx: Context) {
  const all = async (text: string) => (await sql.raw(text).execute(ctx.db)).rows
  return {
    plans: await all('select * from plan_standing order by action_plan_id'),
    initiatives: await all('select * from initiative_standing order by initiative_id'),
    kpis: await all('select * from kpi_standing order by kpi_id'),
    rows: await all('select id, name, stage, owner_id, version, archived_at from initiative order by id'),
    words: await all(`select kind, id, title, archived from search_entry where kind <> 'member' order by kind, id`),
    found: (await search(ctx, { q: 'signs', archived: false, page: 1 })).results.map(({ id }) => id),
  }
}

const at = (day: string) => new Date(`${day}T10:00:00Z`)
const pastOf = async (path: string, as = w.lea) => argsFor(path, { as })

describe('as of a moment', () => {
  const kept: { day: string; then: Awaited<ReturnType<typeof picture>> }[] = []
  let initiative = ''

  beforeAll(async () => {
    const step = async (day: string, work: (ctx: Context) => Promise<unknown>) => {
      await w.as(w.lea, work, at(day))
      await w.as(
        w.lea,
        async (ctx) => {
          const { rows } = await sql<{ id: string }>`select id from kpi`.execute(ctx.db)
          await refreshKpiStanding(
            ctx,
            rows.map(({ id }) => id),
          )
        },
        at(day),
      )
      await judgeOrganisation('bay', { now: at(day) })
      kept.push({ day, then: await w.as(w.lea, picture, at(day)) })
    }
    const kpi = await addKpi(w, w.bo, { scoreKind: 'amount' })
    let plan = ''
    let item = ''
    await step('2026-02-02', async (ctx) => {
      initiative = (
        await createInitiative(
          ctx,
          initiativeInput({ name: 'Signs people can read', ownerId: w.bo.memberId, adHocReason: 'A test.' }),
        )
      ).id
    })
    await step('2026-02-03', (ctx) => moveInitiative(ctx, initiative, { to: 'proposed', version: 1, reason: null }))
    await step('2026-02-04', (ctx) => moveInitiative(ctx, initiative, { to: 'approved', version: 2, reason: null }))
    await w.as(w.bo, (ctx) => acceptInitiative(ctx, initiative, 3), new Date('2026-02-05T08:00:00Z'))
    await step('2026-02-05', (ctx) =>
      moveInitiative(ctx, initiative, { to: 'running', version: 4, reason: 'Measured later.' }),
    )
    await step('2026-02-06', async (ctx) => {
      const given = {
        initiativeId: initiative,
        name: 'New signs',
        ownerId: w.bo.memberId,
        cadence: 'weekly',
        kpiId: kpi,
      }
      plan = (await createActionPlan(ctx, filled(newPlanForm, given))).id
      const due = { title: 'Walk the hall', dueOn: '2026-02-20' }
      item = (await createActionItem(ctx, plan, filled(newItemForm, due))).id
      await createActionItem(ctx, plan, filled(newItemForm, { title: 'Order signs', dueOn: '2026-02-25' }))
    })
    const said = { version: '0', statedStatus: 'on track', sentence: 'It goes well.' }
    await step('2026-02-10', (ctx) => makePlanUpdate(ctx, plan, filled(planUpdateForm, said)))
    await step('2026-02-24', () => Promise.resolve()) // time alone: overdue, late
    await step('2026-02-26', (ctx) => completeActionItem(ctx, item))
    await step('2026-03-01', (ctx) =>
      recordKpiValues(ctx, kpi, [{ period: '2026-01-01', value: 42 } as Parameters<typeof recordKpiValues>[2][number]]),
    )
    await step('2026-03-20', async (ctx) => {
      const { version } = await findInitiative(ctx, initiative)
      await editInitiative(ctx, initiative, {
        ...initiativeInput({ name: 'Calm ways', ownerId: w.bo.memberId, adHocReason: 'A test.' }),
        version,
      })
    })
    await step('2026-04-20', async (ctx) => {
      const { version } = await findInitiative(ctx, initiative)
      await archiveInitiative(ctx, initiative, { version, reason: null })
    })
  })

  test('every day shows what it showed then: rows, words, progress and derived status', async () => {
    for (const { day, then } of kept) {
      const now = await reading(await pastOf(`/bay@${day}/initiatives`), picture)
      expect({ day, ...now }).toEqual({ day, ...then })
    }
    // the days really differ, so that equality says something
    expect(new Set(kept.map(({ then }) => JSON.stringify(then))).size).toBe(kept.length)
    const statuses = new Set(kept.flatMap(({ then }) => then.plans.map((row) => (row as { derived: string }).derived)))
    expect(statuses.size).toBeGreaterThanOrEqual(3)
  })

  test('a moment is judged once and then kept', async () => {
    const count = async () =>
      (await w.superuser.query(`select count(*)::int as n from as_of.judged_moment where org_id = $1`, [w.lea.orgId]))
        .rows[0].n as number
    await reading(await pastOf('/bay@2026-02-11/initiatives'), picture)
    const before = await count()
    await Promise.all([1, 2, 3].map(async () => reading(await pastOf('/bay@2026-02-12T09:00/initiatives'), picture)))
    expect(await count()).toBe(before + 1)
  })

  test('a moment ends exactly where the next thing is recorded', async () => {
    const name = async (moment: string) =>
      reading(await pastOf(`/bay@${moment}/initiatives`), async (ctx) => (await findInitiative(ctx, initiative)).name)
    expect(await name('2026-03-20T09:59:59.999Z')).toBe('Signs people can read')
    expect(await name('2026-03-20T10:00:00.000Z')).toBe('Calm ways')
    // the organisation's zone is Berlin's: an hour ahead in March
    expect(await name('2026-03-20T10:59:59')).toBe('Signs people can read')
    expect(await name('2026-03-20T11:00')).toBe('Calm ways')
    expect(await statusOf(name('2026-02-01'))).toBe(404)
  })

  test('the clock, the timeline and the links stand in the past', async () => {
    const past = await reading(await pastOf('/bay@2026-02-04/initiatives'), async (ctx) => ({
      today: ctx.today,
      slug: ctx.org.slug,
      events: (await timelineOf(ctx, 'initiative', initiative)).events.length,
    }))
    expect(past).toEqual({ today: '2026-02-04', slug: 'bay@2026-02-04', events: 3 })
    const present = await reading(
      await pastOf('/bay/initiatives'),
      async (ctx) => (await timelineOf(ctx, 'initiative', initiative)).events.length,
    )
    expect(present).toBeGreaterThan(3)
  })

  test('before anything was recorded it says so, and when the first record was made', async () => {
    const began = await w.superuser.query('select recorded_at from history.event where seq = 1 and org_id = $1', [
      w.lea.orgId,
    ])
    const at = (began.rows[0] as { recorded_at: Date }).recorded_at
    const begins = async (moment: Date) => w.as(w.lea, (ctx) => inThePast(ctx, moment, (past) => beginningAfter(past)))
    expect(await begins(new Date(at.getTime() - 1000))).toEqual(at)
    expect(await begins(new Date(at.getTime() + 1000))).toBeNull()
    expect(await w.as(w.lea, (ctx) => beginningAfter(ctx))).toBeNull()
  })

  test('inside a present transaction one may look back, and is in the present again', async () => {
    const names = await reading(await pastOf('/bay/initiatives'), async (ctx) => {
      const name = async (at: Context) => (await findInitiative(at, initiative)).name
      return [await name(ctx), await inThePast(ctx, at('2026-02-10'), name), await name(ctx)]
    })
    expect(names).toEqual(['Calm ways', 'Signs people can read', 'Calm ways'])
  })

  test('nothing may be changed there', async () => {
    const viewer = await reading(await pastOf('/bay@2026-02-10/initiatives', w.ada), async (ctx) => ctx.viewer)
    expect(may(viewer, 'strategy.read')).toBe(true)
    expect(may(viewer, 'initiative.edit')).toBe(false)
    expect(may({ ...viewer, readsOnly: false }, 'initiative.edit')).toBe(true)
    const post = async (path: string) =>
      statusOf(
        acting(await argsFor(path, { as: w.ada, form: { _key: 'k'.repeat(20) + path.length } }), form({}), async () =>
          goTo('/bay'),
        ),
      )
    expect(await post('/bay@2026-02-10/initiatives')).toBe(403)
    expect(await post('/bay/initiatives')).toBe(302)
  })

  test('another organisation’s past is as absent as its present, and what is no strategy is shown as of today', async () => {
    expect(await statusOf(reading(await pastOf('/bay@2026-02-10/initiatives', w.otto), picture))).toBe(404)
    expect(await statusOf(reading(await pastOf('/bay@2026-02-30/initiatives'), picture))).toBe(404)
    expect(await statusOf(reading(await pastOf('/bay@2026-02-10/settings'), picture))).toBe(302)
    expect(await statusOf(reading(await pastOf('/bay@2999-02-10/initiatives'), picture))).toBe(302)
  })
})
