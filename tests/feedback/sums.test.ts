// The sums of scores against their rows: whatever is inserted, changed, withdrawn, erased, tagged and untagged, they are what counting gives.
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recountScores } from '#app/feedback/recount.server.ts'
import { type World, makeWorld } from '#tests/support/world.ts'
import { type FeedbackWorld, feedbackWorld } from './feedback-world.ts'

let w: World
let f: FeedbackWorld
beforeAll(async () => {
  w = await makeWorld()
  f = await feedbackWorld(w)
}, 60_000)
afterAll(() => w.close())

interface Sum {
  n: number
  total: number
  squares: number
  promoters: number
  detractors: number
  top: number
}

interface Answered {
  id: string
  answered_on: string
  listening_post_id: string
  touchpoint_id: string | null
  segment_id: string | null
  persona_id: string | null
  unit_id: string | null
  language: string
  scores: Record<string, number>
  themes: string[] | null
}

/** The sums, counted from the rows in another language than the database's triggers. */
async function counted(db: pg.Client) {
  const rows = await db.query<Answered>(`select r.*, (select array_agg(theme_id::text) from response_theme t
    where t.org_id = r.org_id and t.response_id = r.id) as themes from response r where withdrawn_at is null`)
  const posts = new Map(
    (await db.query<{ id: string; touchpoint_id: string }>('select * from listening_post')).rows.map((p) => [p.id, p]),
  )
  const questions = (await db.query<Record<string, never>>(`select * from question where kind = 'score'`))
    .rows as unknown as {
    id: string
    number: number
    listening_post_id: string
    touchpoint_id: string | null
    score_kind: string
    scale_high: number
    top_from: number | null
  }[]
  const sums = new Map<string, Sum>()
  for (const row of rows.rows)
    for (const q of questions.filter((one) => one.listening_post_id === row.listening_post_id)) {
      const score = row.scores[q.number]
      if (score === undefined) continue
      const touchpoint = row.touchpoint_id ?? q.touchpoint_id ?? posts.get(row.listening_post_id)!.touchpoint_id
      const facets = [
        ['all', ''],
        ['touchpoint', touchpoint],
        ['segment', row.segment_id],
        ['persona', row.persona_id],
        ['unit', row.unit_id],
        ['language', row.language || null],
        ...(row.themes ?? []).map((theme) => ['theme', theme]),
      ].filter(([, key]) => key !== null)
      for (const [facet, key] of facets) {
        const at = [q.id, facet, key, row.answered_on].join('|')
        const sum = sums.get(at) ?? { n: 0, total: 0, squares: 0, promoters: 0, detractors: 0, top: 0 }
        sum.n += 1
        sum.total += score
        sum.squares += score * score
        if (q.score_kind === 'nps') sum[score >= 9 ? 'promoters' : 'detractors'] += score >= 9 || score <= 6 ? 1 : 0
        if (score >= (q.top_from ?? q.scale_high - 1)) sum.top += 1
        sums.set(at, sum)
      }
    }
  return sums
}

async function kept(db: pg.Client, table = 'public.score_day') {
  const { rows } = await db.query(
    `select concat_ws('|', question_id, facet, facet_key, day) as at, n, total, squares, promoters, detractors, top from ${table}`,
  )
  return new Map(rows.map(({ at, ...sum }) => [at as string, sum as Sum]))
}

const sorted = (sums: Map<string, Sum>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1))

const nth = fc.nat(1000)
const answer = fc.record({
  post: nth,
  day: fc.nat(70),
  score: fc.option(fc.nat(10)),
  second: fc.option(fc.nat(4)),
  touchpoint: fc.option(nth),
  segment: fc.option(nth),
  unit: fc.option(nth),
  language: fc.constantFrom('', 'en', 'de'),
})
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('insert' as const),
      answers: fc.array(answer, { minLength: 1, maxLength: 12 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('tag' as const), rows: fc.array(nth, { maxLength: 6 }), theme: nth }),
  },
  fc.record({
    does: fc.constantFrom('withdraw', 'restore', 'untag', 'erase', 'retag'),
    rows: fc.array(nth, { maxLength: 5 }),
    theme: nth,
  }),
  fc.record({ does: fc.constant('rescore' as const), rows: fc.array(nth, { maxLength: 3 }), to: answer }),
  fc.record({
    does: fc.constant('redefine' as const),
    question: nth,
    touchpoint: fc.option(nth),
    top: fc.option(fc.nat(10)),
  }),
  fc.record({ does: fc.constant('move' as const), post: nth, touchpoint: fc.option(nth) }),
)

