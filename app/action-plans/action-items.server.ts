// Changing action items: what is to be done, by whom and when, and what came of it.
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import {
  type dueDateForm,
  type editItemForm,
  itemValues,
  needsReason,
  type newItemForm,
  waitsForItself,
} from './action-item.ts'
import { holdPlan, refuseUnlessOpen, requireActive } from './plan-access.server.ts'
import { refreshPlanStanding } from './standings.server.ts'

type NewItem = z.output<typeof newItemForm>
type EditedItem = z.output<typeof editItemForm>

export async function createActionItem(ctx: Context, planId: string, form: NewItem) {
  const { plan, ofItems } = await holdPlan(ctx, planId)
  authorize(ctx, 'action_item.edit', ofItems)
  refuseUnlessOpen(plan)
  await requireActive(ctx, { ownerId: form.ownerId })
  const id = newId(ctx)
  await requireNeighbours(ctx, planId, id, form)
  const { dueOn, ...rest } = form
  await ctx.db
    .insertInto('actionItem')
    .values({ id, actionPlanId: planId, ...rest, dueOn, firstDueOn: dueOn, createdAt: ctx.now, updatedAt: ctx.now })
    .execute()
  await refreshPlanStanding(ctx, [planId])
  record(ctx, {
    verb: 'action_item.created',
    kind: 'action_item',
    id,
    title: form.title,
    also: [{ kind: 'action_plan', id: planId }],
  })
  return { id }
}

export async function editActionItem(ctx: Context, id: string, form: EditedItem) {
  const { item, plan, standing } = await holdItem(ctx, id)
  authorize(ctx, 'action_item.edit', standing)
  await requireVersion(ctx, item, form.version, itemValues)
  refuseUnlessOpen(plan)
  refuseArchived(item)
  await requireActive(ctx, { ownerId: form.ownerId }, { ownerId: item.ownerId })
  await requireNeighbours(ctx, plan.id, id, form, item)
  const { title, ownerId, milestoneId, weight, evidenceUrl, blockedById } = form
  const progress = item.doneOn ? 100 : (form.progress ?? 0)
  await ctx.db
    .updateTable('actionItem')
    .set({ title, ownerId, milestoneId, weight, evidenceUrl, blockedById, progress, ...nextVersion(ctx, item) })
    .where('id', '=', id)
    .execute()
  await after(ctx, { ...item, title }, 'action_item.edited')
}

/** Marks an item done today. What is blocked waits for what blocks it; what is done already stays as it is. */
export async function completeActionItem(ctx: Context, id: string) {
  const { item, plan, standing } = await holdItem(ctx, id)
  authorize(ctx, 'action_item.complete', standing)
  if (item.doneOn) return
  refuseUnlessOpen(plan)
  refuseArchived(item)
  const blocker = item.blockedById ? await openBlocker(ctx, item.blockedById) : null
  if (blocker) refuse(`“${blocker}” blocks this item. Finish that first, or edit this item so that it no longer waits.`)
  await ctx.db
    .updateTable('actionItem')
    .set({ doneOn: ctx.today, progress: 100, ...nextVersion(ctx, item) })
    .where('id', '=', id)
    .execute()
  await after(ctx, item, 'action_item.completed')
}

/** Opens an item again, with the progress it had before it was done. */
export async function reopenActionItem(ctx: Context, id: string) {
  const { item, plan, standing } = await holdItem(ctx, id)
  authorize(ctx, 'action_item.complete', standing)
  if (!item.doneOn) return
  refuseUnlessOpen(plan)
  refuseArchived(item)
  const before = await ctx.db
    .selectFrom('history.actionItem')
    .where('id', '=', id)
    .where('progress', '<', 100)
    .orderBy('recordedFrom', 'desc')
    .orderBy('version', 'desc')
    .select('progress')
    .limit(1)
    .executeTakeFirst()
  await ctx.db
    .updateTable('actionItem')
    .set({ doneOn: null, progress: before?.progress ?? 0, ...nextVersion(ctx, item) })
    .where('id', '=', id)
    .execute()
  await after(ctx, item, 'action_item.reopened')
}

