/** Tells how listening posts were set up and their files imported, month after month, through the import that users have. */
import { createHash } from 'node:crypto'
import type { Context } from '#app/access/context.server.ts'
import { Readable } from 'node:stream'
import { beginResponses } from '#app/listening-posts/applying-responses.server.ts'
import { newListeningPostForm } from '#app/listening-posts/listening-post.ts'
import { createListeningPost } from '#app/listening-posts/listening-posts.server.ts'
import { correctColumns, findResponseImport, stageResponses } from '#app/listening-posts/response-imports.server.ts'
import { columnValues } from '#app/listening-posts/response-import.ts'
import { complaintsFile, posts, surveyFile } from './demo/feedback.ts'
import { type Story, fill, idOf, leaderOf, remember, tell } from './story.ts'

export function tellFeedback(story: Story) {
  if (story.organisation.slug !== 'demo') return
  for (const { key, owner, setUpOn, ...words } of posts)
    tell(story, setUpOn, 'define', leaderOf(story), async (ctx) => {
      const form = fill(newListeningPostForm, { ...words, ownerId: idOf(story, 'member', owner), decisionDays: 90 })
      remember(story, 'listening post', key, (await createListeningPost(ctx, form)).id)
    })
  for (let month = 11; month >= 0; month--)
    tell(story, -month * 30, 'measure', leaderOf(story), (ctx) =>
      importFile(
        ctx,
        idOf(story, 'listening post', 'departure-survey'),
        `departure-survey-${12 - month}.csv`,
        surveyFile(story.today, month),
      ),
    )
  for (let quarter = 3; quarter >= 0; quarter--)
    tell(story, -quarter * 90, 'measure', leaderOf(story), (ctx) =>
      importFile(
        ctx,
        idOf(story, 'listening post', 'complaints'),
        `complaints-${4 - quarter}.csv`,
        complaintsFile(story.today, quarter),
      ),
    )
}

/** Uploads a file, says what its effort question's 9 means and that whom to answer is kept, and imports it. */
async function importFile(ctx: Context, postId: string, filename: string, text: string) {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { id } = await stageResponses(ctx, postId, {
    filename,
    size: bytes.length,
    sha256,
    open: ({ start = 0, end = bytes.length - 1 } = {}) => Readable.from([bytes.subarray(start, end + 1)]),
  })
  const found = await findResponseImport(ctx, id)
  const { columns, dayOrder, timeZone, answeredOn, unfinished } = found.reading
  const effort = columns.findIndex(({ label }) => /effort/i.test(label))
  const nine = effort >= 0 && !columns[effort]!.codes
  if (nine || found.summary.contacts) {
    const values = {
      ...columnValues(columns),
      ...(nine ? { [`role_${effort}`]: 'ces', [`scale_${effort}`]: '1-5', [`codes_${effort}`]: '9' } : {}),
    }
    const form = { ...values, dayOrder, timeZone, answeredOn, unfinished, contacts: 'keep', version: found.version }
    await correctColumns(ctx, id, form)
  }
  await beginResponses(ctx, id, { again: false, version: (await findResponseImport(ctx, id)).version })
}
