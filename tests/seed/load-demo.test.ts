import pg from 'pg'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Context, actingAs } from '#app/access/context.server.ts'
import { passwordMatches } from '#app/access/passwords.server.ts'
import { countBreaks, countCoverage } from '#app/chain/broken-links.server.ts'
import { walkChain } from '#app/chain/walk.server.ts'
import { verifyChain } from '#app/history/verify.server.ts'
import { visitStateOf, visitStates } from '#app/observations/visit.ts'
import { listVisits, visitListRules } from '#app/observations/visits.server.ts'
import { endsSoon, standingOf } from '#app/stories/story.ts'
import { listStories, storyListRules } from '#app/stories/story-list.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { bayline } from '#db/seed/content.ts'
import { beginStory, foundingMoment, momentsOf } from '#db/seed/story.ts'
import { copyOfDemo, demoPassword } from '#tests/support/demo-database.ts'

let superuser: pg.Client
let orgId: string

/** The rows of a query about the demo organisation: `$1` is its id. */
const ask = async (text: string) => (await superuser.query(text, [orgId])).rows
const count = async (text: string) => Number((await ask(`select count(*) as n from ${text}`))[0].n)

beforeAll(async () => {
  const urls = await copyOfDemo()
  openDatabase(urls.webUrl, { max: 4 })
  superuser = new pg.Client({ connectionString: urls.superuserUrl })
  await superuser.connect()
  orgId = (await superuser.query(`select id from organisation where slug = 'demo'`)).rows[0].id
}, 180_000)
afterAll(async () => {
  await closeDatabase()
  await superuser.end()
})

describe('the demo organisation', () => {
  test.each([
    ['unit', 14],
    ['member', 40],
    ['core_value', 5],
    ['outcome', 6],
    ['kpi', 17],
    ['initiative', 18],
    ['action_plan', 40],
    ['plan_update', 400],
    ['listening_post', 3],
    ['theme', 8],
    ['observation', 14],
    ['visit', 6],
    ['gap', 12],
    ['reconstruction', 1],
    ['case_rule', 3],
    ['customer_count', 2],
    ['customer_group', 10],
  ])('has its %s rows: %i', async (table, wanted) => {
    expect(await count(`${table} where org_id = $1`)).toBe(wanted)
  })

  test('has one vision in force and one draft, and initiatives in every stage', async () => {
    const states = await ask('select state, count(*)::int as n from vision where org_id = $1 group by 1 order by 1')
    expect(states).toEqual([
      { state: 'draft', n: 1 },
      { state: 'ratified', n: 1 },
      { state: 'superseded', n: 1 },
    ])
    expect(await ask('select distinct stage from initiative where org_id = $1')).toHaveLength(6)
    expect(await count('action_item where org_id = $1')).toBeGreaterThanOrEqual(250)
    expect(await count('kpi_value where org_id = $1')).toBeGreaterThan(350)
    expect(await count('kpi_value where org_id = $1 and version > 1')).toBeGreaterThanOrEqual(3)
    expect(await count(`kpi_value where org_id = $1 and source = 'update'`)).toBeGreaterThan(15)
  })

  test('has plans that disagree, stale plans and gaps, judged as of today', async () => {
    expect(await count('plan_standing where org_id = $1')).toBe(40)
    expect(await count('plan_standing where org_id = $1 and disagrees')).toBeGreaterThanOrEqual(3)
    expect(await count(`plan_standing where org_id = $1 and derived = 'stale'`)).toBeGreaterThanOrEqual(2)
    const [{ today }] = await ask(
      `select (now() at time zone time_zone)::date as today from organisation where id = $1`,
    )
    expect(await count(`plan_standing where org_id = $1 and judged_on <> '${today}'`)).toBe(0)
    expect(await count('initiative_standing where org_id = $1')).toBe(18)
    expect(await count(`initiative where org_id = $1 and stage = 'running' and owner_id is null`)).toBe(1)
    expect(await count('outcome where org_id = $1 and what_kpi_id is null')).toBe(1)
    const adHoc = `initiative i where org_id = $1 and not exists (select 1 from initiative_core_value l where l.initiative_id = i.id)`
    expect(await count(`${adHoc} and ad_hoc_reason = ''`)).toBe(1)
    expect(await count('action_plan where org_id = $1 and archived_at is not null')).toBe(1)
  })

  test('everybody who joined signs in with the one password', async () => {
    const accounts = await ask(
      `select distinct a.password_hash from access.account a join member m on m.account_id = a.id and m.org_id = $1`,
    )
    expect(accounts.length).toBeLessThanOrEqual(2)
    for (const { password_hash } of accounts) expect(await passwordMatches(password_hash, demoPassword)).toBe(true)
    expect(await count('member where org_id = $1 and account_id is null')).toBe(2)
    expect(await count('member where org_id = $1 and disabled_at is not null')).toBe(1)
    expect(await count('mail where org_id = $1')).toBe(2)
  })

  test('the executive has looked before, three weeks ago', async () => {
    const [{ days }] = await ask(
      `select round(extract(epoch from now() - current_at) / 86400)::int as days from executive_visit v
       join member m on m.id = v.member_id and m.email = 'executive@demo.example' where v.org_id = $1`,
    )
    expect(days).toBeGreaterThanOrEqual(20)
    expect(days).toBeLessThanOrEqual(22)
  })
})

