// The evidence chain on real rows: from any record both ways to the same records, broken links and coverage as counted by hand.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '#app/past.server.ts'
import { type Context, inThePast } from '#app/access/context.server.ts'
import { breaks } from '#app/chain/broken-link.ts'
import { countBreaks, countCoverage, listBroken, listInaction } from '#app/chain/broken-links.server.ts'
import { type StartKind, isBeside, isStartKind, startKinds } from '#app/chain/chain.ts'
import { walkChain } from '#app/chain/walk.server.ts'
import { type Ids, furnish } from '#tests/support/furnished.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
let ids: Ids
let theirs: Ids
beforeAll(async () => {
  w = await makeWorld()
  ids = (await furnish(w.superuser, { id: w.ada.orgId, slug: 'bay' })).ids
  theirs = (await furnish(w.superuser, { id: w.otto.orgId, slug: 'other' })).ids
}, 60_000)
afterAll(() => w.close())

const read = <T>(work: (ctx: Context) => Promise<T>) => w.as(w.cora, work)
const walk = (kind: StartKind, id: string) => read((ctx) => walkChain(ctx, kind, id))
const found = ({ nodes }: Awaited<ReturnType<typeof walk>>) =>
  Object.values(nodes).flatMap((list) => list.map(({ id }) => id))

/** Writes rows as the furnished organisation's, past the history: what is looked at here is reading. */
async function put(statement: string, values: unknown[] = []) {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
    w.ada.orgId,
  ])
  await w.superuser.query(statement, values)
  await w.superuser.query('commit')
}

