// Which responses a rule means, and opening their cases: each response once, and never more than a day may bring.
import { type RawBuilder, sql } from 'kysely'
import { type Context, newId } from '#app/access/context.server.ts'
import { readableLine } from '#app/access/readable-texts.server.ts'
import { record } from '#app/history/record.server.ts'
import { dueFromNow, findBusinessHours } from './business-hours.server.ts'
import { placed } from './case-place.server.ts'
import { wordList } from './case-rule.ts'
import { takeNumbers } from './cases.server.ts'
import { caseName } from './customer-case.ts'

export interface Matching {
  id: string
  listeningPostId: string | null
  questionId: string | null
  scoreAtLeast: number | null
  scoreAtMost: number | null
  words: string
}

/** Responses `r` that a rule means, answered since a day; `q` is the question it asks about. */
function meant(rule: Matching, since: Date): RawBuilder<unknown> {
  const score = sql`(r.scores ->> q.number::text)::numeric`
  const words = wordList(rule.words)
  const asked = words.map((word) => sql`phraseto_tsquery('simple', plain(${word}))`)
  const post = rule.listeningPostId
  return sql`from response r left join question q on q.id = ${rule.questionId}::uuid
    where r.withdrawn_at is null and r.answered_at >= ${since} and r.answered_on >= ${since}::date - 1
    ${post ? sql`and r.listening_post_id = ${post}` : sql``}
    ${rule.scoreAtLeast === null ? sql`` : sql`and ${score} >= ${rule.scoreAtLeast}`}
    ${rule.scoreAtMost === null ? sql`` : sql`and ${score} <= ${rule.scoreAtMost}`}
    ${asked.length ? sql`and r.words @@ (${sql.join(asked, sql` || `)})` : sql``}`
}

/** One customer, one case: a response that has one already, or had one of this rule, opens no other. */
const fresh = (ruleId: string) => sql`and not exists (select from customer_case c
  where c.response_id = r.id and (c.archived_at is null or c.case_rule_id = ${ruleId}))`

const daysAgo = (ctx: Context, days: number) => new Date(ctx.now.getTime() - days * 86_400_000)

/** What the last days' responses would have opened, had the rule been on: `opened` never exceeds what a day may bring. */
export async function previewRule(ctx: Context, rule: Matching & { dailyLimit: number }, days: number) {
  const since = daysAgo(ctx, days)
  const { rows } = await sql<{ matched: number; opened: number }>`
    select coalesce(sum(n), 0)::int as matched, coalesce(sum(least(n, ${rule.dailyLimit})), 0)::int as opened
    from (select count(*) as n ${meant(rule, since)} group by r.answered_on) as days`.execute(ctx.db)
  const examples = await sql<{ id: string; answeredOn: string; said: string; score: number | null }>`
    select r.id, r.answered_on, ${readableLine(ctx, 200)} as said,
      (r.scores ->> q.number::text)::numeric as score
    ${meant(rule, since)} order by r.answered_at desc, r.id limit 5`.execute(ctx.db)
  return { ...rows[0]!, examples: examples.rows }
}

/** Responses that the rule means and that have no case yet, because the day's share is used up or the rule is off. */
export async function countWaiting(ctx: Context, rule: Matching & { lookBackDays: number }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) ${meant(rule, daysAgo(ctx, rule.lookBackDays))} ${fresh(rule.id)}`.execute(ctx.db)
  return rows[0]!.count
}

/** How many cases a rule has opened since the day began. */
async function openedToday(ctx: Context, ruleId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from customer_case c where c.case_rule_id = ${ruleId}
    and c.opened_at >= ${ctx.today}::date::timestamp at time zone ${ctx.org.timeZone}`.execute(ctx.db)
  return rows[0]!.count
}

/** Opens the cases that a rule asks for. Runs again at any time: what has a case opens no other. */
export async function applyRule(ctx: Context, ruleId: string): Promise<number> {
  // Taken first: whoever opens a case meanwhile is waited for, and the question below sees it.
  let number = await takeNumbers(ctx)
  const rule = await ctx.db
    .selectFrom('caseRule as r')
    .leftJoin('question as q', 'q.id', 'r.questionId')
    .where('r.id', '=', ruleId)
    .where('r.active', '=', true)
    .selectAll('r')
    .select('q.label as questionLabel')
    .executeTakeFirst()
  if (!rule) return 0
  const room = rule.dailyLimit - (await openedToday(ctx, ruleId))
  if (room <= 0) return 0
  const at = placed(sql`from found`, {
    step: sql`null::uuid`,
    touchpoint: sql`found.touchpoint_id`,
    post: sql`found.listening_post_id`,
    owner: sql`${rule.ownerId}::uuid`,
  })
  const { rows } = await sql<Found>`
    with found as materialized (
      select r.id, r.answered_on, r.answered_at, r.listening_post_id, coalesce(r.touchpoint_id, q.touchpoint_id) as touchpoint_id,
        (r.scores ->> q.number::text)::numeric as score
      ${meant(rule, daysAgo(ctx, rule.lookBackDays))} ${fresh(ruleId)} order by r.answered_at, r.id limit ${room})
    select found.id, found.answered_on, found.listening_post_id, found.score, ${at.step} as journey_step_id, ${at.touchpoint} as touchpoint_id,
      ${at.owner} as owner_id
    ${at.joins} order by found.answered_at, found.id`.execute(ctx.db)
  const dueAt = rows.length ? dueFromNow(ctx, rule.dueHours, await findBusinessHours(ctx)) : ctx.now
  for (const { id: responseId, score, ...place } of rows) {
    const id = newId(ctx)
    const title = score === null ? rule.name : `${rule.name}: ${rule.questionLabel} ${score}`.slice(0, 200)
    await ctx.db
      .insertInto('customerCase')
      .values({ id, number, title, ...place, responseId, caseRuleId: ruleId, openedAt: ctx.now, dueAt })
      .execute()
    record(ctx, { verb: 'customer_case.opened', kind: 'customer_case', id, title: `${caseName(number)}: ${title}` })
    number++
  }
  return rows.length
}

interface Found {
  id: string
  answeredOn: string
  listeningPostId: string
  score: number | null
  journeyStepId: string | null
  touchpointId: string | null
  ownerId: string | null
}