describe('sums of scores', () => {
  test('after any history they are what counting the rows gives, and as of a moment too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const db = w.superuser
        await f.begin()
        try {
          for (const one of steps) await f.play(one)
          expect(sorted(await kept(db))).toEqual(sorted(await counted(db)))
          await db.query(
            `select set_config('search_path', 'as_of, public', true), set_config('app.as_of', '2100-01-01', true)`,
          )
          expect(sorted(await kept(db, 'as_of.score_day'))).toEqual(sorted(await kept(db)))
        } finally {
          await db.query('rollback')
        }
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  test('writers of the same days of the same post do not wait for each other for ever', async () => {
    const clients = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const client = new pg.Client({ connectionString: w.urls.webUrl })
        await client.connect()
        return client
      }),
    )
    await Promise.all(
      clients.map(async (client, at) => {
        for (let round = 0; round < 4; round++) {
          await client.query('begin')
          await client.query(`select set_config('app.org_id', $1, true)`, [w.ada.orgId])
          // two statements a transaction, their days in opposite order
          for (const days of at % 2
            ? [
                [1, 9],
                [20, 2],
              ]
            : [
                [20, 9],
                [2, 1],
              ])
            await f.insert(
              client,
              days.map((day) => ({ post: 0, day, score: (day + round) % 11, language: 'en' })),
            )
          await client.query('commit')
        }
      }),
    )
    await Promise.all(clients.map((client) => client.end()))
    expect(sorted(await kept(w.superuser))).toEqual(sorted(await counted(w.superuser)))
    const { rows } = await w.superuser.query(`select sum(n)::int as n from score_day where facet = 'all'`)
    expect(rows[0].n).toBe(64)
  })

  test('the application may read sums and not write them', async () => {
    const client = new pg.Client({ connectionString: w.urls.webUrl })
    await client.connect()
    await client.query('begin')
    await client.query(`select set_config('app.org_id', $1, true)`, [w.ada.orgId])
    expect((await client.query('select 1 from score_day limit 1')).rowCount).toBe(1)
    await expect(client.query('update score_day set n = n + 1')).rejects.toThrow(/permission denied/)
    await client.end()
  })
})

describe('a question that too many answered to recount it at once', () => {
  test('is recounted by a job, and says so meanwhile', async () => {
    const db = w.superuser
    await f.begin()
    await db.query(`insert into response (id, answered_on, answered_at, listening_post_id, external_id, scores)
      select gen_random_uuid(), '2025-12-01'::date + i % 20, '2025-12-01T08:00Z'::timestamptz + i % 20 * interval '1 day', '${f.posts[1]}', 'many ' || i, '{"1": 8}'
      from generate_series(1, 300) i`)
    await db.query(
      `update score_day set n = 200000 where question_id = '${f.questions[2]}' and facet = 'all' and day = '2025-12-03'`,
    )
    await db.query(`update question set top_from = 8 where id = '${f.questions[2]}'`)
    await db.query('commit')
    expect((await db.query('select question_id from score_recount')).rows).toEqual([{ question_id: f.questions[2] }])
    const { rows } = await db.query(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'recount-scores'`,
    )
    expect(rows).toEqual([{ payload: { org: 'bay', question: f.questions[2] } }])
    await recountScores(rows[0].payload)
    expect(sorted(await kept(db))).toEqual(sorted(await counted(db)))
    expect((await db.query('select 1 from score_recount')).rowCount).toBe(0)
  }, 30_000)
})
