// Themes, their decisions and their responses against PostgreSQL: who may, what is counted, what words tag, and that everything is undone.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#app/access/context.server.ts'
import { Refusal } from '#app/access/problems.ts'
import { loader as inboxPage } from '#app/feedback/routes/index.tsx'
import { replayHistory } from '#app/history/verify-replay.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { tagArrived } from '#app/themes/arrivals.server.ts'
import { mergeTheme, undo } from '#app/themes/merging.server.ts'
import { bringBackSuggestion, dismissSuggestion, listSuggestions } from '#app/themes/suggestions.server.ts'
import { action as tagAction } from '#app/themes/routes/tagging.tsx'
import { applyWords, goOnTagging, tagAllWith } from '#app/themes/taggings.server.ts'
import { rejectResponse, tagResponses, untagResponses } from '#app/themes/tags.server.ts'
import { listThemesWithScores, themeListRules } from '#app/themes/theme-list.server.ts'
import { findTheme, findVolumes, listVerbatims } from '#app/themes/theme-page.server.ts'
import { listThemeScores } from '#app/themes/theme-scores.server.ts'
import { archiveTheme, createTheme, decideTheme, editTheme } from '#app/themes/themes.server.ts'
import { countMatches, findLastTags, listToTag, toTagRules } from '#app/themes/to-tag.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type Person, type World, argsFor, makeWorld, statusOf } from '../support/world.ts'

let w: World
const post = randomUUID()
const question = randomUUID()
beforeAll(async () => {
  w = await makeWorld()
  await bulk(
    `insert into listening_post (org_id, id, name, channel) values ($1, $2, 'Exit survey', 'survey')`,
    w.ada.orgId,
    post,
  )
  await bulk(
    `insert into question (org_id, id, listening_post_id, number, label, kind, score_kind, scale_low, scale_high)
     values ($1, $2, $3, 1, 'Recommend', 'score', 'nps', 0, 10)`,
    w.ada.orgId,
    question,
    post,
  )
})
afterAll(() => w.close())

async function bulk(sql: string, ...values: unknown[]) {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
    w.ada.orgId,
  ])
  await w.superuser.query(sql, values)
  await w.superuser.query('commit')
}

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString()
/** As the organisation counts days: clocks that changed since, or a late hour, make no day of it. */
const today = () => w.as(w.lea, async (ctx) => ctx.today)
const middayBefore = async (ago: number) => new Date(`${addDays(await today(), -ago)}T11:00:00Z`)

/** Responses as intake writes them. */
async function respond(texts: string[], { ago = 5, score = 3, importId = null as string | null, at = post } = {}) {
  const ids = texts.map(() => randomUUID())
  const years = await w.superuser.query('select extract(year from $1::date)::int as year', [day(ago)])
  await w.superuser.query('select keep_year($1)', [years.rows[0].year])
  await bulk(
    `insert into response (org_id, id, answered_on, answered_at, listening_post_id, external_id, data_import_id, scores, texts)
     select $1, u.id, $2::date, $2::timestamptz, $3, u.id::text, $4, jsonb_build_object('1', $5::int), jsonb_build_object('2', u.text)
     from unnest($6::uuid[], $7::text[]) u(id, text)`,
    ...[w.ada.orgId, day(ago), at, importId, score, ids, texts],
  )
  return ids
}

let named = 0
const add = (words = '', who: Person = w.lea, ownerId: string | null = w.bo.memberId) =>
  w.as(who, (ctx) => createTheme(ctx, { name: `Theme ${++named}`, description: null, words, ownerId }))
const find = (id: string) => w.as(w.eva, (ctx) => findTheme(ctx, id))
const tagged = async (id: string) => (await w.as(w.eva, (ctx) => findVolumes(ctx, id))).total
const tag = (who: Person, themeId: string, responseIds: string[]) =>
  w.as(who, (ctx) => tagResponses(ctx, { responseIds, themeId, themeName: null }))
const verbs = async (id: string) =>
  (
    await w.superuser.query(
      `select e.verb from history.event e join history.event_subject s using (org_id, seq) where s.subject_id = $1 order by seq`,
      [id],
    )
  ).rows.map(({ verb }) => verb as string)