describe('walking', () => {
  test.each([
    ['response', 'response'],
    ['observation', 'observation'],
    ['case', 'case'],
    ['theme', 'theme'],
    ['gap', 'gap'],
    ['initiative', 'running'],
    ['action-plan', 'plan'],
    ['action-item', 'item'],
    ['kpi', 'kpi'],
  ] as const)('from a %s one finds the theme, the gap, the initiative, the plan and the KPI', async (kind, name) => {
    const chain = await walk(kind, ids[name])
    expect(found(chain)).toEqual(expect.arrayContaining([ids.theme, ids.gap, ids.running, ids.plan, ids.kpi]))
    const evidence = chain.nodes.evidence.map(({ id }) => id)
    if (kind !== 'observation') expect(evidence).toContain(ids.response)
    if (kind !== 'response' && kind !== 'case') expect(evidence).toContain(ids.observation)
    expect(chain.cases.total).toBe(kind === 'observation' ? 0 : 1)
  })

  const beside = [
    ['outcome', 'outcome'],
    ['persona', 'persona'],
    ['segment', 'segment'],
    ['journey', 'journey'],
    ['journey-step', 'step'],
    ['touchpoint', 'touchpoint'],
    ['listening-post', 'post'],
    ['visit', 'visit'],
    ['reconstruction', 'reconstruction'],
    ['story', 'story'],
  ] as const
  test.each(beside)('a %s stands beside the chain of what hangs on it', async (kind, name) => {
    const chain = await walk(kind, ids[name])
    expect(found(chain)).toEqual(expect.arrayContaining([ids.theme, ids.gap, ids.running, ids.plan, ids.kpi]))
    const evidence = chain.nodes.evidence.map(({ id }) => id)
    expect(evidence).toContain(kind === 'visit' ? ids.observation : ids.response)
    await expect(walk(kind, randomUUID())).rejects.toMatchObject({ status: 404 })
    if (name in theirs) await expect(walk(kind, theirs[name])).rejects.toMatchObject({ status: 404 })
  })
  test('all kinds that stand beside it are known, and no other word is one', () => {
    expect((Object.keys(startKinds) as StartKind[]).filter(isBeside)).toEqual(beside.map(([kind]) => kind))
    expect(['gap', 'story', 'member', 'toString', undefined].map(isStartKind)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  test('the links drawn are those that are recorded', async () => {
    const { drawing } = await walk('gap', ids.gap)
    expect(drawing.lines.map((list) => list.length > 0)).toEqual([true, true, true, true, false])
  })

  test('an archived record drops out of the chains of others and keeps its own', async () => {
    await put(`update theme set archived_at = now() where id = $1`, [ids.theme])
    try {
      expect(found(await walk('initiative', ids.running))).not.toContain(ids.theme)
      expect(found(await walk('theme', ids.theme))).toContain(ids.theme)
    } finally {
      await put(`update theme set archived_at = null where id = $1`, [ids.theme])
    }
  })

  test('what was withdrawn is no evidence today, and still is as of before', async () => {
    await put(`update response set withdrawn_at = now() where id = $1`, [ids.response])
    try {
      const evidence = ({ nodes }: Awaited<ReturnType<typeof walk>>) => nodes.evidence.map(({ id }) => id)
      expect(evidence(await walk('gap', ids.gap))).not.toContain(ids.response)
      expect((await walk('theme', ids.theme)).nodes.theme[0]!.note).toContain('0 responses')
      const then = await read((ctx) =>
        inThePast(ctx, new Date(Date.now() - 86_400_000), (past) => walkChain(past, 'gap', ids.gap)),
      )
      expect(evidence(then)).toContain(ids.response)
    } finally {
      await put(`update response set withdrawn_at = null where id = $1`, [ids.response])
    }
  })

  test('a record of another organisation is not there, nor one that never was', async () => {
    for (const id of [theirs.gap, randomUUID()]) await expect(walk('gap', id)).rejects.toMatchObject({ status: 404 })
  })

  test('counts what hangs on a record no further than it says', { timeout: 60_000 }, async () => {
    const post = ids.post
    await w.superuser.query('set session_replication_role = replica') // sums and versions are not what is looked at
    await put(
      `with r as (insert into response (id, answered_on, answered_at, listening_post_id, external_id)
         select gen_random_uuid(), answered_on, answered_at, $1, 'many ' || n from response, generate_series(1, 10100) n where response.id = $2 returning id, answered_on)
       insert into response_theme (theme_id, response_id, answered_on) select $3, id, answered_on from r`,
      [post, ids.response, ids.theme],
    )
    await w.superuser.query('reset session_replication_role')
    await put(`update theme_day set n = n + 10100 where theme_id = $1`, [ids.theme])
    const chain = await walk('theme', ids.theme)
    expect(chain.evidence.responses).toEqual({ count: 10_000, more: true })
    expect(chain.nodes.theme[0]!.note).toContain('10,101 responses')
    expect(chain.nodes.evidence.length).toBeLessThanOrEqual(6)
  })
})

describe('broken links', () => {
  test('there are none of a kind until there is one, and its list holds it', async () => {
    const before = await read(countBreaks)
    const [gap, theme, observation] = [randomUUID(), randomUUID(), randomUUID()]
    await put(`insert into gap (id, name) values ($1, 'Nobody''s')`, [gap])
    await put(`insert into theme (id, name, decision) values ($1, 'Act on me', 'act')`, [theme])
    await put(`insert into observation (id, what, seen_at, observer_id) values ($1, 'Unused', now(), $2)`, [
      observation,
      ids.holder,
    ])
    await put(`update customer_case set told_on = now()::date, told_by = $2 where id = $1`, [ids.case, ids.holder])
    const after = await read(countBreaks)
    const grown = breaks.filter((name) => after[name] > before[name]).sort()
    expect(grown).toEqual(
      [
        'observation-unused',
        'gap-without-evidence',
        'gap-without-initiative',
        'theme-without-gap',
        'told-not-resolved',
      ].sort(),
    )
    for (const [name, id] of [
      ['gap-without-evidence', gap],
      ['theme-without-gap', theme],
      ['observation-unused', observation],
      ['told-not-resolved', ids.case],
    ] as const) {
      const list = await read((ctx) => listBroken(ctx, name, 1))
      expect(list.rows.map((row) => row.id)).toContain(id)
      expect(list.total).toBe(after[name])
    }
    const { missing } = await walk('theme', theme)
    expect(Object.keys(missing), 'nothing after it is left blank').toEqual(['evidence', 'gap', 'initiative', 'work'])
  })

  test('every kind can be counted and listed', async () => {
    const counts = await read(countBreaks)
    for (const name of breaks) expect((await read((ctx) => listBroken(ctx, name, 1))).total, name).toBe(counts[name])
  })

  test('coverage counts active initiatives that rest on something, through whichever link', async () => {
    const { covered, of } = await read(countCoverage)
    const lone = randomUUID()
    await put(`insert into initiative (id, name, stage) values ($1, 'Lone', 'running')`, [lone])
    expect(await read(countCoverage)).toEqual({ covered, of: of + 1 })
    const gap = randomUUID()
    await put(`insert into gap (id, name) values ($1, 'Empty')`, [gap])
    await put(`insert into initiative_gap (initiative_id, gap_id) values ($1, $2)`, [lone, gap])
    expect((await read(countCoverage)).covered, 'a gap alone is no evidence').toBe(covered)
    await put(`insert into gap_observation (gap_id, observation_id) values ($1, $2)`, [gap, ids.observation])
    expect((await read(countCoverage)).covered).toBe(covered + 1)
    await put(`update observation set archived_at = now() where id = $1`, [ids.observation])
    expect((await read(countCoverage)).covered, 'nor is what was archived').toBe(covered)
  })

  test('evidence stands on the inaction list until somebody who accepted works on it', async () => {
    const gap = randomUUID()
    await put(`insert into gap (id, name) values ($1, 'Evidenced')`, [gap])
    await put(
      `insert into gap_response (gap_id, response_id, answered_on) select $1, id, answered_on from response where id = $2`,
      [gap, ids.response],
    )
    const listed = async () => (await read((ctx) => listInaction(ctx, 50))).rows.find(({ id }) => id === gap)
    await put(`update observation set archived_at = null where id = $1`, [ids.observation])
    await put(`insert into gap_observation (gap_id, observation_id) values ($1, $2)`, [gap, ids.observation])
    expect(await listed()).toMatchObject({ kind: 'gap', why: 'no initiative', evidence: 2 })
    await put(`update response set withdrawn_at = now() where id = $1`, [ids.response])
    expect(await listed()).toMatchObject({ evidence: 1 })
    await put(`update response set withdrawn_at = null where id = $1`, [ids.response])
    await put(`insert into initiative_gap (initiative_id, gap_id) values ($1, $2)`, [ids.idea, gap])
    expect(await listed()).toMatchObject({ why: 'its initiative has no owner who accepted' })
    await put(`insert into initiative_gap (initiative_id, gap_id) values ($1, $2)`, [ids.running, gap])
    expect(await listed()).toBeUndefined()
  })
})
