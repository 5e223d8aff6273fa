// Scores among a theme's responses, from the sums that are kept by day: as many rows over ten million responses as over ten thousand.
import { sql } from 'kysely'
import { among } from '#db/among.ts'
import type { Context } from '#app/access/context.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { type Sums, scoreOfSums } from '#app/feedback/score.ts'
import { besideOthers, others } from './theme-score.ts'

export interface Question {
  id: string
  label: string
  /** `Post: label`. */
  title: string
  scoreKind: string
  scaleLow: number
  scaleHigh: number
}

/** How far back scores look. */
export const scoreDays = 365

/** Questions that give a score: NPS first, as most people ask for it. */
export async function listScoreQuestions(ctx: Context): Promise<Question[]> {
  const rows = await ctx.db
    .selectFrom('question as q')
    .innerJoin('listeningPost as p', 'p.id', 'q.listeningPostId')
    .where('q.kind', '=', 'score')
    .where('q.archivedAt', 'is', null)
    .where('p.archivedAt', 'is', null)
    .select(['q.id', 'q.label', 'p.name as postName', 'q.scoreKind', 'q.scaleLow', 'q.scaleHigh'])
    .orderBy(sql`q.score_kind <> 'nps'`)
    .orderBy('p.createdAt')
    .orderBy('q.number')
    .limit(100)
    .execute()
  return rows.map(({ label, postName, scoreKind, scaleLow, scaleHigh, id }) => ({
    id,
    label,
    title: `${postName}: ${label}`,
    scoreKind: scoreKind ?? 'mean',
    scaleLow: scaleLow ?? 0,
    scaleHigh: scaleHigh ?? 10,
  }))
}

const summed = sql`sum(n)::int as n, sum(total) as total, sum(squares) as squares, sum(promoters)::int as promoters,
  sum(detractors)::int as detractors, sum(top)::int as top`
const lately = (ctx: Context) => sql`day > ${addDays(ctx.today, -scoreDays)}::date and day <= ${ctx.today}::date`

/** Sums of a question's scores over the last year, by theme. */
export async function sumsByTheme(ctx: Context, { id }: Question, themes: readonly string[]) {
  if (!themes.length) return new Map<string, Sums>()
  const { rows } = await sql<Sums & { theme: string }>`
    select facet_key as theme, ${summed} from score_day
    where question_id = ${id} and facet = 'theme' and facet_key = any(${[...themes]}::text[]) and ${lately(ctx)}
    group by facet_key`.execute(ctx.db)
  return new Map(rows.map(({ theme, ...sums }) => [theme, sums]))
}

/** Every question that a theme's responses answered in the last year: their score, and how it stands beside that of all others. */
export async function listThemeScores(ctx: Context, themeId: string) {
  const questions = await listScoreQuestions(ctx)
  const ids = questions.map(({ id }) => id)
  if (!ids.length) return []
  // Each facet by itself, so that its rows are found in the index and not among those of all facets.
  const of = (facet: string, key: string) => sql`
    select question_id as question, facet, ${summed} from score_day
    where ${among('question_id', ids)} and facet = ${facet} and facet_key = ${key} and ${lately(ctx)} group by question_id, facet`
  const { rows } = await sql<
    Sums & { question: string; facet: string }
  >`${of('theme', themeId)} union all ${of('all', '')}`.execute(ctx.db)
  return questions.flatMap((question) => {
    const of = (facet: string) => rows.find((row) => row.question === question.id && row.facet === facet)
    const [own, all] = [of('theme'), of('all')]
    if (!own?.n) return []
    const score = scoreOfSums(question, own)
    const rest = all ? scoreOfSums(question, others(all, own)) : null
    return [{ ...question, score, rest, standing: besideOthers(score, rest) }]
  })
}
