// Reading feedback: the inbox and its search, restrictions, opening contacts, erasing, and KPIs computed from it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  keepContacts,
  openContact,
  openedContact,
  sealContact,
  unsealContact,
} from '#app/listening-posts/contacts.server.ts'
import { findKpiQuestion } from '#app/action-plans/plan-page.server.ts'
import { bandOf, piecesOf } from '#app/feedback/feedback.ts'
import { countResponses, inboxRules, listResponses } from '#app/feedback/inbox.server.ts'
import { computeKpi, computeKpiFromFeedback, endKpiFeedback } from '#app/feedback/kpi-feedback.server.ts'
import { eraseResponse, findResponse } from '#app/feedback/responses.server.ts'
import { liftRestriction, restrictVerbatims } from '#app/feedback/restrictions.server.ts'
import { comparedInWords, scoreOfSums } from '#app/feedback/score.ts'
import { readSeries } from '#app/feedback/scores.server.ts'
import { listKpisToRecord } from '#app/kpis/kpi-list.server.ts'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import { createKpi } from '#app/kpis/kpis.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { actingAsSystem } from '#app/access/context.server.ts'
import { type World, makeWorld } from '#tests/support/world.ts'
import { type FeedbackWorld, feedbackWorld } from './feedback-world.ts'

let w: World
let f: FeedbackWorld
let ids: string[]
const now = new Date('2026-03-10T09:00:00Z')
beforeAll(async () => {
  w = await makeWorld()
  f = await feedbackWorld(w)
  await f.begin()
  ids = await f.insert(w.superuser, [
    { post: 0, day: 0, score: 9, text: 'The queue was short, thank you' },
    { post: 0, day: 1, score: 3, text: 'Nobody told us why we waited in the queue. Call me: [phone]' },
    { post: 1, day: 1, score: 7, second: 4, segment: 0, text: 'Clean and quiet' },
    { post: 1, day: 50, second: 0, segment: 1, text: 'Eine lange Warteschlange', language: 'de' },
    { post: 0, day: 60, score: 10, unit: 0 },
  ])
  await w.superuser.query('commit')
}, 60_000)
afterAll(() => w.close())

const list = (who: World['lea'], search = '', before: { at: string; id: string } | null = null) =>
  w.as(who, (ctx) => listResponses(ctx, readListQuery(`http://x/bay/feedback${search}`, inboxRules), before), now)
const idsOf = async (who: World['lea'], search: string) =>
  (await list(who, search)).rows.map((row) => ids.indexOf(row.id))

