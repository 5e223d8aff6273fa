// Restricting a post's verbatims: for a reason, until a day, by somebody.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId, presentDay } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { type restrictionForm, longestRestrictionDays } from './feedback.ts'

export interface Restriction {
  id: string
  postId: string
  postName: string
  reason: string
  endsOn: string
  setBy: string | null
  createdAt: Date
  liftedAt: Date | null
  liftedBy: string | null
}

/** Every restriction there ever was, the newest first. */
export async function listRestrictions(ctx: Context): Promise<Restriction[]> {
  const { rows } = await sql<Restriction>`
    select v.id, v.listening_post_id as post_id, p.name as post_name, v.reason, v.ends_on, m.name as set_by, v.created_at, v.lifted_at, l.name as lifted_by
    from verbatim_restriction v join listening_post p on p.id = v.listening_post_id
    left join member m on m.id = v.set_by left join member l on l.id = v.lifted_by
    order by v.created_at desc, v.id limit 200`.execute(ctx.db)
  return rows
}

export async function findRestriction(ctx: Context, id: string) {
  const row = (await listRestrictions(ctx)).find((one) => one.id === id)
  if (!row) throw absent()
  return row
}

/** Posts that a restriction may be set for. */
export async function listPostChoices(ctx: Context): Promise<{ id: string; name: string }[]> {
  return ctx.db
    .selectFrom('listeningPost')
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .limit(300)
    .execute()
}

export async function restrictVerbatims(ctx: Context, form: z.output<typeof restrictionForm>) {
  authorize(ctx, 'response.restrict')
  const post = await lock(ctx, 'listeningPost', form.listeningPostId)
  const today = presentDay(ctx)
  if (form.endsOn < today) refuse('This day has passed. Choose today or a later day.', 'endsOn')
  if (form.endsOn > addDays(today, longestRestrictionDays))
    refuse('A restriction lasts a year at most. Set it again if it is still needed then.', 'endsOn')
  const id = newId(ctx)
  await ctx.db
    .insertInto('verbatimRestriction')
    .values({ id, ...form, setBy: ctx.viewer.memberId || null })
    .execute()
  record(ctx, {
    verb: 'listening_post.verbatims-restricted',
    kind: 'listening_post',
    id: post.id,
    title: post.name,
    reason: form.reason,
  })
  return { id }
}

/** Ends one before its day. */
export async function liftRestriction(ctx: Context, id: string, { reason }: { reason: string }) {
  const row = await lock(ctx, 'verbatimRestriction', id)
  authorize(ctx, 'response.restrict')
  if (row.liftedAt) refuse('This restriction was lifted already.')
  if (row.endsOn < presentDay(ctx)) refuse('This restriction has ended by itself.')
  const post = await lock(ctx, 'listeningPost', row.listeningPostId)
  await ctx.db
    .updateTable('verbatimRestriction')
    .set({ liftedAt: ctx.now, liftedBy: ctx.viewer.memberId || null, version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: 'listening_post.verbatims-opened',
    kind: 'listening_post',
    id: post.id,
    title: post.name,
    reason,
  })
}