const refusalOf = async (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('it was not refused')),
    (problem: unknown) => (problem instanceof Refusal ? problem : Promise.reject(problem)),
  )

/** Whether KPIs were asked for, as often as this is asked. */
async function askedForKpis(): Promise<boolean> {
  const { rows } = await w.superuser.query(
    `select id from graphile_worker.jobs where task_identifier = 'compute-kpis' and key = $1`,
    [`compute-kpis ${w.ada.orgId}`],
  )
  await w.superuser.query('delete from graphile_worker._private_jobs')
  return rows.length > 0
}

test('responses ticked in the inbox are tagged in one form, which leads back to it; without any it is said what is missing', async () => {
  const ids = await respond(['Inbox one', 'Inbox two'])
  const inbox = await inboxPage(await argsFor('/bay/feedback?q=inbox', { as: w.cora }))
  expect(inbox).toMatchObject({ canTag: true, here: '/bay/feedback?q=inbox' })
  const reader = await inboxPage(await argsFor('/bay/feedback', { as: w.eva }))
  expect(reader).toMatchObject({ canTag: false })
  const send = async (responseIds: string[]) => {
    const form = { _form: 'tagging', _back: inbox.here, responseIds, themeName: `Inbox ${++named}` }
    return tagAction(await argsFor('/bay/themes/tagging', { as: w.cora, form }))
  }
  const done = (await send(ids)) as Response
  expect([done.status, done.headers.get('location')]).toEqual([302, '/bay/feedback?q=inbox'])
  const rows = (await inboxPage(await argsFor('/bay/feedback?q=inbox', { as: w.cora }))).rows
  expect(rows.map(({ themes }) => themes.map(({ name }) => name))).toEqual([[`Inbox ${named}`], [`Inbox ${named}`]])
  expect(await send([])).toMatchObject({
    data: { form: 'tagging', message: 'Choose a response first.' },
    init: { status: 422 },
  })
})

describe('KPIs that are computed from a theme', () => {
  test('are asked for whenever it gets or loses responses, and not for another theme', async () => {
    const { id } = await add('zeppelin')
    const other = await add()
    const ids = await respond(['The zeppelin was late', 'A zeppelin again', 'A balloon landed'])
    const kpi = randomUUID()
    await bulk(
      `insert into kpi (org_id, id, name, kind, unit, score_kind, direction, frequency, decimals) values ($1, $2, 'Of it', 'perception', '', 'nps', 'up', 'monthly', 0)`,
      ...[w.ada.orgId, kpi],
    )
    await bulk(
      `insert into kpi_feedback (org_id, id, kpi_id, question_id, theme_id) values ($1, $2, $3, $4, $5)`,
      ...[w.ada.orgId, randomUUID(), kpi, question, id],
    )
    await askedForKpis()
    await tag(w.lea, other.id, ids)
    expect(await askedForKpis()).toBe(false)
    let act = ''
    const ways: [string, () => Promise<unknown>][] = [
      ['tagged', () => tag(w.lea, id, [ids[0]!])],
      ['taken back', () => w.as(w.lea, (ctx) => untagResponses(ctx, { themeId: id, responseIds: [ids[0]!] }))],
      ['by its words', () => tagArrived('bay', { responseIds: ids })],
      ['not about it', () => w.as(w.lea, (ctx) => rejectResponse(ctx, id, ids[0]!))],
      [
        'all with words',
        async () => {
          const form = { q: 'balloon', postId: null, themeId: id, themeName: null }
          act = (await w.as(w.lea, (ctx) => tagAllWith(ctx, form))).tagging.id
        },
      ],
      ['all undone', () => w.as(w.lea, (ctx) => undo(ctx, id, act))],
    ]
    for (const [how, work] of ways) {
      await work()
      expect([how, await askedForKpis()]).toEqual([how, true])
    }
  })
})

