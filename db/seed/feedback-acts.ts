/** Tells how listening posts were set up, who reads them, and how their files were imported, month after month, as users import theirs. */
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { restrictionForm } from '#app/feedback/feedback.ts'
import { kpiFeedbackForm } from '#app/feedback/kpi-feedback.ts'
import { computeKpi, computeKpiFromFeedback } from '#app/feedback/kpi-feedback.server.ts'
import { restrictVerbatims } from '#app/feedback/restrictions.server.ts'
import { beginResponses } from '#app/listening-posts/applying-responses.server.ts'
import { newListeningPostForm } from '#app/listening-posts/listening-post.ts'
import { createListeningPost } from '#app/listening-posts/listening-posts.server.ts'
import { correctColumns, findResponseImport, stageResponses } from '#app/listening-posts/response-imports.server.ts'
import { columnValues } from '#app/listening-posts/response-import.ts'
import { tagArrivedIn } from '#app/themes/arrivals.server.ts'
import { type DemoPost, complaintsFile, surveyFile } from './demo/feedback.ts'
import type { DemoKpi } from './demo/types.ts'
import { fileOf } from './gap-acts.ts'
import { stepOf } from './observation-acts.ts'
import { type Story, dateOf, fill, idOf, leaderOf, remember, tell } from './story.ts'

export function tellFeedback(story: Story) {
  for (const post of story.posts) tellPost(story, post)
  if (!story.posts.length) return
  for (let month = 11; month >= 0; month--)
    tellFile(story, -month * 30, 'departure-survey', `${12 - month}`, surveyFile(story.today, month))
  for (let quarter = 3; quarter >= 0; quarter--)
    tellFile(story, -quarter * 90, 'complaints', `${4 - quarter}`, complaintsFile(story.today, quarter))
  for (const kpi of story.kpis) if (kpi.computed) tellComputed(story, kpi, kpi.computed)
}

function tellPost(story: Story, { key, owner, setUpOn, covers, restricted, ...words }: DemoPost) {
  tell(story, setUpOn, 'define', leaderOf(story), async (ctx) => {
    const steps: string[] = []
    for (const step of covers) steps.push(await stepOf(ctx, story, step))
    const values = { ...words, steps, ownerId: idOf(story, 'member', owner), decisionDays: 90 }
    remember(story, 'listening post', key, (await createListeningPost(ctx, fill(newListeningPostForm, values))).id)
  })
  if (!restricted) return
  tell(story, restricted.on, 'decide', restricted.by, (ctx) => {
    const listeningPostId = idOf(story, 'listening post', key)
    const endsOn = dateOf(story, restricted.until)
    return restrictVerbatims(ctx, fill(restrictionForm, { listeningPostId, endsOn, reason: restricted.reason }))
  })
}

/** A file and, as the job does, the tags of the themes that were there by then. */
function tellFile(story: Story, on: number, post: string, number: string, text: string) {
  const name = `${post}-${number}.csv`
  tell(story, on, 'measure', leaderOf(story), async (ctx) =>
    remember(story, 'file', name, await importFile(ctx, idOf(story, 'listening post', post), name, text)),
  )
  tell(story, on, 'move', null, (ctx) => tagArrivedIn(ctx, { importId: idOf(story, 'file', name) }))
}

/** Uploads a file, says what the 9 of its question on ease means and that whom to answer is kept, and imports it. */
async function importFile(ctx: Context, postId: string, filename: string, text: string) {
  const { id } = await stageResponses(ctx, postId, fileOf(filename, text))
  const found = await findResponseImport(ctx, id)
  const { columns, dayOrder, timeZone, answeredOn, unfinished } = found.reading
  const ease = columns.findIndex(({ label }) => /easy/i.test(label))
  const nine = ease >= 0 && !columns[ease]!.codes
  if (nine || found.summary.contacts) {
    const values = {
      ...columnValues(columns),
      ...(nine ? { [`role_${ease}`]: 'ces', [`scale_${ease}`]: '1-5', [`codes_${ease}`]: '9' } : {}),
    }
    const form = { ...values, dayOrder, timeZone, answeredOn, unfinished, contacts: 'keep', version: found.version }
    await correctColumns(ctx, id, form)
  }
  await beginResponses(ctx, id, { again: false, version: (await findResponseImport(ctx, id)).version })
  return id
}

/** A KPI that the survey gives: after each import the job works out the periods that are over. */
function tellComputed(story: Story, { key, owner }: DemoKpi, from: NonNullable<DemoKpi['computed']>) {
  tell(story, from.since, 'link', owner, async (ctx) => {
    const { rows } = await sql<{ id: string }>`select id from question
      where listening_post_id = ${idOf(story, 'listening post', from.post)} and score_kind = ${from.score}`.execute(
      ctx.db,
    )
    const values = { questionId: rows[0]!.id, touchpointId: idOf(story, 'touchpoint', from.touchpoint), version: 0 }
    await computeKpiFromFeedback(ctx, idOf(story, 'kpi', key), fill(kpiFeedbackForm, values))
  })
  for (let day = 0; day >= from.since; day -= 30)
    tell(story, day, 'move', null, (ctx) => computeKpi(ctx, idOf(story, 'kpi', key)))
}
