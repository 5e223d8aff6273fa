// The path a KPI is meant to follow: targets are set and withdrawn with reasons, never edited or lost.
import { type ExpressionBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { DB } from '#db/types.ts'
import type { targetForm } from './kpi.ts'
import { kpisChanged } from './kpi-standings.server.ts'

/** Every target there ever was, newest day first, with who set it, who withdrew it, and why. */
export async function listKpiTargets(ctx: Context, kpiId: string) {
  return ctx.db
    .selectFrom('kpiTarget as t')
    .leftJoin('member as m', 'm.id', 't.createdBy')
    .leftJoinLateral(withdrawals, (join) => join.onTrue())
    .where('t.kpiId', '=', kpiId)
    .select(['t.id', 't.dueOn', 't.value', 't.reason', 't.withdrawnAt', 't.createdAt', 't.version', 'm.name as who'])
    .select(['w.reason as withdrawnBecause', 'w.verb as withdrawnBy', 'w.who as withdrawnWho'])
    .orderBy('t.dueOn', 'desc')
    .orderBy(sql`t.withdrawn_at desc nulls first, t.created_at desc`)
    .execute()
}

/** The event that took a target out of force stands on the target's own timeline too. */
const withdrawals = (eb: ExpressionBuilder<DB & { t: DB['kpiTarget'] }, 't'>) =>
  eb
    .selectFrom('history.eventSubject as s')
    .innerJoin('history.event as e', (join) => join.onRef('e.orgId', '=', 's.orgId').onRef('e.seq', '=', 's.seq'))
    .leftJoin('member as a', 'a.id', 'e.actorId')
    .whereRef('s.subjectId', '=', 't.id')
    .where('s.kind', '=', 'kpi_target')
    .select(['e.reason', 'e.verb', 'a.name as who'])
    .orderBy('s.seq', 'desc')
    .limit(1)
    .as('w')

/** Targets in force, by day, as the path and its chart read them. */
export function inForce<T extends { withdrawnAt: Date | null; dueOn: string }>(targets: readonly T[]): T[] {
  return targets.filter((target) => !target.withdrawnAt).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
}

/** Sets what is to be reached by a day. A target of that day that is in force is withdrawn by it. */
export async function addKpiTarget(ctx: Context, kpiId: string, form: z.output<typeof targetForm>) {
  const kpi = await lock(ctx, 'kpi', kpiId)
  authorize(ctx, 'kpi.edit', kpi)
  if (kpi.archivedAt) refuse('This KPI is archived. Restore it before setting targets.')
  const standing = await ctx.db
    .selectFrom('kpiTarget')
    .where('kpiId', '=', kpiId)
    .where('dueOn', '=', form.dueOn)
    .where('withdrawnAt', 'is', null)
    .select(['id', 'value', 'version'])
    .executeTakeFirst()
  if (standing?.value === form.value) refuse('This target is in force already.', 'value')
  if (standing) await withdraw(ctx, standing)
  const id = newId(ctx)
  await ctx.db
    .insertInto('kpiTarget')
    .values({ id, kpiId, ...form, createdBy: ctx.viewer.memberId || null })
    .execute()
  await kpisChanged(ctx, kpiId)
  const also = standing ? [{ kind: 'kpi_target', id: standing.id }] : []
  record(ctx, { verb: 'kpi.target-set', kind: 'kpi', id: kpiId, title: kpi.name, reason: form.reason, also })
  return { id }
}

/** Takes a target out of force; it stays on the page with the reason. */
export async function withdrawKpiTarget(
  ctx: Context,
  kpiId: string,
  id: string,
  form: { reason: string; version: number },
) {
  const kpi = await lock(ctx, 'kpi', kpiId)
  authorize(ctx, 'kpi.edit', kpi)
  const target = await lock(ctx, 'kpiTarget', id)
  if (target.kpiId !== kpiId) throw absent()
  if (target.withdrawnAt) refuse('This target was withdrawn already.')
  await requireVersion(ctx, target, form.version)
  await withdraw(ctx, target)
  await kpisChanged(ctx, kpiId)
  const also = [{ kind: 'kpi_target', id }]
  record(ctx, { verb: 'kpi.target-withdrawn', kind: 'kpi', id: kpiId, title: kpi.name, reason: form.reason, also })
}

async function withdraw(ctx: Context, target: { id: string; version: number }) {
  await ctx.db
    .updateTable('kpiTarget')
    .set({ withdrawnAt: ctx.now, version: target.version + 1 })
    .where('id', '=', target.id)
    .execute()
}