describe('a theme', () => {
  test('is added by whoever works with customers’ words; only leaders name its owner', async () => {
    expect(await statusOf(add('', w.eva))).toBe(403)
    const { id } = await add('queue*', w.cora)
    expect(await find(id)).toMatchObject({ ownerId: null, words: 'queue*', waited: 0, decision: 'undecided' })
    expect((await refusalOf(add('-bus'))).errors.words).toMatch(/only rule words out/)
    const own = await add()
    const edit = (who: Person) =>
      w.as(who, (ctx) =>
        editTheme(ctx, own.id, { name: `Other ${named}`, description: 'x', words: null, ownerId: null, version: 1 }),
      )
    expect(await statusOf(edit(w.ben))).toBe(403)
    await edit(w.bo)
    expect(await find(own.id)).toMatchObject({ description: 'x', ownerId: w.bo.memberId })
  })

  test('is decided about by leaders and its owner, with a reason, and ages until then', async () => {
    const found = await middayBefore(40)
    const { id } = await w.as(
      w.lea,
      (ctx) => createTheme(ctx, { name: `Old ${++named}`, description: null, words: null, ownerId: w.bo.memberId }),
      found,
    )
    expect(await find(id)).toMatchObject({ waited: 40, lacks: [] })
    const decide = (
      who: Person,
      decision: 'act' | 'watch' | 'undecided',
      version: number,
      reviewOn: string | null = null,
    ) => w.as(who, (ctx) => decideTheme(ctx, id, { decision, reason: 'Because', reviewOn, version }))
    for (const who of [w.ben, w.cora, w.eva]) expect(await statusOf(decide(who, 'act', 1))).toBe(403)
    expect((await refusalOf(decide(w.bo, 'watch', 1))).errors.reviewOn).toMatch(/looked at again/)
    await decide(w.bo, 'act', 1)
    expect(await find(id)).toMatchObject({
      waited: null,
      lacks: ['no gap'],
      decidedByName: 'Bo Quay',
      decidedOn: await today(),
    })
    await decide(w.lea, 'undecided', 2)
    expect(await find(id)).toMatchObject({ waited: 0, decision: 'undecided' })
    expect(await verbs(id)).toEqual(['theme.created', 'theme.decided-to-act', 'theme.decision-withdrawn'])
    expect(await w.as(w.lea, (ctx) => archiveTheme(ctx, id, { reason: null, version: 3 }))).toEqual({ archived: true })
  })

  test('is compared with what each listening post heard; one that heard nobody before is left out', async () => {
    const { id } = await add()
    const kiosk = randomUUID()
    await bulk(
      `insert into listening_post (org_id, id, name, channel) values ($1, $2, 'Kiosk', 'survey')`,
      w.ada.orgId,
      kiosk,
    )
    await tag(w.cora, id, await respond(['Cold hall', 'Cold gate', 'Cold again']))
    await tag(w.cora, id, await respond(['Cold once', 'Cold twice'], { ago: 120 }))
    await tag(w.cora, id, await respond(['Cold here', 'Cold there'], { at: kiosk }))
    const { volumes } = await w.as(w.eva, (ctx) => findVolumes(ctx, id))
    expect(volumes).toMatchObject({ now: 5, before: 2, compared: 5, comparedNow: 3 })
    const { rows } = await w.superuser.query<{ now: number; before: number }>(
      `select (count(*) filter (where answered_on > $2::date - 90))::int as now, (count(*) filter (where answered_on <= $2::date - 90))::int as before
       from response where listening_post_id = $1 and withdrawn_at is null and answered_on > $2::date - 180 and answered_on <= $2::date`,
      [post, await today()],
    )
    const { now, before } = rows[0]!
    expect(volumes.expected).toBeCloseTo((5 * now) / (now + before), 10)
  })

  test('stands in the list by how long it waits, with its volume, and is found by what it lacks', async () => {
    const make = async (ago: number) =>
      w.as(
        w.lea,
        (ctx) => createTheme(ctx, { name: `Aged ${ago}`, description: null, words: null, ownerId: null }),
        await middayBefore(ago),
      )
    const [young, old] = [await make(3), await make(50)]
    await tag(w.cora, old.id, await respond(['Where is the lift?', 'No lift again']))
    const list = (query: string) =>
      w.as(w.eva, (ctx) => listThemesWithScores(ctx, readListQuery(`/bay/themes?q=Aged${query}`, themeListRules)))
    const { rows } = await list('')
    expect(rows.map(({ id, waited, volumes }) => [id, waited, volumes.now])).toEqual([
      [old.id, 50, 2],
      [young.id, 3, 0],
    ])
    expect((await list('&decision=act')).total).toBe(0)
    expect((await list('&lack=no+owner')).total).toBe(2)
  })
})

