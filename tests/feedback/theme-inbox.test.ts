// The inbox of one theme, page after page: every response of the theme once, newest first, however its days are filled.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inboxRules, listResponses, pageSize, placeIn } from '#app/feedback/inbox.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type World, makeWorld } from '#tests/support/world.ts'
import { type FeedbackWorld, feedbackWorld } from './feedback-world.ts'

let w: World
let f: FeedbackWorld
/** The ids of the responses of the first theme, newest first. */
let tagged: string[]

beforeAll(async () => {
  w = await makeWorld()
  f = await feedbackWorld(w)
  await f.begin()
  // Days of few, and one of more than are looked through at once; every third tagged, all of one moment a day.
  const days = [...Array.from({ length: 30 }, () => 1), ...Array.from({ length: 30 }, () => 2)]
  const answers = [
    ...days,
    ...Array.from({ length: 700 }, () => 3),
    ...Array.from({ length: 90 }, (_, at) => 4 + (at % 9)),
  ]
  await f.insert(
    w.superuser,
    answers.map((day, at) => ({ post: at % 2, day, text: 'The queue', segment: at === 3 ? 1 : 0 })),
  )
  await w.superuser.query(`with numbered as (select *, row_number() over (order by answered_at, id) as n from response),
    one as (select n, id, answered_on from numbered where n % 3 <> 0 or segment_id = '${f.segments[1]}')
    insert into response_theme (theme_id, response_id, answered_on) select '${f.themes[0]}', id, answered_on from one order by n % 7`)
  await w.superuser.query('commit')
  const { rows } = await w.superuser.query<{ id: string }>(
    `select r.id from response r join response_theme t on t.response_id = r.id order by r.answered_at desc, r.id desc`,
  )
  tagged = rows.map(({ id }) => id)
})
afterAll(() => w.close())

/** Every page from the first, as one follows “Older” or “Look further back”. */
async function walk(search: string) {
  const pages: { ids: string[]; stretched: boolean }[] = []
  let before: ReturnType<typeof placeIn> = null
  for (;;) {
    const query = readListQuery(`http://x/bay/feedback?theme=${f.themes[0]}${search}`, inboxRules)
    const { rows, next, stretched } = await w.as(w.lea, (ctx) => listResponses(ctx, query, before))
    pages.push({ ids: rows.map(({ id }) => id), stretched })
    if (!next) return pages
    before = placeIn(`http://x/?before=${encodeURIComponent(next)}`)
  }
}

describe('the inbox of a theme', () => {
  test('leads through all of its responses in their order', async () => {
    expect(tagged.length).toBeGreaterThan(500)
    const pages = await walk('')
    expect(pages.flatMap(({ ids }) => ids)).toEqual(tagged)
    expect(pages.slice(0, -1).map(({ ids }) => ids.length)).toEqual(pages.slice(1).map(() => pageSize))
  })

  test('finds what else it is narrowed by, wherever it stands', async () => {
    const found = await walk(`&segment=${f.segments[1]}`)
    expect(found.flatMap(({ ids }) => ids)).toHaveLength(1)
    const { rows } = await w.superuser.query<{ id: string }>(
      `select r.id from response r join response_theme t on t.response_id = r.id where r.listening_post_id = $1 and r.answered_on between '2025-11-22' and '2025-11-25'
       order by r.answered_at desc, r.id desc`,
      [f.posts[1]],
    )
    const narrowed = await walk(`&post=${f.posts[1]}&from=2025-11-22&to=2025-11-25`)
    expect(narrowed.flatMap(({ ids }) => ids)).toEqual(rows.map(({ id }) => id))
  })
})
