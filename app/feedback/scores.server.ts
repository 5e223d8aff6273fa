// Reading scores from their sums: a few rows, however many answered.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type Frequency, addDays, periodOf, previousPeriod } from '#app/kpis/period.ts'
import { type AskedQuestion, type Facet, languageName } from './feedback.ts'
import { type Sums, addSums, emptySums } from './score.ts'
import { lengths } from './score-view.ts'

export interface ScoredQuestion extends AskedQuestion {
  id: string
  label: string
  postId: string
  postName: string
  n: number
  recounting: boolean
}

/** Questions that ask for a score, those with the most answers of the last year first. */
export async function listScoredQuestions(ctx: Context): Promise<ScoredQuestion[]> {
  const { rows } = await sql<ScoredQuestion>`
    select q.id, q.label, q.listening_post_id as post_id, p.name as post_name, q.score_kind, q.scale_low, q.scale_high, q.top_from,
      coalesce((select sum(n) from score_day s where s.question_id = q.id and s.facet = 'all' and s.day > ${ctx.today}::date - 366), 0)::int as n,
      exists (select from public.score_recount c where c.question_id = q.id) as recounting
    from question q join listening_post p on p.id = q.listening_post_id
    where q.kind = 'score' and q.archived_at is null order by n desc, lower(p.name), q.number limit 300`.execute(ctx.db)
  return rows
}

export interface Series {
  /** The facet's key: a record's id, a language, or nothing for everybody. */
  key: string
  name: string
  n: number
  all: Sums
  periods: Map<string, Sums>
}

const truncated = { weekly: 'week', monthly: 'month', quarterly: 'quarter', yearly: 'year' } as const

/** Sums of a question by period and by what a facet tells apart, the most answered first. */
export async function readSeries(
  ctx: Context,
  {
    question,
    facet,
    key,
    frequency,
    from,
    to,
  }: { question: string; facet: Facet; key?: string; frequency: Frequency; from: string; to: string },
): Promise<Series[]> {
  const { rows } = await sql<Sums & { key: string; period: string }>`
    select facet_key as key, date_trunc(${truncated[frequency]}, day::timestamp)::date as period, sum(n)::int as n, sum(total) as total, sum(squares) as squares,
      sum(promoters)::int as promoters, sum(detractors)::int as detractors, sum(top)::int as top
    from score_day where question_id = ${question} and facet = ${facet} and day between ${from}::date and ${to}::date
      ${key === undefined ? sql`` : sql`and facet_key = ${key}`}
    group by 1, 2`.execute(ctx.db)
  const series = new Map<string, Series>()
  for (const { key, period, ...sums } of rows) {
    const one = series.get(key) ?? { key, name: key, n: 0, all: emptySums(), periods: new Map<string, Sums>() }
    one.periods.set(period, sums)
    addSums(one.all, sums)
    one.n = one.all.n
    series.set(key, one)
  }
  const list = [...series.values()].sort((a, b) => b.n - a.n)
  const names = await namesOf(
    ctx,
    facet,
    list.map(({ key }) => key),
  )
  return list.map((one) => ({ ...one, name: names.get(one.key) ?? one.name }))
}

const tables = {
  touchpoint: 'touchpoint',
  segment: 'segment',
  persona: 'persona',
  unit: 'unit',
  theme: 'theme',
} as const

async function namesOf(ctx: Context, facet: Facet, keys: string[]): Promise<Map<string, string>> {
  if (facet === 'all') return new Map([['', 'Everybody']])
  if (facet === 'language') return new Map(keys.map((key) => [key, languageName(key)]))
  if (!keys.length) return new Map()
  const { rows } = await sql<{
    id: string
    name: string
  }>`select id, name from ${sql.ref(tables[facet])} where id = any(${keys}::uuid[])`.execute(ctx.db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** From the first day of the first of so many periods to today. */
export function rangeOf(today: string, frequency: Frequency, count = lengths[frequency]) {
  let from = periodOf(today, frequency)
  for (let at = 1; at < count; at++) from = previousPeriod(from, frequency)
  return { from, to: addDays(today, 1) }
}

/** The last day on which the question was answered, so that old data opens where it is. */
export async function lastAnswered(ctx: Context, question: string): Promise<string | null> {
  const { rows } = await sql<{
    day: string | null
  }>`select max(day) as day from score_day where question_id = ${question} and facet = 'all'`.execute(ctx.db)
  return rows[0]?.day ?? null
}