describe('its evidence chain', () => {
  const asLeader = <T>(work: (ctx: Context) => Promise<T>) =>
    actingAs({ slug: 'demo', email: 'leader@demo.example' }, work)

  test.each(['Nobody can say how long security takes', 'Nobody says that the last bag is out'])(
    'leads from what customers said through “%s” to items and KPIs',
    async (name) => {
      const [{ id }] = await ask(`select id from gap where org_id = $1 and name = '${name}'`)
      const { nodes, missing } = await asLeader((ctx) => walkChain(ctx, 'gap', id))
      const kinds = new Set(Object.values(nodes).flatMap((stage) => stage.map(({ kind }) => kind)))
      expect([...kinds].sort()).toEqual(
        ['action-plan', 'gap', 'initiative', 'kpi', 'observation', 'response', 'theme'].sort(),
      )
      expect(missing).toEqual({})
    },
  )

  test('is broken in places on purpose, and not everywhere', async () => {
    const { broken, coverage } = await asLeader(async (ctx) => ({
      broken: await countBreaks(ctx),
      coverage: await countCoverage(ctx),
    }))
    expect(broken).toMatchObject({
      ...{ 'observation-unused': 4, 'theme-undecided': 1, 'theme-without-gap': 1 },
      ...{ 'gap-without-evidence': 2, 'told-not-resolved': 2, 'resolved-not-told': 2 },
    })
    expect(broken['gap-without-initiative']).toBeGreaterThanOrEqual(2)
    expect(broken['initiative-without-evidence']).toBeGreaterThan(0)
    expect(coverage.covered).toBeGreaterThanOrEqual(6)
    expect(coverage.covered).toBeLessThan(coverage.of)
  })

  test('has gaps in every state and in several quarters of the matrix, one not rated', async () => {
    const gaps = await ask('select state, value, effort from gap where org_id = $1')
    expect(new Set(gaps.map(({ state }) => state)).size).toBe(4)
    const rated = gaps.filter(({ value, effort }) => value !== null && effort !== null)
    expect(new Set(rated.map(({ value, effort }) => `${value > 2} ${effort > 2}`)).size).toBeGreaterThanOrEqual(3)
    expect(rated.length).toBeLessThan(gaps.length)
  })

  test('has visits overdue, done and to come, and cases told and resolved, one of the two, and neither', async () => {
    const visits = await asLeader((ctx) => listVisits(ctx, readListQuery('/demo/visits', visitListRules)))
    const today = await asLeader(async (ctx) => ctx.today)
    expect(new Set(visits.rows.map((visit) => visitStateOf(visit, today)))).toEqual(new Set(visitStates))
    expect(
      await ask(`select distinct told_on is not null as told, resolved_on is not null as resolved
        from customer_case where org_id = $1`),
    ).toHaveLength(4)
    expect(await count('customer_case where org_id = $1 and case_rule_id is not null')).toBeGreaterThan(0)
  })

  test('has customer stories that stand in every way but one; those withdrawn have no words', async () => {
    const today = await asLeader((ctx) => Promise.resolve(ctx.today))
    const query = readListQuery('/demo/stories', storyListRules)
    const { rows } = await asLeader((ctx) => listStories(ctx, query))
    expect(new Set(rows.map((story) => standingOf(story, today)))).toEqual(
      new Set(['draft', 'published', 'ended', 'withdrawn']),
    )
    expect(rows.some((story) => endsSoon(story, today))).toBe(true)
    expect(await count(`story_words where org_id = $1 and erased_at is not null and quote || pseudonym = ''`)).toBe(1)
    expect(await count(`story where org_id = $1 and response_id is not null`)).toBe(1)
  })

  test('has a KPI that the survey gives, and verbatims that only some may read', async () => {
    expect(await count(`kpi_value where org_id = $1 and source = 'computed'`)).toBeGreaterThanOrEqual(3)
    expect(await count('verbatim_restriction where org_id = $1 and ends_on > now() and lifted_at is null')).toBe(1)
    expect(await count('response_theme where org_id = $1')).toBeGreaterThan(60)
    expect(await count(`reply_task where org_id = $1 and state = 'open'`)).toBe(0)
  })
})

