/** Posts, questions, themes and what responses are counted under, written straight into the tables of `bay`. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { addDays } from '#app/kpis/period.ts'
import type { World } from '#tests/support/world.ts'

export interface GivenAnswer {
  post: number
  day: number
  score?: number | null
  second?: number | null
  touchpoint?: number | null
  segment?: number | null
  unit?: number | null
  language?: string
  text?: string
}

export type Step =
  | { does: 'insert'; answers: GivenAnswer[] }
  | { does: 'tag' | 'withdraw' | 'restore' | 'untag' | 'erase' | 'retag'; rows: number[]; theme: number }
  | { does: 'rescore'; rows: number[]; to: GivenAnswer }
  | { does: 'redefine'; question: number; touchpoint: number | null; top: number | null }
  | { does: 'move'; post: number; touchpoint: number | null }

export interface FeedbackWorld {
  posts: string[]
  /** Of each post: an NPS question (1) and a CSAT question (2); 3 is a comment. */
  questions: string[]
  touchpoints: string[]
  segments: string[]
  units: string[]
  themes: string[]
  begin(): Promise<void>
  insert(db: pg.ClientBase, answers: GivenAnswer[]): Promise<string[]>
  play(step: unknown): Promise<void>
}

export const firstDay = '2025-11-20'

export async function feedbackWorld(w: World): Promise<FeedbackWorld> {
  const db = w.superuser
  const made = (count: number) => Array.from({ length: count }, () => randomUUID())
  const [posts, touchpoints, segments, units, themes] = [made(2), made(3), made(2), made(2), made(3)]
  const questions: string[] = []
  const bind = () =>
    db.query(
      `select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true), set_config('app.member_id', $2, true)`,
      [w.ada.orgId, w.ada.memberId],
    )
  await db.query('begin')
  await bind()
  const put = (table: string, row: Record<string, unknown>) =>
    db.query(
      `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row)
        .map((_, at) => `$${at + 1}`)
        .join(', ')})`,
      Object.values(row),
    )
  for (const [at, id] of touchpoints.entries())
    await put('touchpoint', { id, name: `Touchpoint ${at + 1}`, owner_id: w.bo.memberId })
  for (const [at, id] of segments.entries()) await put('segment', { id, name: `Segment ${at + 1}` })
  for (const [at, id] of units.entries()) await put('unit', { id, name: `Unit ${at + 1}` })
  for (const [at, id] of themes.entries()) await put('theme', { id, name: `Theme ${at + 1}` })
  for (const [at, id] of posts.entries()) {
    await put('listening_post', {
      id,
      name: `Post ${at + 1}`,
      channel: 'survey',
      touchpoint_id: at === 0 ? touchpoints[0] : null,
    })
    const [nps, csat, comment] = made(3)
    questions.push(nps!, csat!)
    const of = { listening_post_id: id }
    await put('question', {
      id: nps,
      number: 1,
      label: 'Would recommend',
      kind: 'score',
      score_kind: 'nps',
      scale_low: 0,
      scale_high: 10,
      ...of,
    })
    await put('question', {
      id: csat,
      number: 2,
      label: 'Satisfied with waiting',
      kind: 'score',
      score_kind: 'csat',
      scale_low: 1,
      scale_high: 5,
      top_from: 4,
      touchpoint_id: touchpoints[1],
      ...of,
    })
    await put('question', { id: comment, number: 3, label: 'What should we change', kind: 'comment', ...of })
  }
  await db.query('select keep_year(2025), keep_year(2026)')
  await db.query('commit')

  const pick = (list: string[], at: number | null | undefined) => (at == null ? null : list[at % list.length]!)
  const insert: FeedbackWorld['insert'] = async (on, answers) => {
    const rows = answers.map((one) => {
      const answered_on = addDays(firstDay, one.day)
      const scores: Record<string, number> = {}
      if (one.score != null) scores[1] = one.score
      if (one.second != null) scores[2] = one.second + 1
      const id = randomUUID()
      return {
        org_id: w.ada.orgId,
        id,
        answered_on,
        answered_at: `${answered_on}T10:00:00Z`,
        received_at: `${answered_on}T11:00:00Z`,
        listening_post_id: pick(posts, one.post),
        external_id: id,
        touchpoint_id: pick(touchpoints, one.touchpoint),
        segment_id: pick(segments, one.segment),
        unit_id: pick(units, one.unit),
        language: one.language ?? '',
        scores,
        choices: {},
        texts: one.text ? { 3: one.text } : {},
        masked: 0,
      }
    })
    await on.query(
      `insert into response (${Object.keys(rows[0]!).join(', ')}) select ${Object.keys(rows[0]!).join(', ')} from jsonb_populate_recordset(null::response, $1)`,
      [JSON.stringify(rows)],
    )
    return rows.map(({ id }) => id)
  }

  async function play(given: unknown) {
    const step = given as Step
    if (step.does === 'insert') return void (await insert(db, step.answers))
    if (step.does === 'redefine')
      return void (await db.query('update question set touchpoint_id = $2, top_from = $3 where id = $1', [
        pick(questions, step.question),
        pick(touchpoints, step.touchpoint),
        step.top,
      ]))
    if (step.does === 'move')
      return void (await db.query('update listening_post set touchpoint_id = $2 where id = $1', [
        pick(posts, step.post),
        pick(touchpoints, step.touchpoint),
      ]))
    const { rows } = await db.query<{ id: string }>(
      'select id from response where org_id = $1 order by answered_at, id',
      [w.ada.orgId],
    )
    if (!rows.length) return
    const ids = [...new Set(step.rows.map((at) => rows[at % rows.length]!.id))]
    if (step.does === 'rescore') {
      const scores = {
        ...(step.to.score == null ? {} : { 1: step.to.score }),
        ...(step.to.second == null ? {} : { 2: step.to.second + 1 }),
      }
      return void (await db.query(
        'update response set scores = $2, language = $3, segment_id = $4 where id = any($1)',
        [ids, scores, step.to.language, pick(segments, step.to.segment)],
      ))
    }
    const theme = pick(themes, step.theme)
    const [statement, values] = {
      tag: [
        'insert into response_theme (theme_id, response_id, answered_on) select $2, id, answered_on from response where id = any($1) on conflict do nothing',
        [ids, theme],
      ],
      untag: ['delete from response_theme where theme_id = $2 and response_id = any($1)', [ids, theme]],
      retag: [
        'update response_theme t set theme_id = $2 where response_id = any($1) and not exists (select from response_theme o where o.response_id = t.response_id and o.ctid <> t.ctid)',
        [ids, theme],
      ],
      withdraw: ['update response set withdrawn_at = now() where id = any($1)', [ids]],
      restore: ['update response set withdrawn_at = null where id = any($1)', [ids]],
      erase: [`update response set texts = '{}', choices = '{}' where id = any($1)`, [ids]],
    }[step.does] as [string, unknown[]]
    await db.query(statement, values)
  }

  const begin = async () => {
    await db.query('begin')
    await bind()
  }
  return { posts, questions, touchpoints, segments, units, themes, begin, insert, play }
}
