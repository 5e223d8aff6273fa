// The list of themes: its filters, order and pages, all in the address, and what stands beside each.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { addDays } from '#app/kpis/period.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { type Question, listScoreQuestions, sumsByTheme } from './theme-scores.server.ts'
import { scoreOfSums } from '#app/feedback/score.ts'
import { daysUndecided, decisionNames, decisions, lackNames, lacksOf } from './theme.ts'
import { type Heard, type Volumes, volumesOf, windowDays } from './trend.ts'

export const themeListRules = {
  filters: {
    decision: decisions,
    lack: ['no gap', 'review due', 'no owner'],
    owner: 'id',
    question: 'id',
    show: ['archived'],
  },
  sorts: ['age', 'name', 'volume', 'decision', 'owner'],
  defaultSort: 'age',
} as const

/** Open gaps that rest on a theme, as SQL over `t`. */
export const gapsOf = sql<number>`(select count(*)::int from gap_theme l join gap g on g.id = l.gap_id where l.theme_id = t.id and g.archived_at is null)`

/** The days whose responses count as now and as before. */
const windows = (today: string) => ({ now: addDays(today, -windowDays), before: addDays(today, -2 * windowDays) })

/** One page of themes with what a list shows of each, and how many match in all. */
export async function listThemes(ctx: Context, query: ListQuery) {
  const { now } = windows(ctx.today)
  const base = ctx.db
    .selectFrom('theme as t')
    .leftJoin('member as m', 'm.id', 't.ownerId')
    .where((eb) => eb.and(conditions(query, ctx.today)))
  const { total } = await base.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()
  const found = sql<string>`(t.created_at at time zone ${ctx.org.timeZone})::date`
  const waiting = sql`case when t.decision = 'undecided' then coalesce(t.decided_on, ${found}) end`
  const order = {
    age: waiting,
    name: sql`lower(t.name)`,
    volume: sql`coalesce((select sum(d.n) from theme_day d where d.theme_id = t.id and d.day > ${now}::date and d.day <= ${ctx.today}::date), 0)`,
    decision: sql`array_position(array['undecided','act','watch','decline'], t.decision)`,
    owner: sql`lower(m.name)`,
  }[query.sort.key as (typeof themeListRules.sorts)[number]]
  const rows = await base
    .select(['t.id', 't.name', 't.decision', 't.decidedOn', 't.reviewOn', 't.ownerId', 't.archivedAt'])
    .select(['m.name as ownerName', found.as('foundOn'), gapsOf.as('gapCount')])
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy(sql`lower(t.name)`)
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

/** How often each of these themes comes up, and whether that changed. */
export async function volumesByTheme(ctx: Context, ids: readonly string[]): Promise<Map<string, Volumes>> {
  const { now, before } = windows(ctx.today)
  const stretches = sql`coalesce(sum(n) filter (where day > ${now}::date), 0)::int as now, coalesce(sum(n) filter (where day <= ${now}::date), 0)::int as before`
  const days = sql`day > ${before}::date and day <= ${ctx.today}::date`
  const { rows } = await sql<{ id: string; heard: Heard[] }>`
    select t.theme_id as id, jsonb_agg(jsonb_build_object('now', t.now, 'before', t.before, 'allNow', p.now, 'allBefore', p.before)) as heard
    from (select theme_id, listening_post_id, ${stretches} from theme_day where theme_id = any(${ids}::uuid[]) and ${days} group by 1, 2) t
    join (select listening_post_id, ${stretches} from response_day where ${days} group by 1) p using (listening_post_id)
    group by 1`.execute(ctx.db)
  const found = new Map(rows.map(({ id, heard }) => [id, heard]))
  return new Map(ids.map((id) => [id, volumesOf(found.get(id) ?? [])]))
}

/** The list as its page shows it, with the score of one question. */
export async function listThemesWithScores(ctx: Context, query: ListQuery) {
  const { rows, total } = await listThemes(ctx, query)
  const questions = await listScoreQuestions(ctx)
  const question = questions.find(({ id }) => id === query.filters.question?.[0]) ?? questions[0] ?? null
  const ids = rows.map(({ id }) => id)
  const volumes = await volumesByTheme(ctx, ids)
  const sums = question ? await sumsByTheme(ctx, question, ids) : new Map()
  return {
    total,
    question,
    questions,
    rows: rows.map((row) => ({
      ...row,
      volumes: volumes.get(row.id)!,
      waited: daysUndecided(row, ctx.today),
      lacks: lacksOf(row, ctx.today),
      score: question && sums.has(row.id) ? scoreOfSums(question, sums.get(row.id)) : null,
    })),
  }
}

function conditions({ q, filters }: ListQuery, today: string): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [
    sql<SqlBool>`t.archived_at is ${filters.show?.includes('archived') ? sql`not null` : sql`null`}`,
  ]
  if (q) all.push(matching(['t.name', 't.description', 't.words'], q))
  if (filters.decision) all.push(sql<SqlBool>`t.decision = any(${filters.decision})`)
  if (filters.owner) all.push(sql<SqlBool>`t.owner_id = any(${filters.owner}::uuid[])`)
  for (const lack of filters.lack ?? []) {
    if (lack === 'no gap') all.push(sql<SqlBool>`(t.decision = 'act' and ${gapsOf} = 0)`)
    if (lack === 'review due') all.push(sql<SqlBool>`(t.decision = 'watch' and t.review_on <= ${today}::date)`)
    if (lack === 'no owner') all.push(sql<SqlBool>`t.owner_id is null`)
  }
  return all
}

/** The filters of the list, with the people to choose from. */
export async function listThemeFilters(ctx: Context, questions: readonly Question[]) {
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('theme as t').whereRef('t.ownerId', '=', 'm.id').select('t.id')),
    )
    .select(['m.id as value', 'm.name as label'])
    .orderBy(sql`lower(m.name)`)
    .limit(200)
    .execute()
  return [
    {
      name: 'decision',
      label: 'Decision',
      options: decisions.map((one) => ({ value: one, label: decisionNames[one] })),
    },
    {
      name: 'lack',
      label: 'Missing',
      options: themeListRules.filters.lack.map((one) => ({ value: one, label: lackNames[one] })),
    },
    { name: 'owner', label: 'Owner', options: owners },
    {
      name: 'question',
      label: 'Score of',
      options: questions.length > 1 ? questions.map(({ id, title }) => ({ value: id, label: title })) : [],
    },
    { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
  ]
}