describe('the inbox', () => {
  test('lists newest first, narrowed by every facet', async () => {
    expect(await idsOf(w.cora, '')).toHaveLength(5)
    expect(await idsOf(w.cora, `?post=${f.posts[0]}`)).toEqual([4, 1, 0])
    expect(await idsOf(w.cora, `?segment=${f.segments[1]}`)).toEqual([3])
    expect(await idsOf(w.cora, `?unit=${f.units[0]}`)).toEqual([4])
    // of its post, and of a question
    expect(await idsOf(w.cora, `?touchpoint=${f.touchpoints[0]}`)).toEqual([4, 1, 0])
    expect((await idsOf(w.cora, `?touchpoint=${f.touchpoints[1]}`)).length).toBe(5)
    expect(await idsOf(w.cora, '?band=detractor')).toEqual([1])
    expect(await idsOf(w.cora, '?band=high')).toEqual([2])
    expect(await idsOf(w.cora, '?band=low')).toEqual([3])
    expect(await idsOf(w.cora, `?question=${f.questions[0]}&band=promoter`)).toEqual([4, 0])
    expect(await idsOf(w.cora, '?language=de')).toEqual([3])
    expect(await idsOf(w.cora, `?from=${addDays('2025-11-20', 1)}&to=${addDays('2025-11-20', 50)}`)).toHaveLength(3)
    expect(await idsOf(w.cora, '?only=commented')).toHaveLength(4)
  })

  test('says how many there are in all, where their sums know it', async () => {
    const total = (search: string) =>
      w.as(w.cora, (ctx) => countResponses(ctx, readListQuery(`http://x/bay/feedback${search}`, inboxRules)), now)
    for (const search of ['', `?post=${f.posts[0]}`, `?post=${f.posts[0]}&from=2025-11-21`, '?to=2025-11-21'])
      expect(await total(search), search).toBe((await list(w.cora, search)).rows.length)
    for (const search of ['?q=queue', `?segment=${f.segments[0]}`, '?only=commented'])
      expect(await total(search), search).toBeNull()
  })

  // Few responses of a year are read one by one, many by the index of words.
  test.each([0, 30_000])(
    'finds words, their beginnings and accents, in the order of time, beside %i others',
    async (others) => {
      const [org, post] = [w.ada.orgId, f.posts[0]]
      for (const year of others ? [2025, 2026] : [])
        await w.superuser.query(
          `insert into response_day (org_id, listening_post_id, day, n) values ($1, $2, $3, $4)`,
          [org, post, `${year}-01-01`, others],
        )
      const few = await w.superuser.query<{ few: boolean }>('select few_responses($1, 2025) as few', [org])
      expect(few.rows[0]!.few).toBe(others === 0)
      expect(await idsOf(w.cora, '?q=QUEUE')).toEqual([1, 0])
      expect(await idsOf(w.cora, '?q=warteschl')).toEqual([3])
      expect(await idsOf(w.cora, '?q=queue+nobody')).toEqual([1])
      expect((await list(w.cora, '?q=queue')).matches).toEqual({ count: 2, complete: true })
      expect((await list(w.cora, '?q=zebra')).rows).toEqual([])
      const { rows } = await w.superuser.query(
        `select set_config('app.org_id', $1, false), (select jsonb_agg(m) from response_matches('queue', null, null, null, '{}', 1) m) as found`,
        [w.ada.orgId],
      )
      expect(
        rows[0].found.map((row: { id: string; complete: boolean }) => [ids.indexOf(row.id), row.complete]),
      ).toEqual([
        [1, false],
        [-1, false],
      ])
      // of another organisation: nothing
      expect((await list(w.otto, '?q=queue')).rows).toEqual([])
    },
  )

  test('finds by the word that few say those that say the frequent one, too', async () => {
    const org = w.otto.orgId
    const say = (sql: string, ...values: unknown[]) => w.superuser.query(sql, values)
    await say('begin')
    await say(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true), keep_year(2024)`, org)
    // PostgreSQL knows how often beginnings of words are said once it has counted a hundred words.
    const { rows } = await say(
      `insert into listening_post (id, name, channel) values (gen_random_uuid(), 'Kiosk', 'survey') returning id`,
    )
    await say(
      `insert into response (id, answered_on, answered_at, listening_post_id, external_id, scores, texts)
        select gen_random_uuid(), date '2024-05-01', timestamptz '2024-05-01 10:00Z' - n * interval '1 second', $1::uuid, n::text, '{}'::jsonb,
          jsonb_build_object('2', 'the queue was slow at gate g' || n % 200 || case n when 1 then ' by the kettle' when 2 then ' and long' else '' end)
        from generate_series(1, 3000) n
        union all select gen_random_uuid(), '2024-05-01', timestamptz '2024-05-01 11:00Z', $1, 'other', '{}', '{"2": "by the kettle"}'`,
      rows[0].id,
    )
    await say(`update response_day set n = 30000 where org_id = $1`, org)
    await say('commit')
    await say('analyze response')
    const expected = await say(
      `select expected_rows('response_2024', '''queue'':*') as queue, expected_rows('response_2024', '''kettle'':*') as kettle`,
    )
    expect(Number(expected.rows[0].queue)).toBeGreaterThan(2000)
    expect(Number(expected.rows[0].kettle)).toBeLessThan(2000)
    const found = await list(w.otto, '?q=queue+kettle')
    expect(found.rows.map(({ texts }) => texts[0]!.text)).toEqual(['the queue was slow at gate g1 by the kettle'])
    expect((await list(w.otto, '?q=queue+long')).matches).toEqual({ count: 1, complete: true })
  })

  test('goes on after the last response of a page', async () => {
    const { rows } = await list(w.cora)
    const [at, id] = rows[1]!.place.split('_')
    expect((await list(w.cora, '', { at: at!, id: id! })).rows.map((row) => row.id)).toEqual(
      rows.slice(2).map((row) => row.id),
    )
  })

  test('shows masked pieces as such, and scores by their ends', () => {
    expect(piecesOf('Call [phone] or [somebody]')).toEqual([
      { text: 'Call ', masked: false },
      { text: '[phone]', masked: true },
      { text: ' or [somebody]', masked: false },
    ])
    const csat = { scoreKind: 'csat', scaleLow: 1, scaleHigh: 5, topFrom: 4 }
    expect([1, 2, 3, 4, 5].map((score) => bandOf(score, csat))).toEqual(['low', 'low', 'middle', 'high', 'high'])
    const nps = { scoreKind: 'nps', scaleLow: 0, scaleHigh: 10, topFrom: null }
    expect([6, 7, 8, 9].map((score) => bandOf(score, nps))).toEqual(['detractor', 'passive', 'passive', 'promoter'])
  })
})

