// Updates on a plan: what its owner says, beside what the records say; and a reviewer's acknowledgement.
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ValueField } from '#app/kpis/kpi.ts'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import type { Frequency } from '#app/kpis/period.ts'
import { holdPlan, refuseUnlessOpen } from './plan-access.server.ts'
import { type planUpdateForm, updateValues, wantedPeriods } from './plan-update.ts'
import { type Cadence, nextUpdateDue } from './standing.ts'
import { refreshPlanStanding } from './standings.server.ts'

type PlanUpdate = z.output<typeof planUpdateForm>

/**
 * Writes an update, with the value of the plan's KPI where one is given, and says when the next is due. Whoever has not seen
 * the last update gets a conflict.
 */
export async function makePlanUpdate(ctx: Context, planId: string, form: PlanUpdate) {
  const { plan, standing, initiative, updateCount } = await holdPlan(ctx, planId)
  authorize(ctx, 'plan_update.make', standing)
  const last = updateCount === form.version ? undefined : await lastUpdateOf(ctx, planId)
  await requireVersion(ctx, { id: planId, version: updateCount }, form.version, () => updateValues(last))
  refuseUnlessOpen(plan)
  const id = newId(ctx)
  const kpiValueId = form.kpiValue === null ? null : await recordValue(ctx, plan.kpiId, form, form.kpiValue)
  const { statedStatus, sentence } = form
  await ctx.db
    .insertInto('planUpdate')
    .values({
      id,
      actionPlanId: planId,
      statedStatus,
      sentence,
      nextStep: form.nextStep ?? '',
      helpWanted: form.helpWanted ?? '',
      kpiValueId,
      authorId: ctx.viewer.memberId,
      madeOn: ctx.today,
      createdAt: ctx.now,
    })
    .execute()
  await refreshPlanStanding(ctx, [planId])
  record(ctx, {
    verb: 'plan_update.made',
    kind: 'action_plan',
    id: planId,
    title: plan.name,
    also: [
      { kind: 'plan_update', id },
      { kind: 'initiative', id: initiative.id },
    ],
  })
  return { id, nextDueOn: initiative.stage === 'running' ? nextUpdateDue(ctx.today, plan.cadence as Cadence) : null }
}

/** The reviewer has read it. Nobody acknowledges what they wrote themselves. */
export async function acknowledgePlanUpdate(ctx: Context, planId: string, id: string) {
  const { plan, standing } = await holdPlan(ctx, planId)
  const update = await lock(ctx, 'planUpdate', id)
  if (update.actionPlanId !== planId) throw absent()
  authorize(ctx, 'plan_update.acknowledge', standing)
  if (update.acknowledgedAt) return
  if (update.authorId === ctx.viewer.memberId) refuse('You wrote this update, so somebody else acknowledges it.')
  await ctx.db
    .updateTable('planUpdate')
    .set({ acknowledgedBy: ctx.viewer.memberId || null, acknowledgedAt: ctx.now, version: update.version + 1 })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: 'plan_update.acknowledged',
    kind: 'action_plan',
    id: planId,
    title: plan.name,
    also: [{ kind: 'plan_update', id }],
  })
}

const lastUpdateOf = (ctx: Context, planId: string) =>
  ctx.db
    .selectFrom('planUpdate')
    .where('actionPlanId', '=', planId)
    .orderBy('madeOn', 'desc')
    .orderBy('id', 'desc')
    .selectAll()
    .limit(1)
    .executeTakeFirst()

const fieldNames: Record<ValueField, string> = {
  period: 'kpiPeriod',
  value: 'kpiValue',
  note: 'kpiValue',
  n: 'kpiN',
  sd: 'kpiSd',
  promoters: 'kpiPromoters',
  detractors: 'kpiDetractors',
}

async function recordValue(ctx: Context, kpiId: string | null, form: PlanUpdate, value: number): Promise<string> {
  if (!kpiId) refuse('This plan asks for no KPI. Leave the value empty.', 'kpiValue')
  const kpi = await ctx.db
    .selectFrom('kpi as k')
    .leftJoin('kpiStanding as s', 's.kpiId', 'k.id')
    .where('k.id', '=', kpiId)
    .select(['k.frequency', 's.period', 's.nextDueOn'])
    .executeTakeFirstOrThrow()
  const wanted = wantedPeriods(kpi, kpi.frequency as Frequency, ctx.today)
  const period = form.kpiPeriod ?? wanted[0]?.period
  if (!period || !wanted.some((choice) => choice.period === period))
    refuse(
      'A value for this period was recorded meanwhile, or is not due yet. Leave it empty, or go to the KPI to restate it.',
      'kpiValue',
    )
  const input = {
    period,
    value,
    n: form.kpiN,
    sd: form.kpiSd,
    promoters: form.kpiPromoters,
    detractors: form.kpiDetractors,
  }
  const { ids } = await recordKpiValues(ctx, kpiId, [input], {
    source: 'update',
    allowedBy: 'plan update',
    fieldOf: (_kpi, _period, field) => fieldNames[field],
  })
  return ids[0]!
}
