// Which KPIs an initiative is meant to move, and by how much: its hypotheses.
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { editKpiLinkForm, newKpiLinkForm } from './initiative.ts'

/** One link with its KPI's name, for the form. */
export async function findKpiLink(ctx: Context, initiativeId: string, id: string) {
  const link = await ctx.db
    .selectFrom('initiativeKpi as l')
    .innerJoin('kpi as k', 'k.id', 'l.kpiId')
    .innerJoin('initiative as i', 'i.id', 'l.initiativeId')
    .where('l.id', '=', id)
    .where('l.initiativeId', '=', initiativeId)
    .selectAll('l')
    .select(['k.name as kpiName', 'k.unit', 'i.name as initiativeName'])
    .executeTakeFirst()
  if (!link) throw absent()
  return link
}

/** KPIs that may still be linked. */
export async function listLinkableKpis(ctx: Context, initiativeId: string) {
  return ctx.db
    .selectFrom('kpi as k')
    .where('k.archivedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('initiativeKpi as l')
            .where('l.initiativeId', '=', initiativeId)
            .whereRef('l.kpiId', '=', 'k.id')
            .select('l.id'),
        ),
      ),
    )
    .select(['k.id', 'k.name', 'k.unit', 'k.direction'])
    .orderBy('k.name')
    .execute()
}

export async function linkKpi(ctx: Context, initiativeId: string, form: z.output<typeof newKpiLinkForm>) {
  const initiative = await lock(ctx, 'initiative', initiativeId)
  authorize(ctx, 'initiative.edit', initiative)
  const kpi = await lock(ctx, 'kpi', form.kpiId)
  if (kpi.archivedAt) refuse('This KPI is archived. Choose another one.', 'kpiId')
  const id = newId(ctx)
  await ctx.db
    .insertInto('initiativeKpi')
    .values({ id, initiativeId, ...form })
    .execute()
  record(ctx, {
    verb: 'initiative.kpi-linked',
    kind: 'initiative',
    id: initiativeId,
    title: initiative.name,
    also: [{ kind: 'kpi', id: kpi.id }],
  })
  return { id }
}

export async function editKpiLink(
  ctx: Context,
  initiativeId: string,
  id: string,
  form: z.output<typeof editKpiLinkForm>,
) {
  const initiative = await lock(ctx, 'initiative', initiativeId)
  authorize(ctx, 'initiative.edit', initiative)
  const link = await lock(ctx, 'initiativeKpi', id)
  if (link.initiativeId !== initiativeId) throw absent()
  await requireVersion(ctx, link, form.version, (now) => ({
    hypothesis: now.hypothesis,
    expectedDirection: now.expectedDirection,
    expectedSize: now.expectedSize === null ? '' : String(now.expectedSize),
    confidence: now.confidence,
  }))
  await ctx.db
    .updateTable('initiativeKpi')
    .set({
      hypothesis: form.hypothesis,
      expectedDirection: form.expectedDirection,
      expectedSize: form.expectedSize,
      confidence: form.confidence,
      ...nextVersion(ctx, link),
    })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: 'initiative.kpi-link-edited',
    kind: 'initiative',
    id: initiativeId,
    title: initiative.name,
    also: [{ kind: 'kpi', id: link.kpiId }],
  })
}

/** Takes the link away; the history keeps what was expected. */
export async function unlinkKpi(
  ctx: Context,
  initiativeId: string,
  id: string,
  form: { reason: string | null; version: number },
) {
  const initiative = await lock(ctx, 'initiative', initiativeId)
  authorize(ctx, 'initiative.edit', initiative)
  const link = await lock(ctx, 'initiativeKpi', id)
  if (link.initiativeId !== initiativeId) throw absent()
  await requireVersion(ctx, link, form.version)
  if (!form.reason) refuse('Say why this KPI is no longer linked.', 'reason')
  await ctx.db.deleteFrom('initiativeKpi').where('id', '=', id).execute()
  record(ctx, {
    verb: 'initiative.kpi-unlinked',
    kind: 'initiative',
    id: initiativeId,
    title: initiative.name,
    reason: form.reason,
    also: [{ kind: 'kpi', id: link.kpiId }],
  })
}
