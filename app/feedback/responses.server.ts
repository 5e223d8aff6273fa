// One response: everything it says, what it was counted under, what it led to; and erasing what its customer wrote.
import { sql } from 'kysely'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { type Restricted, readableTexts, restrictionOf } from '#app/access/readable-texts.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { eraseContact } from '#app/listening-posts/contacts.server.ts'
import { settleResponse } from '#app/listening-posts/writing-responses.server.ts'
import { answersOf, inUse, questionsOf } from './inbox.server.ts'

export interface ResponseRow {
  id: string
  answeredAt: Date
  answeredOn: string
  receivedAt: Date
  postId: string
  postName: string
  channel: string
  importId: string | null
  importName: string | null
  touchpoint: { id: string; name: string } | null
  segment: { id: string; name: string } | null
  persona: { id: string; name: string } | null
  unit: { id: string; name: string } | null
  language: string
  masked: number
  scores: Record<string, number>
  choices: Record<string, string | string[]>
  texts: Record<string, string>
  restricted: Restricted | null
}

/** What the history and pages call a response: its post and day, never its words. */
export const responseTitle = (row: Pick<ResponseRow, 'postName' | 'answeredOn'>) => `${row.postName}, ${row.answeredOn}`

async function oneResponse(ctx: Context, id: string): Promise<ResponseRow> {
  const named = (table: string, column: string) =>
    sql`(select jsonb_build_object('id', x.id, 'name', x.name) from ${sql.ref(table)} x where x.id = ${sql.ref(column)})`
  const { rows } = await sql<ResponseRow>`
    select r.id, r.answered_at, r.answered_on, r.received_at, r.listening_post_id as post_id, p.name as post_name, p.channel,
      r.data_import_id as import_id, i.file_name as import_name, ${named('touchpoint', 'r.touchpoint_id')} as touchpoint,
      ${named('segment', 'r.segment_id')} as segment, ${named('persona', 'r.persona_id')} as persona, ${named('unit', 'r.unit_id')} as unit,
      r.language, r.masked, r.scores, r.choices, ${readableTexts(ctx)} as texts, ${restrictionOf(ctx)} as restricted
    from response r join listening_post p on p.id = r.listening_post_id left join public.data_import i on i.id = r.data_import_id
    where r.id = ${id} and ${inUse}`.execute(ctx.db)
  if (!rows[0]) throw absent()
  return rows[0]
}

/** A response with its questions, themes, cases, gaps and neighbours; 404 where there is none, or it was withdrawn. */
export async function findResponse(ctx: Context, id: string) {
  const row = await oneResponse(ctx, id)
  const asked = (await questionsOf(ctx, [row.postId])).get(row.postId) ?? []
  const { rows } = await sql<{
    themes: { id: string; name: string }[]
    cases: { id: string; name: string }[]
    gaps: { id: string; name: string }[]
    stories: { id: string; name: string }[]
    earlier: string | null
    later: string | null
  }>`select
    coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by lower(t.name)) from response_theme rt join theme t on t.id = rt.theme_id where rt.response_id = ${id}), '[]') as themes,
    coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', '#' || c.number || ' ' || c.title) order by c.number) from customer_case c where c.response_id = ${id} and c.archived_at is null), '[]') as cases,
    coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by lower(g.name)) from gap_response gr join gap g on g.id = gr.gap_id where gr.response_id = ${id} and g.archived_at is null), '[]') as gaps,
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.title) order by lower(s.title)) from story s where s.response_id = ${id} and s.archived_at is null), '[]') as stories,
    (select r.id from response r where r.listening_post_id = ${row.postId} and (r.answered_at, r.id) < (${at(ctx, id)}, ${id}::uuid) and ${inUse} order by r.answered_at desc, r.id desc limit 1) as earlier,
    (select r.id from response r where r.listening_post_id = ${row.postId} and (r.answered_at, r.id) > (${at(ctx, id)}, ${id}::uuid) and ${inUse} order by r.answered_at, r.id limit 1) as later`.execute(
    ctx.db,
  )
  return { ...row, ...answersOf(row, asked), ...rows[0]! }
}

const at = (_: Context, id: string) => sql`(select o.answered_at from response o where o.id = ${id})`

/**
 * Takes away for good what a customer wrote and whom to answer. The scores stay: they name nobody. The history says that it was done and
 * why, and never held the words.
 */
export async function eraseResponse(ctx: Context, id: string, { reason }: { reason: string }) {
  authorize(ctx, 'response.erase')
  const row = await oneResponse(ctx, id)
  const { numAffectedRows } = await sql`update response set texts = '{}', masked = 0
    where id = ${id} and answered_on = ${row.answeredOn}::date and texts <> '{}'`.execute(ctx.db)
  const contact = await eraseContact(ctx, id)
  // A story that was taken from here quotes the same words.
  const { rows: stories } = await sql<{
    id: string
  }>`update story_words set quote = '', pseudonym = '', masked = 0, erased_at = ${ctx.now}
    where erased_at is null and story_id in (select s.id from story s where s.response_id = ${id}) returning story_id as id`.execute(
    ctx.db,
  )
  await settleResponse(ctx, id)
  if (!numAffectedRows && !contact && !stories.length) refuse('There is nothing left to erase here.')
  const also = stories.map((story) => ({ kind: 'story', id: story.id }))
  record(ctx, { verb: 'response.erased', kind: 'response', id, title: responseTitle(row), reason, also })
}
