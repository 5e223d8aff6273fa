// When an initiative ends, those whose feedback it rested on are owed a word: bounded in number, each asked for once.
import { sql } from 'kysely'
import { type Context, newId } from '#app/access/context.server.ts'
import { record } from '#app/history/record.server.ts'
import { dueFromNow, findBusinessHours } from './business-hours.server.ts'
import { mostReplies, replyDraft, replyHours } from './reply-task.ts'

interface Owed {
  customerCaseId: string | null
  responseId: string | null
  answeredOn: string | null
  themeId: string | null
  reach: number
  ownerId: string | null
  toldUsOn: string | null
}

/** Asks for the replies in the transaction that ends the initiative. What was asked for before is not asked for again. */
export async function oweReplies(
  ctx: Context,
  initiative: { id: string; name: string; ownerId: string | null },
  ended: 'finished' | 'stopped',
): Promise<number> {
  const owed = [
    ...(await casesBehind(ctx, initiative.id)),
    ...(await responsesBehind(ctx, initiative.id)),
    ...(await themesBehind(ctx, initiative.id)),
  ]
  if (!owed.length) return 0
  const due = dueFromNow(ctx, replyHours, await findBusinessHours(ctx))
  const dueOn = new Intl.DateTimeFormat('en-CA', { timeZone: ctx.org.timeZone }).format(due)
  const { name, id: initiativeId } = initiative
  await ctx.db
    .insertInto('replyTask')
    .values(
      owed.map(({ toldUsOn, ownerId, ...about }) => ({
        ...{ id: newId(ctx), initiativeId, dueOn, ...about, ownerId: ownerId ?? initiative.ownerId },
        draft: replyDraft({ initiative: name, ended, toldUsOn, locale: ctx.org.locale }),
      })),
    )
    .execute()
  record(ctx, { verb: 'initiative.replies-owed', kind: 'initiative', id: initiativeId, title: name })
  return owed.length
}

const gaps = (id: string) => sql`(select gap_id from initiative_gap where initiative_id = ${id})`

/** Cases escalated to a gap of the initiative, or whose response is evidence of one; those who know nothing yet come first. */
async function casesBehind(ctx: Context, initiativeId: string): Promise<Owed[]> {
  const of = gaps(initiativeId)
  const { rows } = await sql<{ customerCaseId: string; ownerId: string | null; toldUsOn: string }>`
    select c.id as customer_case_id, m.id as owner_id,
      coalesce(c.answered_on, (c.opened_at at time zone ${ctx.org.timeZone})::date) as told_us_on
    from customer_case c left join member m on m.id = c.owner_id and m.disabled_at is null
    where c.archived_at is null and (c.gap_id in ${of}
        or c.response_id in (select g.response_id from gap_response g where g.gap_id in ${of})
        or c.response_id in (select rt.response_id from response_theme rt join gap_theme gt on gt.theme_id = rt.theme_id where gt.gap_id in ${of})
        or c.theme_id in (select gt.theme_id from gap_theme gt where gt.gap_id in ${of}))
      and not exists (select from reply_task t where t.customer_case_id = c.id and t.initiative_id = ${initiativeId})
    order by c.told_on is not null, c.opened_at desc, c.id limit ${mostReplies.cases}`.execute(ctx.db)
  return rows.map((row) => ({ ...row, responseId: null, answeredOn: null, themeId: null, reach: 1 }))
}

/** Responses that are evidence themselves and have no case. */
async function responsesBehind(ctx: Context, initiativeId: string): Promise<Owed[]> {
  const { rows } = await sql<{ id: string; answeredOn: string }>`
    select distinct r.id, r.answered_on from gap_response g join response r on r.id = g.response_id and r.answered_on = g.answered_on
    where g.gap_id in ${gaps(initiativeId)} and r.withdrawn_at is null
      and not exists (select from customer_case c where c.response_id = r.id and c.archived_at is null)
      and not exists (select from reply_task t where t.response_id = r.id and t.initiative_id = ${initiativeId})
    order by r.answered_on desc, r.id limit ${mostReplies.responses}`.execute(ctx.db)
  return rows.map(({ id, answeredOn }) => ({
    ...{ customerCaseId: null, responseId: id, answeredOn, themeId: null, reach: 1, ownerId: null },
    toldUsOn: answeredOn,
  }))
}

/** One message for everybody else behind a theme: its responses that have no case and are no evidence themselves. */
async function themesBehind(ctx: Context, initiativeId: string): Promise<Owed[]> {
  const of = gaps(initiativeId)
  const { rows } = await sql<{ themeId: string; ownerId: string | null; reach: number }>`
    select * from (
      select distinct th.id as theme_id, m.id as owner_id, (select count(*)::int from response_theme rt join response r on r.id = rt.response_id and r.answered_on = rt.answered_on
          where rt.theme_id = th.id and r.withdrawn_at is null
          and not exists (select from customer_case c where c.response_id = rt.response_id and c.archived_at is null)
          and not exists (select from gap_response g where g.response_id = rt.response_id and g.gap_id in ${of})) as reach
      from gap_theme gt join theme th on th.id = gt.theme_id left join member m on m.id = th.owner_id and m.disabled_at is null
      where gt.gap_id in ${of} and th.archived_at is null
        and not exists (select from reply_task t where t.theme_id = th.id and t.initiative_id = ${initiativeId})) as behind
    where reach > 0 order by reach desc, theme_id limit ${mostReplies.themes}`.execute(ctx.db)
  return rows.map((row) => ({
    ...row,
    ...{ customerCaseId: null, responseId: null, answeredOn: null, toldUsOn: null },
  }))
}