describe('restrictions', () => {
  test('hide words from all but leaders, in lists, pages and search, until their day', async () => {
    const form = { listeningPostId: f.posts[0]!, reason: 'Colleagues are named', endsOn: '2026-03-31' }
    await expect(w.as(w.bo, (ctx) => restrictVerbatims(ctx, form), now)).rejects.toMatchObject({ status: 403 })
    await expect(w.as(w.lea, (ctx) => restrictVerbatims(ctx, { ...form, endsOn: '2020-01-01' }))).rejects.toThrow(
      /passed/,
    )
    const endsOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
    const { id } = await w.as(w.lea, (ctx) => restrictVerbatims(ctx, { ...form, endsOn }))
    const read = (who: World['lea']) => w.as(who, (ctx) => findResponse(ctx, ids[1]!))
    expect(await read(w.cora)).toMatchObject({ texts: [], restricted: { reason: form.reason, endsOn } })
    expect((await read(w.lea)).texts).toHaveLength(1)
    const listed = await w.as(w.cora, (ctx) =>
      listResponses(ctx, readListQuery('http://x/bay/feedback', inboxRules), null),
    )
    expect(listed.rows.find((row) => row.id === ids[1])).toMatchObject({
      texts: [],
      restricted: { reason: form.reason },
    })
    const search = (who: World['lea']) =>
      w.as(who, (ctx) => listResponses(ctx, readListQuery('http://x/bay/feedback?q=queue', inboxRules), null))
    expect((await search(w.cora)).rows).toEqual([])
    expect((await search(w.lea)).rows).toHaveLength(2)
    // The day after its last it has ended by itself.
    const later = new Date(Date.now() + 6.5 * 86_400_000)
    expect((await w.as(w.cora, (ctx) => findResponse(ctx, ids[1]!), later)).texts).toHaveLength(1)
    await expect(w.as(w.bo, (ctx) => liftRestriction(ctx, id, { reason: 'no' }))).rejects.toMatchObject({ status: 403 })
    await w.as(w.lea, (ctx) => liftRestriction(ctx, id, { reason: 'Looked through' }))
    expect((await read(w.cora)).texts).toHaveLength(1)
  })
})

