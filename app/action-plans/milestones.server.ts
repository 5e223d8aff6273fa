// Changing milestones of a plan.
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { type editMilestoneForm, milestoneValues, type newMilestoneForm } from './milestone.ts'
import { holdPlan, refuseUnlessOpen } from './plan-access.server.ts'
import { refreshPlanStanding } from './standings.server.ts'

export async function createMilestone(ctx: Context, planId: string, form: z.output<typeof newMilestoneForm>) {
  const { plan, ofItems } = await holdPlan(ctx, planId)
  authorize(ctx, 'action_item.edit', ofItems)
  refuseUnlessOpen(plan)
  const id = newId(ctx)
  await ctx.db
    .insertInto('milestone')
    .values({
      id,
      actionPlanId: planId,
      name: form.name,
      dueOn: form.dueOn,
      firstDueOn: form.dueOn,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .execute()
  await after(ctx, { id, name: form.name, actionPlanId: planId }, 'milestone.created')
  return { id }
}

/** Changes name and day; moving the day takes a reason, and the day first promised is kept. */
export async function editMilestone(
  ctx: Context,
  planId: string,
  id: string,
  form: z.output<typeof editMilestoneForm>,
) {
  const { milestone, plan, ofItems } = await holdMilestone(ctx, planId, id)
  authorize(ctx, 'action_item.edit', ofItems)
  await requireVersion(ctx, milestone, form.version, milestoneValues)
  refuseUnlessOpen(plan)
  refuseArchived(milestone)
  const moved = form.dueOn !== milestone.dueOn
  if (moved && !form.reason) refuse('Say why its day moves.', 'reason')
  await ctx.db
    .updateTable('milestone')
    .set({ name: form.name, dueOn: form.dueOn, ...nextVersion(ctx, milestone) })
    .where('id', '=', id)
    .execute()
  await after(ctx, { ...milestone, name: form.name }, moved ? 'milestone.due-moved' : 'milestone.edited', form.reason)
}

/** Says that a milestone is reached today, or is not after all. */
export async function reachMilestone(ctx: Context, planId: string, id: string, to: 'reached' | 'open') {
  const { milestone, plan, ofItems } = await holdMilestone(ctx, planId, id)
  authorize(ctx, 'action_item.edit', ofItems)
  if ((to === 'reached') === (milestone.reachedOn !== null)) return
  refuseUnlessOpen(plan)
  refuseArchived(milestone)
  await ctx.db
    .updateTable('milestone')
    .set({ reachedOn: to === 'reached' ? ctx.today : null, ...nextVersion(ctx, milestone) })
    .where('id', '=', id)
    .execute()
  await after(ctx, milestone, to === 'reached' ? 'milestone.reached' : 'milestone.reopened')
}

/** Archives a milestone, or restores it; its action items stay in the plan. */
export async function archiveMilestone(
  ctx: Context,
  planId: string,
  id: string,
  form: { version: number; reason: string | null },
) {
  const { milestone, plan, ofItems } = await holdMilestone(ctx, planId, id)
  authorize(ctx, 'action_item.edit', ofItems)
  await requireVersion(ctx, milestone, form.version)
  refuseUnlessOpen(plan)
  const archivedAt = milestone.archivedAt ? null : ctx.now
  await ctx.db
    .updateTable('milestone')
    .set({ archivedAt, ...nextVersion(ctx, milestone) })
    .where('id', '=', id)
    .execute()
  await after(ctx, milestone, archivedAt ? 'milestone.archived' : 'milestone.restored', form.reason)
  return { archived: archivedAt !== null }
}

async function holdMilestone(ctx: Context, planId: string, id: string) {
  const held = await holdPlan(ctx, planId)
  const milestone = await lock(ctx, 'milestone', id)
  if (milestone.actionPlanId !== planId) throw absent()
  return { ...held, milestone }
}

function refuseArchived(milestone: { archivedAt: Date | null }) {
  if (milestone.archivedAt) refuse('This milestone is archived. Restore it before changing it.')
}

async function after(
  ctx: Context,
  milestone: { id: string; name: string; actionPlanId: string },
  verb: string,
  reason: string | null = null,
) {
  await refreshPlanStanding(ctx, [milestone.actionPlanId])
  record(ctx, {
    verb,
    kind: 'milestone',
    id: milestone.id,
    title: milestone.name,
    reason,
    also: [{ kind: 'action_plan', id: milestone.actionPlanId }],
  })
}