/** Gives an item its day, moves it, or takes it away. The day first promised is kept; changing a promise takes a reason. */
export async function moveDueDate(ctx: Context, id: string, form: z.output<typeof dueDateForm>) {
  const { item, plan, standing } = await holdItem(ctx, id)
  authorize(ctx, 'action_item.complete', standing)
  await requireVersion(ctx, item, form.version, (now) => ({ dueOn: now.dueOn ?? '' }))
  refuseUnlessOpen(plan)
  refuseArchived(item)
  if (item.doneOn) refuse('This item is done. Open it again before moving its due date.')
  if (form.dueOn === item.dueOn)
    refuse(item.dueOn ? 'This is the day it is due already. Choose another.' : 'Choose a day.', 'dueOn')
  if (needsReason(item.dueOn, form.dueOn) && !form.reason) refuse('Say why the due date moves.', 'reason')
  await ctx.db
    .updateTable('actionItem')
    .set({ dueOn: form.dueOn, firstDueOn: item.firstDueOn ?? form.dueOn, ...nextVersion(ctx, item) })
    .where('id', '=', id)
    .execute()
  await after(ctx, item, item.dueOn ? 'action_item.due-moved' : 'action_item.due-set', form.reason)
}

/** Archives an item, or restores it. Archived items count for nothing and block nobody. */
export async function archiveActionItem(ctx: Context, id: string, form: { version: number; reason: string | null }) {
  const { item, plan, standing } = await holdItem(ctx, id)
  authorize(ctx, 'action_item.edit', standing)
  await requireVersion(ctx, item, form.version)
  refuseUnlessOpen(plan)
  const archivedAt = item.archivedAt ? null : ctx.now
  await ctx.db
    .updateTable('actionItem')
    .set({ archivedAt, ...nextVersion(ctx, item) })
    .where('id', '=', id)
    .execute()
  await after(ctx, item, archivedAt ? 'action_item.archived' : 'action_item.restored', form.reason)
  return { archived: archivedAt !== null, planId: plan.id }
}

/** The plan is locked before its item, as everywhere, so that two changes of one plan's items wait in line and never in a ring. */
async function holdItem(ctx: Context, id: string) {
  const found = await ctx.db.selectFrom('actionItem').where('id', '=', id).select('actionPlanId').executeTakeFirst()
  if (!found) throw absent()
  const { plan } = await holdPlan(ctx, found.actionPlanId)
  const item = await lock(ctx, 'actionItem', id)
  return { item, plan, standing: { ownerId: item.ownerId, parentOwnerId: plan.ownerId } }
}

function refuseArchived(item: { archivedAt: Date | null }) {
  if (item.archivedAt) refuse('This action item is archived. Restore it before changing it.')
}

async function openBlocker(ctx: Context, id: string): Promise<string | null> {
  const blocker = await ctx.db
    .selectFrom('actionItem')
    .where('id', '=', id)
    .where('doneOn', 'is', null)
    .where('archivedAt', 'is', null)
    .select('title')
    .executeTakeFirst()
  return blocker?.title ?? null
}

/** The milestone and the blocking item must be of the same plan, and nothing may end up waiting for itself. */
async function requireNeighbours(
  ctx: Context,
  planId: string,
  id: string,
  form: { milestoneId: string | null; blockedById: string | null },
  before: { milestoneId: string | null; blockedById: string | null } = { milestoneId: null, blockedById: null },
) {
  if (form.milestoneId && form.milestoneId !== before.milestoneId) {
    const milestone = await ctx.db
      .selectFrom('milestone')
      .where('id', '=', form.milestoneId)
      .where('actionPlanId', '=', planId)
      .select('archivedAt')
      .executeTakeFirst()
    if (!milestone) throw absent()
    if (milestone.archivedAt) refuse('This milestone is archived. Choose another one, or none.', 'milestoneId')
  }
  if (!form.blockedById || form.blockedById === before.blockedById) return
  const { rows } = await sql<{ id: string; blockedById: string | null; archived: boolean }>`
    select id, blocked_by_id, archived_at is not null as archived from action_item where action_plan_id = ${planId}`.execute(
    ctx.db,
  )
  const blocker = rows.find((row) => row.id === form.blockedById)
  if (!blocker) throw absent()
  if (blocker.archived) refuse('This action item is archived. Choose another one, or none.', 'blockedById')
  const blockers = new Map(rows.map((row) => [row.id, row.blockedById]))
  if (waitsForItself(id, blocker.id, blockers))
    refuse('These two would wait for each other. Choose an item that does not wait for this one.', 'blockedById')
}

async function after(
  ctx: Context,
  item: { id: string; title: string; actionPlanId: string },
  verb: string,
  reason: string | null = null,
) {
  await refreshPlanStanding(ctx, [item.actionPlanId])
  record(ctx, {
    verb,
    kind: 'action_item',
    id: item.id,
    title: item.title,
    reason,
    also: [{ kind: 'action_plan', id: item.actionPlanId }],
  })
}
