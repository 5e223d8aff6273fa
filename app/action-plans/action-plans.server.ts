// Changing action plans; every write reads top to bottom and refreshes what is judged about the plan.
import type { z } from 'zod'
import { type Context, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import {
  type editPlanForm,
  finishingBlocker,
  type newPlanForm,
  type planCompletionForm,
  planValues,
} from './action-plan.ts'
import { holdPlan, refuseUnlessOpen, requireActive, requireLiveKpi } from './plan-access.server.ts'
import { refreshPlanStanding } from './standings.server.ts'

type NewPlan = z.output<typeof newPlanForm>
type EditedPlan = Omit<z.output<typeof editPlanForm>, 'ownerReason'> & { ownerReason?: string | null }

export async function createActionPlan(ctx: Context, form: NewPlan) {
  const initiative = await lock(ctx, 'initiative', form.initiativeId)
  authorize(ctx, 'action_plan.edit', { parentOwnerId: initiative.ownerId })
  if (initiative.archivedAt) refuse('This initiative is archived. Restore it, or choose another one.', 'initiativeId')
  if (initiative.stage === 'finished' || initiative.stage === 'stopped')
    refuse(`This initiative is ${initiative.stage}. Take it up again, or choose another one.`, 'initiativeId')
  await requireActive(ctx, { ownerId: form.ownerId, reviewerId: form.reviewerId })
  await requireLiveKpi(ctx, form.kpiId)
  const id = newId(ctx)
  await ctx.db
    .insertInto('actionPlan')
    .values({
      id,
      initiativeId: initiative.id,
      ...columns(form),
      ...accepted(ctx, form.ownerId),
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .execute()
  await refreshPlanStanding(ctx, [id])
  record(ctx, {
    verb: 'action_plan.created',
    kind: 'action_plan',
    id,
    title: form.name,
    also: [{ kind: 'initiative', id: initiative.id }],
  })
  return { id }
}

/** Changes a plan's own words, people and dates; a new owner has to accept, and why they take over stands in the history. */
export async function editActionPlan(ctx: Context, id: string, form: EditedPlan) {
  const { plan, standing, initiative } = await holdPlan(ctx, id)
  authorize(ctx, 'action_plan.edit', standing)
  await requireVersion(ctx, plan, form.version, planValues)
  refuseUnlessOpen(plan)
  await requireActive(
    ctx,
    { ownerId: form.ownerId, reviewerId: form.reviewerId },
    { ownerId: plan.ownerId, reviewerId: plan.reviewerId },
  )
  await requireLiveKpi(ctx, form.kpiId, plan.kpiId)
  const owner = form.ownerId === plan.ownerId ? {} : accepted(ctx, form.ownerId)
  await ctx.db
    .updateTable('actionPlan')
    .set({ ...columns(form), ...owner, ...nextVersion(ctx, plan) })
    .where('id', '=', id)
    .execute()
  await refreshPlanStanding(ctx, [id])
  record(ctx, {
    verb: 'action_plan.edited',
    kind: 'action_plan',
    id,
    title: form.name,
    reason: form.ownerReason ?? null,
    also: [{ kind: 'initiative', id: initiative.id }],
  })
}

/** The owner accepts being accountable. Once accepted, nothing more happens. */
export async function acceptActionPlan(ctx: Context, id: string, version: number) {
  const { plan, standing, initiative } = await holdPlan(ctx, id)
  authorize(ctx, 'action_plan.accept', standing)
  if (plan.ownerAcceptedAt) return
  await requireVersion(ctx, plan, version)
  refuseUnlessOpen(plan)
  await ctx.db
    .updateTable('actionPlan')
    .set({ ownerAcceptedAt: ctx.now, ...nextVersion(ctx, plan) })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: 'action_plan.accepted',
    kind: 'action_plan',
    id,
    title: plan.name,
    also: [{ kind: 'initiative', id: initiative.id }],
  })
}

/** Finishes a plan, or opens it again. With anything open it takes a reason. */
export async function completeActionPlan(ctx: Context, id: string, form: z.output<typeof planCompletionForm>) {
  const { plan, standing, initiative } = await holdPlan(ctx, id)
  authorize(ctx, 'action_plan.edit', standing)
  const finish = form.to === 'finished'
  if (finish === (plan.finishedOn !== null)) return
  await requireVersion(ctx, plan, form.version)
  if (plan.archivedAt) refuse('This action plan is archived. Restore it before changing it.')
  const blocker = finish ? finishingBlocker(...(await countOpen(ctx, id)), form.reason) : null
  if (blocker) refuse(blocker, 'reason')
  await ctx.db
    .updateTable('actionPlan')
    .set({ finishedOn: finish ? ctx.today : null, ...nextVersion(ctx, plan) })
    .where('id', '=', id)
    .execute()
  await refreshPlanStanding(ctx, [id])
  record(ctx, {
    verb: finish ? 'action_plan.finished' : 'action_plan.reopened',
    kind: 'action_plan',
    id,
    title: plan.name,
    reason: form.reason,
    also: [{ kind: 'initiative', id: initiative.id }],
  })
}

/** How many action items and milestones of a plan are still open. */
export async function countOpen(ctx: Context, id: string): Promise<[items: number, milestones: number]> {
  const { items, milestones } = await ctx.db
    .selectNoFrom(({ selectFrom, fn }) => [
      selectFrom('actionItem')
        .where('actionPlanId', '=', id)
        .where('doneOn', 'is', null)
        .where('archivedAt', 'is', null)
        .select(fn.countAll<number>().as('n'))
        .as('items'),
      selectFrom('milestone')
        .where('actionPlanId', '=', id)
        .where('reachedOn', 'is', null)
        .where('archivedAt', 'is', null)
        .select(fn.countAll<number>().as('n'))
        .as('milestones'),
    ])
    .executeTakeFirstOrThrow()
  return [items ?? 0, milestones ?? 0]
}

/** Archives a plan, or restores it. */
export async function archiveActionPlan(ctx: Context, id: string, form: { version: number; reason: string | null }) {
  const { plan, standing, initiative } = await holdPlan(ctx, id)
  authorize(ctx, 'action_plan.archive', standing)
  await requireVersion(ctx, plan, form.version)
  const archivedAt = plan.archivedAt ? null : ctx.now
  await ctx.db
    .updateTable('actionPlan')
    .set({ archivedAt, ...nextVersion(ctx, plan) })
    .where('id', '=', id)
    .execute()
  await refreshPlanStanding(ctx, [id])
  record(ctx, {
    verb: archivedAt ? 'action_plan.archived' : 'action_plan.restored',
    kind: 'action_plan',
    id,
    title: plan.name,
    reason: form.reason,
    also: [{ kind: 'initiative', id: initiative.id }],
  })
  return { archived: archivedAt !== null }
}

function columns(form: Omit<NewPlan, 'initiativeId'>) {
  const { name, ownerId, reviewerId, cadence, startsOn, endsOn, kpiId } = form
  return { name, purpose: form.purpose ?? '', ownerId, reviewerId, cadence, startsOn, endsOn, kpiId }
}

/** Whoever makes themselves the owner has accepted; anybody else is asked. */
const accepted = (ctx: Context, ownerId: string | null) => ({
  ownerAcceptedAt: ownerId && ownerId === ctx.viewer.memberId ? ctx.now : null,
})
