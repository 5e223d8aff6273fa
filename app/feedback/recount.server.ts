// Recounting a question's sums where too many answered it to do so while its form is saved: week by week, each in a transaction of its own.
import { sql } from 'kysely'
import { actingAsSystem } from '#app/access/context.server.ts'
import { addDays } from '#app/kpis/period.ts'

const stretch = 7

/** The job. Safe to run twice; a change of the question meanwhile asks for another. */
export async function recountScores({ org: slug, question }: { org: string; question: string }) {
  const org = { slug }
  const asked = await actingAsSystem(org, async ({ db }) => {
    const { rows } = await sql<{ askedAt: string; first: string | null; last: string | null }>`
      select a.asked_at::text, (select min(answered_at)::date - 2 from response r where r.listening_post_id = q.listening_post_id) as first,
        (select max(answered_at)::date + 2 from response r where r.listening_post_id = q.listening_post_id) as last
      from score_recount a join question q on q.id = a.question_id where a.question_id = ${question}`.execute(db)
    return rows[0]
  })
  if (!asked) return
  for (let day = asked.first; day && asked.last && day <= asked.last; day = addDays(day, stretch)) {
    const last = addDays(day, stretch - 1)
    await actingAsSystem(org, ({ db }) =>
      sql`select recount_scores(${question}, ${day}::date, ${last}::date)`.execute(db),
    )
  }
  await actingAsSystem(org, ({ db }) =>
    sql`delete from score_recount where question_id = ${question} and asked_at = ${asked.askedAt}::timestamptz`.execute(
      db,
    ),
  )
}