describe('whom to answer', () => {
  test('is sealed, opened by leaders and the case’s owner with a reason on record, and shown to nobody else', async () => {
    const contact = { name: 'Grace Hill', email: 'grace@hill.example' }
    const sealed = sealContact(w.ada.orgId, ids[1]!, contact)
    expect(sealed.includes('grace')).toBe(false)
    expect(unsealContact(w.ada.orgId, ids[1]!, sealed)).toEqual(contact)
    expect(unsealContact(w.ada.orgId, ids[0]!, sealed)).toBe(null)
    expect(unsealContact(w.otto.orgId, ids[1]!, sealed)).toBe(null)
    await w.as(w.lea, (ctx) =>
      keepContacts(ctx, [{ responseId: ids[1]!, answeredOn: addDays('2025-11-20', 1), contact }]),
    )
    const open = (who: World['lea'], reason = 'To answer') =>
      w.as(who, (ctx) => openContact(ctx, ids[1]!, 'Post 1, a day', { reason }))
    const see = (who: World['lea']) => w.as(who, (ctx) => openedContact(ctx, ids[1]!))
    await expect(open(w.bo)).rejects.toMatchObject({ status: 403 })
    expect(await see(w.lea)).toBe(null)
    await open(w.lea)
    expect((await see(w.lea))?.contact).toEqual(contact)
    expect(await see(w.ada)).toBe(null)
    await f.begin()
    await w.superuser.query(
      `insert into customer_case (id, number, title, response_id, answered_on, owner_id, due_at) values (gen_random_uuid(), 1, 'Waited', $1, $2, $3, now())`,
      [ids[1], addDays('2025-11-20', 1), w.bo.memberId],
    )
    await w.superuser.query('commit')
    await open(w.bo, 'The case is mine')
    expect((await see(w.bo))?.contact).toEqual(contact)
    const { rows } = await w.superuser.query(
      `select reason, body from history.event where verb = 'response.contact-opened' order by seq`,
    )
    expect(rows.map(({ reason }) => reason)).toEqual(['To answer', 'The case is mine'])
    expect(JSON.stringify(rows)).not.toMatch(/grace|Hill/i)
  })

  test('goes with the words when they are erased; the scores stay', async () => {
    await expect(w.as(w.bo, (ctx) => eraseResponse(ctx, ids[1]!, { reason: 'x' }))).rejects.toMatchObject({
      status: 403,
    })
    await w.as(w.lea, (ctx) => eraseResponse(ctx, ids[1]!, { reason: 'The customer asked' }))
    expect(await w.as(w.lea, (ctx) => findResponse(ctx, ids[1]!))).toMatchObject({ texts: [], scores: [{ score: 3 }] })
    expect((await w.superuser.query('select 1 from response_contact')).rowCount).toBe(0)
    expect((await w.superuser.query(`select 1 from response where words @@ 'nobody'`)).rowCount).toBe(0)
    await expect(w.as(w.lea, (ctx) => eraseResponse(ctx, ids[1]!, { reason: 'Again' }))).rejects.toThrow(/nothing left/)
  })
})

describe('scores', () => {
  test('are read from the sums by period and facet', async () => {
    const [all] = await w.as(
      w.cora,
      (ctx) =>
        readSeries(ctx, {
          question: f.questions[0]!,
          facet: 'all',
          frequency: 'monthly',
          from: '2025-01-01',
          to: '2026-12-31',
        }),
      now,
    )
    expect([...all!.periods].sort().map(([period, sums]) => [period, sums.n, sums.promoters, sums.detractors])).toEqual(
      [
        ['2025-11-01', 2, 1, 1],
        ['2026-01-01', 1, 1, 0],
      ],
    )
    expect(scoreOfSums({ scoreKind: 'nps' }, all!.all)?.value).toBeCloseTo(100 / 3)
    expect(
      scoreOfSums({ scoreKind: 'csat' }, { n: 120, total: 0, squares: 0, promoters: 0, detractors: 0, top: 84 }),
    ).toMatchObject({
      value: 70,
    })
    expect(scoreOfSums({ scoreKind: 'ces' }, { n: 0, total: 0, squares: 0, promoters: 0, detractors: 0, top: 0 })).toBe(
      null,
    )
  })

  test('differ only where the band of their difference leaves zero', () => {
    const nps = (promoters: number, detractors: number, n: number) =>
      scoreOfSums({ scoreKind: 'nps' }, { n, promoters, detractors, top: 0, total: 0, squares: 0 })
    expect(comparedInWords('nps', nps(50, 20, 100), nps(54, 20, 100))).toMatch(/No difference/)
    expect(comparedInWords('nps', nps(500, 200, 1000), nps(620, 100, 1000))).toMatch(/^Higher by 22 points/)
    expect(comparedInWords('nps', nps(5, 2, 10), nps(10, 0, 10))).toMatch(/^Too few/)
  })
})

