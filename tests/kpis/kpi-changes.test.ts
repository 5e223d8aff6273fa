// Whatever changes a KPI asks for the plans to be judged that are judged by it, after the commit.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actingAsSystem } from '#app/access/context.server.ts'
import { judgeOrganisation } from '#app/action-plans/judge.server.ts'
import { refreshOwedKpiStandings } from '#app/kpis/kpi-standings.server.ts'
import { addKpiTarget, listKpiTargets, withdrawKpiTarget } from '#app/kpis/kpi-targets.server.ts'
import { recordKpiValues, recordManyKpiValues } from '#app/kpis/kpi-values.server.ts'
import { archiveKpi, editKpi, findKpi } from '#app/kpis/kpis.server.ts'
import type { Context } from '#app/access/context.server.ts'
import { type World, makeWorld } from '#tests/support/world.ts'
import { addKpi, clock, kpiInput } from './kpi-world.ts'

let w: World
beforeAll(async () => void (w = await makeWorld()))
afterAll(() => w.close())
beforeEach(() => w.superuser.query('delete from graphile_worker._private_jobs'))

const asked = async () =>
  (
    await w.superuser.query(
      `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'judge-standings' order by j.id`,
    )
  ).rows.map(({ payload }) => (payload as { kpiIds: string[] }).kpiIds)
const lea = <T>(work: (ctx: Context) => Promise<T>) => w.as(w.lea, work, clock)

test('a new KPI asks for nothing, since no plan has it yet', async () => {
  await addKpi(w, w.bo)
  expect(await asked()).toEqual([])
})

test('a recorded value, a target, its withdrawal, an edit and an archive each ask, once for a KPI', async () => {
  const id = await addKpi(w, w.bo)
  const changes: ((ctx: Context) => Promise<unknown>)[] = [
    (ctx) => recordKpiValues(ctx, id, [{ period: '2025-12-01', value: 3 }]),
    (ctx) => addKpiTarget(ctx, id, { dueOn: '2026-06-30', value: 5, reason: 'Agreed.' }),
    async (ctx) => {
      const [target] = await listKpiTargets(ctx, id)
      await withdrawKpiTarget(ctx, id, target!.id, { reason: 'Too low.', version: target!.version })
    },
    async (ctx) => editKpi(ctx, id, { ...kpiInput({ direction: 'down' }), version: (await findKpi(ctx, id)).version }),
    async (ctx) => archiveKpi(ctx, id, { version: (await findKpi(ctx, id)).version, reason: null }),
  ]
  for (const change of changes) {
    await w.superuser.query('delete from graphile_worker._private_jobs')
    await lea(change)
    expect(await asked()).toEqual([[id]])
  }
})

test('a value that stands there already asks for nothing; several changes of one KPI ask once', async () => {
  const [one, other] = [await addKpi(w, w.bo), await addKpi(w, w.bo)]
  const values = [{ period: '2025-12-01', value: 3 }]
  await lea((ctx) => recordKpiValues(ctx, one, values))
  await lea((ctx) => addKpiTarget(ctx, one, { dueOn: '2026-06-30', value: 5, reason: 'Agreed.' }))
  expect(await asked()).toEqual([[one]])
  await w.superuser.query('delete from graphile_worker._private_jobs')
  await lea((ctx) => recordKpiValues(ctx, one, values))
  expect(await asked()).toEqual([])
  const both = [one, other].map((kpiId) => ({ kpiId, values: [{ period: '2025-11-01', value: 3 }] }))
  await lea((ctx) => recordManyKpiValues(ctx, both))
  expect(await asked()).toEqual([[one, other]])
})

test('by the clock alone a missing value stops being owed once the period after it has one and is over', async () => {
  const id = await addKpi(w, w.bo)
  await lea((ctx) =>
    recordKpiValues(ctx, id, [
      { period: '2025-11-01', value: 3 },
      { period: '2026-01-01', value: 4 },
    ]),
  )
  const due = async () => (await lea((ctx) => findKpi(ctx, id))).nextDueOn
  expect(await due()).toBe('2026-01-11')
  await actingAsSystem({ slug: w.lea.slug }, refreshOwedKpiStandings, clock)
  expect(await due()).toBe('2026-01-11')
  await judgeOrganisation(w.lea.slug, { now: new Date('2026-02-03T10:00:00Z') })
  expect(await due()).toBe('2026-03-11')
})
