// The one place that says whose words may be read. Every room that shows what customers wrote asks here.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from './context.server.ts'
import { may } from './policy.ts'

/** Why a post's verbatims cannot be read, and the last day on which it is so. */
export interface Restricted {
  reason: string
  endsOn: string
}

const mayReadAll = (ctx: Context) => may(ctx.viewer, 'response.read_restricted')

/**
 * A response's texts as the viewer may read them, for a select on `response` under this name: `{}` where its post's verbatims are
 * restricted. What may not be read today may not be read by looking back either.
 */
export const readableTexts = (ctx: Context, as = 'r'): RawBuilder<Record<string, string>> =>
  mayReadAll(ctx)
    ? sql`${sql.ref(`${as}.texts`)}`
    : sql`case when ${sql.ref(`${as}.listening_post_id`)} in (select listening_post_id from restrictions_now()) then '{}'::jsonb else ${sql.ref(`${as}.texts`)} end`

/** The same as a list, in the order of the questions. */
export const readableList = (ctx: Context, as = 'r'): RawBuilder<string[]> =>
  sql`array(select value from jsonb_each_text(${readableTexts(ctx, as)}) order by key::int)`

/** The same in one line, cut to so many letters; empty where there is none, or none may be read. */
export const readableLine = (ctx: Context, letters: number, as = 'r'): RawBuilder<string> =>
  sql`left(coalesce((select string_agg(value, ' … ' order by key::int) from jsonb_each_text(${readableTexts(ctx, as)})), ''), ${sql.lit(letters)})`

/** The restriction that hides a response's texts from the viewer, or null; beside `readableTexts`. */
export const restrictionOf = (ctx: Context, as = 'r'): RawBuilder<Restricted | null> =>
  mayReadAll(ctx)
    ? sql`null::jsonb`
    : sql`(select jsonb_build_object('reason', v.reason, 'endsOn', v.ends_on) from restrictions_now() v
        where v.listening_post_id = ${sql.ref(`${as}.listening_post_id`)} order by v.ends_on desc limit 1)`

/** Leaves out, for a select on `response` under this name, the posts whose words the viewer may not even search. */
export const searchable = (ctx: Context, as = 'r'): RawBuilder<unknown> =>
  mayReadAll(ctx)
    ? sql`true`
    : sql`${sql.ref(`${as}.listening_post_id`)} not in (select listening_post_id from restrictions_now())`

/** Those posts, for a search that takes them as an argument. */
export async function hiddenPosts(ctx: Context): Promise<string[]> {
  if (mayReadAll(ctx)) return []
  const { rows } = await sql<{ id: string }>`select distinct listening_post_id as id from restrictions_now()`.execute(
    ctx.db,
  )
  return rows.map(({ id }) => id)
}
