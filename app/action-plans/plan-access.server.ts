// Taking hold of a plan to change it: the row, who stands on it, and the people and KPIs a form may name.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { lock } from '#app/access/change.server.ts'
import type { Standing } from '#app/access/policy.ts'
import { refuse } from '#app/access/problems.ts'

/** The plan, locked, with what the policy asks about it and about its items, milestones and updates, and how many updates it has had. */
export async function holdPlan(ctx: Context, id: string) {
  const plan = await lock(ctx, 'actionPlan', id)
  const { updateCount, ...initiative } = await ctx.db
    .selectFrom('initiative')
    .where('id', '=', plan.initiativeId)
    .select(['id', 'name', 'ownerId', 'stage'])
    .select(sql<number>`(select count(*) from plan_update u where u.action_plan_id = ${id})`.as('updateCount'))
    .executeTakeFirstOrThrow()
  const standing: Standing = { ownerId: plan.ownerId, reviewerId: plan.reviewerId, parentOwnerId: initiative.ownerId }
  return { plan, initiative, updateCount, standing, ofItems: { parentOwnerId: plan.ownerId } satisfies Standing }
}

/** Refuses changes of what is archived or finished, and says how to go on. */
export function refuseUnlessOpen(plan: { archivedAt: Date | null; finishedOn: string | null }) {
  if (plan.archivedAt) refuse('This action plan is archived. Restore it before changing it.')
  if (plan.finishedOn) refuse('This action plan is finished. Open it again before changing it.')
}

/**
 * Who a form names must be there and active, unless they were named before: 404 for an unknown id, a sentence beside the
 * field for somebody who has left.
 */
export async function requireActive(
  ctx: Context,
  named: Record<string, string | null>,
  before: Record<string, string | null> = {},
) {
  const asked = Object.entries(named).filter(
    (entry): entry is [string, string] => !!entry[1] && entry[1] !== before[entry[0]],
  )
  if (!asked.length) return
  const ids = [...new Set(asked.map(([, id]) => id))]
  const members = await ctx.db.selectFrom('member').where('id', 'in', ids).select(['id', 'disabledAt']).execute()
  if (members.length < ids.length) throw absent()
  for (const [field, id] of asked)
    if (members.find((member) => member.id === id)?.disabledAt)
      refuse('This person is no longer active. Choose somebody else.', field)
}

/** A KPI newly chosen must exist and not be archived. */
export async function requireLiveKpi(ctx: Context, kpiId: string | null, before: string | null = null) {
  if (!kpiId || kpiId === before) return
  const kpi = await ctx.db.selectFrom('kpi').where('id', '=', kpiId).select('archivedAt').executeTakeFirst()
  if (!kpi) throw absent()
  if (kpi.archivedAt) refuse('This KPI is archived. Choose another one.', 'kpiId')
}