describe('a KPI computed from feedback', () => {
  const from = { touchpointId: null, segmentId: null, personaId: null, unitId: null, themeId: null, language: null }
  test('gets a value for every period that is over, restated when answers come late, and refuses hands', async () => {
    const kpi = {
      name: 'NPS of arrivals',
      kind: 'perception',
      definition: 'x',
      formula: null,
      unit: '',
      decimals: 0,
      scoreKind: 'nps',
      direction: 'up',
      frequency: 'monthly',
      source: null,
      ownerId: w.bo.memberId,
    } as const
    const { id } = await w.as(w.lea, (ctx) => createKpi(ctx, kpi), now)
    const given = { ...from, questionId: f.questions[0]!, version: 0 }
    await expect(w.as(w.ben, (ctx) => computeKpiFromFeedback(ctx, id, given), now)).rejects.toMatchObject({
      status: 403,
    })
    await expect(
      w.as(w.bo, (ctx) => computeKpiFromFeedback(ctx, id, { ...given, questionId: f.questions[1]! }), now),
    ).rejects.toThrow(/another kind/)
    await w.as(w.bo, (ctx) => computeKpiFromFeedback(ctx, id, given), now)
    // Nobody owes its values; neither the grid of values nor an update of a plan asks for them.
    const asked = async () => {
      const { rows } = await w.superuser.query('select next_due_on from kpi_standing where kpi_id = $1', [id])
      const grid = await w.as(w.lea, (ctx) => listKpisToRecord(ctx, { ownerId: null, page: 1, pageSize: 500 }))
      return {
        inGrid: grid.rows.some((row) => row.id === id),
        owed: rows[0].next_due_on !== null,
        typed: !(await w.as(w.bo, (ctx) => findKpiQuestion(ctx, id)))!.computed,
      }
    }
    expect(await asked()).toEqual({ inGrid: false, owed: false, typed: false })
    const compute = (at: Date) => actingAsSystem({ slug: 'bay' }, (ctx) => computeKpi(ctx, id), at)
    const values = async () =>
      (
        await w.superuser.query(
          'select period, value, n, promoters, detractors, version from kpi_value where kpi_id = $1 order by period',
          [id],
        )
      ).rows
    // January runs on the 20th: only November is over.
    await compute(new Date('2026-01-20T10:00:00Z'))
    expect(await values()).toEqual([{ period: '2025-11-01', value: 0, n: 2, promoters: 1, detractors: 1, version: 1 }])
    await compute(now)
    await compute(now)
    expect(await values()).toMatchObject([
      { value: 0, version: 1 },
      { period: '2026-01-01', value: 100, n: 1 },
    ])
    await f.begin()
    const [late] = await f.insert(w.superuser, [{ post: 0, day: 2, score: 10 }])
    await w.superuser.query('commit')
    await compute(now)
    expect((await values())[0]).toMatchObject({ value: 33.3333, n: 3, version: 2 })
    expect(
      (
        await w.superuser.query(
          `select value from history.kpi_value where kpi_id = $1 and period = '2025-11-01' order by version`,
          [id],
        )
      ).rows,
    ).toEqual([{ value: 0 }, { value: 33.3333 }])
    // An import undone takes the value of a period that nobody answers any more.
    await w.superuser.query('update response set withdrawn_at = now() where id = any($1)', [[ids[4], late]])
    await compute(now)
    expect(await values()).toMatchObject([{ period: '2025-11-01', value: 0, n: 2, version: 3 }])
    const typed = () => w.as(w.bo, (ctx) => recordKpiValues(ctx, id, [{ period: '2025-12-01', value: 12 }]), now)
    await expect(typed()).rejects.toThrow(/computed from feedback/)
    await w.as(w.bo, (ctx) => endKpiFeedback(ctx, id, { version: 1, reason: 'No more surveys' }), now)
    expect(await asked()).toEqual({ inGrid: true, owed: true, typed: true })
    await typed()
    expect(await values()).toHaveLength(2)
  })
})
