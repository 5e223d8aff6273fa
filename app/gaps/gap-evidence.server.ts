// Who may say what a gap rests on.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock } from '#app/access/change.server.ts'
import { type Context, authorize } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { refuse } from '#app/access/problems.ts'
import { type Evidence, addEvidence, findCandidates, removeEvidence } from '#app/evidence/evidence.server.ts'
import { countGiven, type unlinkForm } from '#app/evidence/evidence.ts'
import { record } from '#app/history/record.server.ts'

export async function linkEvidence(ctx: Context, gapId: string, form: Evidence) {
  const row = await lock(ctx, 'gap', gapId)
  authorize(ctx, 'gap.edit', row)
  if (row.archivedAt) refuse('This gap is archived. Restore it before linking evidence.')
  if (!countGiven(form)) refuse('Tick what the gap rests on first.')
  const added = await addEvidence(ctx, { kind: 'gap', id: gapId }, form)
  if (added) record(ctx, { verb: 'gap.evidence-linked', kind: 'gap', id: gapId, title: row.name })
  return { added }
}

export async function unlinkEvidence(ctx: Context, gapId: string, form: z.output<typeof unlinkForm>) {
  const row = await lock(ctx, 'gap', gapId)
  authorize(ctx, 'gap.edit', row)
  await removeEvidence(ctx, { kind: 'gap', id: gapId }, form)
  record(ctx, { verb: 'gap.evidence-unlinked', kind: 'gap', id: gapId, title: row.name, reason: form.reason })
}

/** Gaps that the viewer may link evidence to: those that are open first, the newest before others. */
export async function listGapsToLink(ctx: Context) {
  const rows = await ctx.db
    .selectFrom('gap')
    .where('archivedAt', 'is', null)
    .select(['id', 'name', 'state', 'ownerId', 'createdBy'])
    .orderBy(sql`state in ('closed', 'accepted')`)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
  return rows.filter((row) => may(ctx.viewer, 'gap.edit', row)).map(({ id, name, state }) => ({ id, name, state }))
}

/** What could be linked: what matches the words, or without any what was seen where the gap is. */
export function findGapCandidates(
  ctx: Context,
  gap: { id: string; asIsStepId: string | null; touchpointId: string | null },
  q: string,
) {
  const near = sql<boolean>`(o.touchpoint_id = ${gap.touchpointId} or o.journey_step_id = ${gap.asIsStepId}
    or o.touchpoint_id = (select touchpoint_id from journey_step where id = ${gap.asIsStepId}))`
  return findCandidates(ctx, { kind: 'gap', id: gap.id }, near, q)
}