describe('its past', () => {
  test.each([
    ...['unit', 'member', 'vision', 'core_value', 'pillar', 'outcome', 'segment', 'persona', 'kpi'],
    ...['initiative', 'action_plan', 'milestone', 'action_item', 'plan_update'],
    ...[
      'listening_post',
      'theme',
      'observation',
      'visit',
      'gap',
      'reconstruction',
      'customer_case',
      'case_rule',
      'story',
    ],
  ])('every %s stands in the history with the event that made it', async (kind) => {
    const total = await count(`${kind} where org_id = $1`)
    expect(total).toBeGreaterThan(0)
    const told = `${kind} r where org_id = $1 and exists
      (select 1 from history.event_subject s where s.org_id = $1 and s.kind = '${kind}' and s.subject_id = r.id)`
    expect(await count(told)).toBe(total)
    expect(await count(`history.${kind} where org_id = $1 and recorded_to = 'infinity'`)).toBe(total)
  })

  test('is unbroken in both organisations', async () => {
    for (const { id } of (await superuser.query('select id from organisation')).rows) {
      const { events, broken } = await verifyChain(id)
      expect(broken).toBeNull()
      expect(events).toBeGreaterThan(50)
    }
  })

  test('began two years ago, went forward and is over', async () => {
    const events = await ask('select recorded_at, actor_id, verb from history.event where org_id = $1 order by seq')
    const moments = events.map((event) => event.recorded_at.getTime())
    expect(moments).toEqual([...moments].sort((a, b) => a - b))
    expect(moments.at(-1)!).toBeLessThanOrEqual(Date.now())
    const days = (Date.now() - moments[0]!) / 86_400_000
    expect(days).toBeGreaterThan(728)
    expect(days).toBeLessThan(732)
    // What jobs do after an import nobody did.
    const byJobs = events.filter((event) => event.actor_id === null).map((event) => event.verb)
    expect(byJobs).toContain('customer_case.opened')
    expect(byJobs).toContain('theme.tagged-by-words')
    const jobs = /^(customer_case\.opened|theme\.tagged-by-words|kpi\.values?-re(corded|stated))$/
    for (const verb of byJobs) expect(verb).toMatch(jobs)
    expect(new Set(events.map((event) => event.actor_id)).size).toBeGreaterThan(35)
  })

  test('gives the reasons that people gave', async () => {
    const reasons = async (verb: string) =>
      (await ask(`select reason from history.event where org_id = $1 and verb = '${verb}'`)).map(({ reason }) => reason)
    for (const verb of ['initiative.started', 'initiative.stopped', 'action_item.due-moved', 'member.disabled']) {
      const given = await reasons(verb)
      expect(given.length, verb).toBeGreaterThan(0)
      for (const reason of given) expect(reason, verb).toMatch(/\w/)
    }
    for (const reason of await reasons('kpi.value-restated')) expect(reason).toMatch(/^Restated/)
  })

  test('can be read: a year ago another vision was in force', async () => {
    const visionAt = (moment: Date) =>
      actingAs({ slug: 'demo', email: 'leader@demo.example' }, async ({ db }) => {
        await sql`select set_config('search_path', 'as_of, public', true), set_config('app.as_of', ${moment.toISOString()}, true)`.execute(
          db,
        )
        return (await db.selectFrom('vision').select('number').where('state', '=', 'ratified').executeTakeFirst())
          ?.number
      })
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
    expect(await visionAt(daysAgo(700))).toBeUndefined()
    expect(await visionAt(daysAgo(365))).toBe(1)
    expect(await visionAt(daysAgo(1))).toBe(2)
  })

  test('nobody of the neighbours sees any of it', async () => {
    const seen = await actingAs({ slug: 'other', email: 'leader@other.example' }, ({ db }) =>
      db.selectFrom('member').select('email').execute(),
    )
    expect(seen).toHaveLength(4)
    for (const { email } of seen) expect(email).toMatch(/@other\.example$/)
  })
})

describe('the hours of a day', () => {
  const zoned = (moment: Date) =>
    Number(
      new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', hourCycle: 'h23' }).format(
        moment,
      ),
    )

  test.each(['2026-03-29T00:00:30+01:00', '2026-10-25T02:30:00+02:00', '2026-06-01T12:00:00Z', '2026-12-31T22:59:59Z'])(
    'told at %s, each follows the one before, at work, and none lies ahead',
    (at) => {
      const now = new Date(at)
      const story = beginStory(bayline, now, '')
      for (const day of [-730, -3, -1, 0]) {
        const moments = momentsOf(story, day, 25).map((moment) => moment.getTime())
        expect(new Set(moments).size).toBe(25)
        expect(moments).toEqual([...moments].sort((a, b) => a - b))
        expect(moments.at(-1)!).toBeLessThanOrEqual(now.getTime())
        if (day === 0) continue
        for (const moment of moments) expect([8, 9, 10, 11, 12, 13, 14, 15, 16, 17]).toContain(zoned(new Date(moment)))
      }
      expect(foundingMoment(story) < momentsOf(story, bayline.organisation.createdOn, 3)[0]!).toBe(true)
    },
  )
})