describe('tags', () => {
  let theme: string
  let ids: string[]
  beforeEach(async () => {
    theme = (await add()).id
    ids = await respond(['It took for ever', 'Never again', 'Fine'])
  })

  test('are put on by hand, counted, and taken back by whoever put them there', async () => {
    expect(await statusOf(tag(w.eva, theme, ids))).toBe(403)
    expect(await statusOf(tag(w.cora, theme, [randomUUID()]))).toBe(404)
    expect((await tag(w.cora, theme, ids.slice(0, 2))).tagged).toHaveLength(2)
    expect((await tag(w.bo, theme, ids.slice(1))).tagged).toEqual([ids[2]])
    expect(await tagged(theme)).toBe(3)
    const take = (who: Person, responseIds: string[]) =>
      w.as(who, (ctx) => untagResponses(ctx, { themeId: theme, responseIds }))
    expect(await statusOf(take(w.bo, ids.slice(0, 2)))).toBe(403)
    expect(await w.as(w.cora, findLastTags)).toMatchObject({ themeId: theme, responseIds: ids.slice(0, 2).sort() })
    await take(w.cora, ids)
    expect(await tagged(theme)).toBe(1)
    expect(await verbs(theme)).toEqual(['theme.created', 'theme.tagged', 'theme.tagged', 'theme.untagged'])
  })

  test('add a theme on the fly, once', async () => {
    const name = `Found ${++named}`
    const by = (ctx: Context) => tagResponses(ctx, { responseIds: [ids[0]!], themeId: null, themeName: name })
    const first = await w.as(w.cora, by)
    const second = await w.as(w.bo, (ctx) =>
      tagResponses(ctx, { responseIds: ids, themeId: null, themeName: name.toUpperCase() }),
    )
    expect(second.theme.id).toBe(first.theme.id)
    expect(await tagged(first.theme.id)).toBe(3)
    expect(await statusOf(w.as(w.eva, by))).toBe(403)
  })

  test('follow a response that is withdrawn and brought back, and the scores follow the tags', async () => {
    await tag(w.cora, theme, ids)
    const score = async () => (await w.as(w.eva, (ctx) => listThemeScores(ctx, theme)))[0]?.score?.n
    expect([await tagged(theme), await score()]).toEqual([3, 3])
    await bulk(`update response set withdrawn_at = now() where id = any($1)`, ids.slice(0, 2))
    expect([await tagged(theme), await score()]).toEqual([1, 1])
    await bulk(`update response set withdrawn_at = null where id = any($1)`, ids)
    expect([await tagged(theme), await score()]).toEqual([3, 3])
    const said = await w.as(w.eva, (ctx) => listVerbatims(ctx, theme, { page: 1, pageSize: 10 }))
    expect(said[0]).toMatchObject({ postName: 'Exit survey', taggedBy: 'Cora Lane' })
  })
})

