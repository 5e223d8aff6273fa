import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '#app/access/context.server.ts'
import { Conflict, Refusal } from '#app/access/problems.ts'
import { gentleWarning, planUpdateForm, wantedPeriods } from '#app/action-plans/plan-update.ts'
import { acknowledgePlanUpdate, makePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import { type Person, type PlansWorld, filled, leave, newItem, newPlan, plansWorld, updateForm } from './plans-world.ts'

let world: PlansWorld
let planId: string
beforeAll(async () => void (world = await plansWorld()))
afterAll(leave)
beforeEach(async () => void (planId = await newPlan(world, { kpiId: world.ids.kpi })))

const update = (who: Person, version: number, fields: Record<string, string> = {}, days = 0) =>
  world.as(who, (ctx) => makePlanUpdate(ctx, planId, updateForm(version, fields)), days)
const standing = () =>
  world.as('leader', (ctx) =>
    ctx.db.selectFrom('planStanding').selectAll().where('actionPlanId', '=', planId).executeTakeFirstOrThrow(),
  )
const values = (ctx: Context) =>
  ctx.db.selectFrom('kpiValue').selectAll().where('kpiId', '=', world.ids.kpi).orderBy('period').execute()
const status = (problem: unknown) => (problem as Response).status
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (problem: unknown) => problem,
  )

describe('an update', () => {
  it('is written by the owner and by leaders, and by nobody else', async () => {
    for (const who of ['stranger', 'contributor', 'reviewer', 'sponsor'] as const)
      expect(await update(who, 0).catch(status)).toBe(403)
    await update('owner', 0)
    await update('leader', 1)
    expect(await standing()).toMatchObject({
      stated: 'on track',
      lastUpdateOn: '2026-03-02',
      nextUpdateDueOn: '2026-04-02',
    })
  })

  it('that did not see the last one is shown it; one of many wins', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => update('owner', 0, { sentence: `Sentence ${n}` })),
    )
    const lost = results.filter((result) => result.status === 'rejected').map((result) => result.reason as Conflict)
    expect(lost).toHaveLength(9)
    for (const conflict of lost) {
      expect(conflict).toBeInstanceOf(Conflict)
      expect(conflict).toMatchObject({ version: 1, by: 'owner', now: { statedStatus: 'on track' } })
    }
    await update('owner', 1, { sentence: 'Seen, and added to.' })
  })

  it('keeps what is beside it: disagreement, and the turn of the next update', async () => {
    for (let n = 0; n < 4; n++) await newItem(world, planId, { dueOn: '2026-03-01' })
    await update('owner', 0)
    expect(await standing()).toMatchObject({ derived: 'off track', disagrees: true, overdueCount: 4 })
    const [initiative] = await world.as('leader', (ctx) =>
      ctx.db.selectFrom('initiativeStanding').selectAll().where('initiativeId', '=', world.ids.initiative).execute(),
    )
    expect(initiative).toMatchObject({ derived: 'off track', lastUpdateOn: '2026-03-02' })
    expect(initiative!.disagreements).toBeGreaterThan(0)
    await update('owner', 1, { statedStatus: 'at risk' }, 0.1)
    expect(await standing()).toMatchObject({ disagrees: false })
  })

  it('carries the KPI’s value for the period that is wanted, whoever owns the KPI', async () => {
    await update('owner', 0, { kpiValue: '71.5', kpiN: '200' }, 30)
    const [value] = await world.as('owner', values)
    expect(value).toMatchObject({
      period: '2026-03-01',
      value: 71.5,
      n: 200,
      source: 'update',
      recordedBy: world.ids.owner,
    })
    const again = await problemOf(update('owner', 1, { kpiValue: '72', kpiPeriod: '2026-03-01' }, 30))
    expect((again as Refusal).errors).toHaveProperty('kpiValue')
    await update('owner', 1, { kpiValue: '70', kpiPeriod: '2026-04-01' }, 65)
    expect(await world.as('owner', values)).toHaveLength(2)
    const wrong = await problemOf(update('owner', 2, { kpiValue: '170' }, 100))
    expect((wrong as Refusal).errors).toHaveProperty('kpiValue')
  })

  it('asks for no KPI where the plan has none', async () => {
    planId = await newPlan(world)
    expect(((await problemOf(update('owner', 0, { kpiValue: '1' }))) as Refusal).errors).toHaveProperty('kpiValue')
    await update('owner', 0)
  })

  it('says what is missing beside the field', () => {
    expect(() => filled(planUpdateForm, { version: '0', sentence: '' })).toThrow('a sentence on how it stands')
    expect(() => filled(planUpdateForm, { version: '0', sentence: 'A' })).toThrow('Choose how it stands')
  })
})

describe('acknowledging', () => {
  const acknowledge = (who: Person, id: string) => world.as(who, (ctx) => acknowledgePlanUpdate(ctx, planId, id))

  it('is for the reviewer and leaders, never for who wrote it, and once is enough', async () => {
    const { id } = await update('owner', 0)
    for (const who of ['stranger', 'contributor', 'owner'] as const)
      expect(await acknowledge(who, id).catch(status)).toBe(403)
    await acknowledge('reviewer', id)
    await acknowledge('leader', id)
    const row = await world.as('owner', (ctx) =>
      ctx.db.selectFrom('planUpdate').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({ acknowledgedBy: world.ids.reviewer, version: 2 })
    const { id: own } = await update('leader', 1)
    expect(await problemOf(acknowledge('leader', own))).toBeInstanceOf(Refusal)
  })

  it('is of this plan’s updates only', async () => {
    const { id } = await update('owner', 0)
    planId = await newPlan(world)
    expect(await acknowledge('reviewer', id).catch(status)).toBe(404)
  })
})

describe('the periods wanted', () => {
  it('are those that are over and owed; without any value, at least the latest that is over', () => {
    const periods = (period: string | null, nextDueOn: string | null, today: string) =>
      wantedPeriods({ period, nextDueOn }, 'monthly', today).map((wanted) => wanted.period)
    expect(periods(null, '2026-04-11', '2026-03-02')).toEqual(['2026-02-01'])
    expect(periods(null, '2026-02-11', '2026-03-02')).toEqual(['2026-01-01', '2026-02-01'])
    expect(periods('2026-02-01', '2026-04-11', '2026-03-31')).toEqual([])
    expect(periods('2026-02-01', '2026-04-11', '2026-04-01')).toEqual(['2026-03-01'])
    expect(periods('2025-12-01', '2026-02-11', '2026-03-02')).toEqual(['2026-01-01', '2026-02-01'])
    // March was given early; February is still missing.
    expect(periods('2026-03-01', '2026-03-11', '2026-03-20')).toEqual(['2026-02-01'])
    expect(wantedPeriods({ period: '2025-10-01', nextDueOn: '2026-04-16' }, 'quarterly', '2026-04-01')).toEqual([
      { period: '2026-01-01', label: 'Q1 2026' },
    ])
    expect(periods('2026-01-01', null, '2026-03-02')).toEqual([])
  })
})

describe('the gentle word', () => {
  it('comes for green only, where the records say amber or worse', () => {
    expect(gentleWarning('on track', 'at risk', 'At risk. 7 of 10 done.')).toContain('7 of 10 done.')
    expect(gentleWarning('at risk', 'off track', 'X.')).toBeNull()
    expect(gentleWarning('on track', 'no data', 'X.')).toBeNull()
    expect(gentleWarning(null, 'stale', 'X.')).toBeNull()
  })
})
