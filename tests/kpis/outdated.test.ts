// Whatever one changes from an older version changes nothing: every command of KPIs and their targets that takes a version.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#app/access/context.server.ts'
import { Conflict } from '#app/access/problems.ts'
import { addKpiTarget, withdrawKpiTarget } from '#app/kpis/kpi-targets.server.ts'
import { archiveKpi, editKpi } from '#app/kpis/kpis.server.ts'
import { addKpi, clock, kpiInput } from '#tests/kpis/kpi-world.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

interface Made {
  kpi: string
  target: string
}

async function make(): Promise<Made> {
  const kpi = await addKpi(w, w.bo)
  const form = { dueOn: '2026-12-31', value: 80, reason: 'Agreed' }
  await w.as(w.bo, (ctx) => addKpiTarget(ctx, kpi, form), clock)
  const { rows } = await w.superuser.query('select id from kpi_target where kpi_id = $1', [kpi])
  return { kpi, target: rows[0].id }
}

test.each<[string, (ctx: Context, made: Made, version: number) => Promise<unknown>]>([
  ['editing a KPI', (ctx, { kpi }, version) => editKpi(ctx, kpi, { ...kpiInput({ ownerId: w.bo.memberId }), version })],
  ['archiving a KPI', (ctx, { kpi }, version) => archiveKpi(ctx, kpi, { reason: null, version })],
  [
    'withdrawing a target',
    (ctx, { kpi, target }, version) => withdrawKpiTarget(ctx, kpi, target, { reason: 'Too low', version }),
  ],
])('%s: not from another version, not by another owner, but from this one', async (_, change) => {
  const made = await make()
  for (const version of [0, 2])
    await expect(w.as(w.bo, (ctx) => change(ctx, made, version), clock)).rejects.toBeInstanceOf(Conflict)
  await expect(w.as(w.ben, (ctx) => change(ctx, made, 1), clock)).rejects.toMatchObject({ status: 403 })
  await w.as(w.bo, (ctx) => change(ctx, made, 1), clock)
})