describe('words', () => {
  test('tag what comes in, once, and never again what a person took off', async () => {
    const { id } = await add('wardrobe*\n"lost coat" -found\n-hat')
    const ids = await respond([
      'The WARDROBES are too small',
      'My lost coat!',
      'A lost coat, found again',
      'The coat was lost',
      'Wardrobe and hat',
    ])
    expect(await tagArrived('bay', { responseIds: ids })).toBe(2)
    expect(await tagArrived('bay', { responseIds: ids })).toBe(0)
    const rejected = w.as(w.cora, (ctx) => rejectResponse(ctx, id, ids[0]!))
    expect(await statusOf(w.as(w.eva, (ctx) => rejectResponse(ctx, id, ids[1]!)))).toBe(403)
    await rejected
    expect([await tagArrived('bay', { responseIds: ids }), await tagged(id)]).toEqual([0, 1])
    // A person may think again.
    await tag(w.bo, id, [ids[0]!])
    expect(await tagged(id)).toBe(2)
  })

  test('tag a whole import, and in a sweep only what came in after the words were written', async () => {
    const before = await respond(['The carousel squeaks'])
    const { id } = await add('carousel*')
    expect(await tagArrived('bay')).toBe(0)
    await respond(['Carousel two is slow'])
    expect(await tagArrived('bay')).toBe(1)
    expect(await countIn(id, before)).toBe(0)
  })

  test('tag what is there after a look at it: counted, with samples, as one act with one digest, and undone', async () => {
    const { id } = await add('trolley*')
    const ids = await respond(Array.from({ length: 30 }, (_, n) => `No trolleys at door ${n}`))
    const look = await w.as(w.bo, (ctx) => countMatches(ctx, { words: 'trolley*', withoutTheme: id }))
    expect([look.n, look.newest.length, look.newest[0]!.texts[0]]).toEqual([30, 10, expect.stringMatching(/trolleys/)])
    expect(await statusOf(w.as(w.cora, (ctx) => applyWords(ctx, id)))).toBe(403)
    await w.as(w.cora, (ctx) => tagResponses(ctx, { responseIds: [ids[0]!], themeId: id, themeName: null }))
    const act = await w.as(w.bo, (ctx) => applyWords(ctx, id))
    expect(act).toMatchObject({ state: 'done', tagged: 29 })
    expect(await tagged(id)).toBe(30)
    const { rows } = await w.superuser.query(
      `select body::jsonb -> 'digest' ->> 'rows' as rows from history.event where verb = 'theme.tagged-by-words' and subject_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ rows: '29' }])
    await w.as(w.bo, (ctx) => undo(ctx, id, act.id))
    expect(await tagged(id)).toBe(1)
    expect((await refusalOf(w.as(w.bo, (ctx) => undo(ctx, id, act.id)))).message).toMatch(/already/)
  })

  test('more than one chunk goes on by itself, and so does undoing it', async () => {
    const { id } = await add()
    await respond(
      Array.from({ length: 45 }, (_, n) => `Escalator ${n} stands still`),
      { ago: 3 },
    )
    const form = { q: 'escalator', postId: null, themeId: id, themeName: null }
    expect(await statusOf(w.as(w.eva, (ctx) => tagAllWith(ctx, form, 20)))).toBe(403)
    const { tagging } = await w.as(w.cora, (ctx) => tagAllWith(ctx, form, 20))
    expect(tagging).toMatchObject({ state: 'running', tagged: 20 })
    await goOnTagging({ org: 'bay', taggingId: tagging.id })
    expect(await tagged(id)).toBe(45)
    expect((await w.as(w.cora, (ctx) => undo(ctx, id, tagging.id, 20))).state).toBe('undoing')
    await goOnTagging({ org: 'bay', taggingId: tagging.id })
    expect(await tagged(id)).toBe(0)
  })

  test('whoever may no longer tag ends it where it is', async () => {
    const { id } = await add()
    await respond(
      Array.from({ length: 45 }, (_, n) => `Turnstile ${n} stands still`),
      { ago: 3 },
    )
    const form = { q: 'turnstile', postId: null, themeId: id, themeName: null }
    const { tagging } = await w.as(w.cora, (ctx) => tagAllWith(ctx, form, 20))
    await bulk(`update member set role = 'executive' where id = $1`, w.cora.memberId)
    await goOnTagging({ org: 'bay', taggingId: tagging.id })
    await bulk(`update member set role = 'contributor' where id = $1`, w.cora.memberId)
    expect(await tagged(id)).toBe(20)
    const { rows } = await w.superuser.query('select state from tagging where id = $1', [tagging.id])
    expect(rows).toEqual([{ state: 'done' }])
  })

  const countIn = async (theme: string, ids: string[]) =>
    (await w.superuser.query('select from response_theme where theme_id = $1 and response_id = any($2)', [theme, ids]))
      .rowCount
})

describe('merging', () => {
  test('moves responses, words and links, archives the other with the reason, and is taken back', async () => {
    const [from, into] = [await add('tram'), await add('bus')]
    const [a, b] = await respond(['By tram', 'By bus'])
    await tag(w.cora, from.id, [a!, b!])
    await tag(w.cora, into.id, [b!])
    const merge = (who: Person, intoId: string) =>
      w.as(who, (ctx) => mergeTheme(ctx, from.id, { intoId, reason: 'Both are about getting here', version: 1 }))
    expect(await statusOf(merge(w.bo, into.id))).toBe(403)
    expect((await refusalOf(merge(w.lea, from.id))).errors.intoId).toMatch(/itself/)
    const { tagging } = await merge(w.lea, into.id)
    expect(await find(into.id)).toMatchObject({ words: 'bus\ntram' })
    expect((await find(from.id)).archivedAt).not.toBeNull()
    expect([await tagged(into.id), await tagged(from.id)]).toEqual([2, 2])
    expect(await statusOf(w.as(w.cora, (ctx) => undo(ctx, into.id, tagging.id)))).toBe(403)
    await w.as(w.lea, (ctx) => undo(ctx, into.id, tagging.id))
    expect([await tagged(into.id), (await find(from.id)).archivedAt]).toEqual([1, null])
  })
})

describe('what there is to tag', () => {
  const list = (query: string) =>
    w.as(w.cora, (ctx) => listToTag(ctx, readListQuery(`/bay/themes/tagging${query}`, toTagRules)))

  test('untagged ones first, by words and post', async () => {
    const [one, two] = await respond(['Umbrella stand missing', 'Umbrellas everywhere'], { ago: 1 })
    await tag(w.cora, (await add()).id, [one!])
    expect((await list('?q=umbrella')).rows).toEqual([])
    expect((await list('?q=umbrella&show=tagged+too')).rows.map(({ id }) => id)).toEqual([one])
    expect((await list('?q=umbrella*')).rows.map(({ id }) => id)).toEqual([two])
    expect((await list(`?post=${randomUUID()}`)).rows).toEqual([])
    expect((await list('?q=%22%27)%20%7C%20!')).rows).toBeDefined()
  })

  test('words that go together are suggested until they are put aside', async () => {
    const words = 'gate change lounge coffee shoe belt tray ticket desk clock plant carpet'.split(' ')
    await respond(
      Array.from(
        { length: 120 },
        (_, n) => `${words[n % 12]} ${words[(n * 7) % 12]} ${n % 6 ? '' : 'moving walkway broken'}`,
      ),
      { ago: 0 },
    )
    const keys = async () => (await w.as(w.cora, listSuggestions)).suggestions.map(({ key }) => key)
    expect(await keys()).toContain('broken moving walkway')
    await w.as(w.cora, (ctx) => dismissSuggestion(ctx, 'walkway moving broken'))
    expect(await keys()).not.toContain('broken moving walkway')
    expect(await statusOf(w.as(w.eva, (ctx) => dismissSuggestion(ctx, 'x')))).toBe(403)
    await w.as(w.cora, (ctx) => bringBackSuggestion(ctx, 'broken moving walkway'))
    expect(await keys()).toContain('broken moving walkway')
  })
})

test('the sums are those of the rows, and the history tells every tag', async () => {
  const { rows } = await w.superuser.query(`
    select theme_id, day, sum(n)::int as n from theme_day group by 1, 2 having sum(n) <> 0
    except select t.theme_id, t.answered_on, count(*)::int from response_theme t join response r on r.id = t.response_id and r.withdrawn_at is null group by 1, 2`)
  expect(rows).toEqual([])
  const all = await w.superuser.query(`
    select day, sum(n)::int as n from response_day group by 1 except select answered_on, count(*)::int from response where withdrawn_at is null group by 1`)
  expect(all.rows).toEqual([])
  const replay = await replayHistory({ id: w.ada.orgId, slug: 'bay', name: 'Bay Company' } as Parameters<
    typeof replayHistory
  >[0])
  const ofThemes = replay.problems.filter((problem) => /theme|Response|event \d+ \(/i.test(problem))
  expect(ofThemes).toEqual([])
})
