/**
 * What a page of the history costs over 1,000,000 events against the same page over 10,000, for each filter:
 * `node --import tsx tests/load/timeline.ts [--events=1000000]`.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { type Context, actingAsSystem, inThePast } from '#app/access/context.server.ts'
import { createOrganisation } from '#app/access/set-up.server.ts'
import { kindsOf, recordTables } from '#app/history/changed-tables.ts'
import { listEvents, timelineOf } from '#app/history/timeline.server.ts'
import { verbs, verbsOf } from '#app/history/verbs.ts'
import { startEmbedded } from '#app/server/embedded-postgres.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { median } from './figures.ts'
import { argument, report } from './rig.ts'

const promised = 2
const sizes = { short: 10_000, long: Number(argument('events') ?? 1_000_000) }
type Size = keyof typeof sizes
const rounds = 41

const directory = mkdtempSync(path.join(tmpdir(), 'sirius-timeline-'))
chmodSync(directory, 0o755)
const databases = await startEmbedded(directory, { fsync: false, settings: { shared_buffers: '512MB' } })
const superuser = new pg.Client({ connectionString: databases.superuserUrl })
try {
  await migrate(databases.ownerUrl)
  openDatabase(databases.webUrl, { statementTimeoutMs: 60_000, max: 1 })
  await superuser.connect()
  const began = performance.now()
  for (const slug of Object.keys(sizes) as Size[]) await fill(slug)
  await superuser.query('vacuum (analyze)')
  console.log(`${sizes.short + sizes.long} events were made in ${((performance.now() - began) / 1000).toFixed(0)} s.`)
  const lines = []
  for (const [what, page] of Object.entries(await pages())) {
    const cost = await medians(page)
    const ratio = cost.long / cost.short
    const reached = `${ratio.toFixed(2)} x (${cost.short.toFixed(1)} ms, ${cost.long.toFixed(1)} ms; ${cost.events.short}, ${cost.events.long} events)`
    lines.push({ what, reached, promised: `<= ${promised} x`, ok: ratio <= promised })
  }
  report(`A page of ${sizes.long} events against one of ${sizes.short} (median of ${rounds})`, lines)
} finally {
  await closeDatabase()
  await superuser.end().catch(() => {})
  await databases.stop()
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
}

// ── The pages ───────────────────────────────────────────────────────────────────────────────────────────────────────

type Page = (ctx: Context, size: Size) => Promise<{ events: readonly unknown[] }>

async function pages(): Promise<Record<string, Page>> {
  const { rows } = await superuser.query<{
    slug: Size
    actor: string
    record: string
    middle: string
    moment: string
  }>(`
    select o.slug, (select actor_id from history.event e where e.org_id = o.id and seq = 7) as actor,
      (select subject_id from history.event e where e.org_id = o.id and kind = 'initiative' limit 1) as record,
      c.size / 2 as middle, (select recorded_at::date from history.event e where e.org_id = o.id and seq = c.size / 2)::text as moment
    from organisation o join history.chain c on c.org_id = o.id`)
  const of = Object.fromEntries(rows.map((row) => [row.slug, row])) as Record<Size, (typeof rows)[number]>
  const day = '2025-06-01'
  const middle = (size: Size) => Number(of[size].middle)
  const record = (size: Size) => ({ kind: 'initiative', id: of[size].record })
  const past = new Date(`${day}T12:00:00Z`)
  return {
    'everything, first page': (ctx) => listEvents(ctx, {}),
    'everything, in the middle': (ctx, size) => listEvents(ctx, { before: middle(size) }),
    'everything, as of a past day': (ctx) => inThePast(ctx, past, (then) => listEvents(then, {})),
    'by time: one day': (ctx) => listEvents(ctx, { from: day, to: day }),
    'by time: until a day': (ctx) => listEvents(ctx, { to: day }),
    'by person': (ctx, size) => listEvents(ctx, { actor: of[size].actor }),
    'by person, until a day': (ctx, size) => listEvents(ctx, { actor: of[size].actor, to: day }),
    'by kind': (ctx) => listEvents(ctx, { kinds: ['persona'] }),
    'by room': (ctx) => listEvents(ctx, { kinds: kindsOf('action-plans') }),
    'by verb': (ctx) => listEvents(ctx, { verbs: verbsOf(['due']) }),
    'by a verb of fifteen kinds': (ctx) => listEvents(ctx, { verbs: verbsOf(['edited']) }),
    'by a verb that is nowhere': (ctx) => listEvents(ctx, { verbs: ['initiative.forgotten'] }),
    'by person and kind': (ctx, size) => listEvents(ctx, { actor: of[size].actor, kinds: ['persona'] }),
    'by person and room, in the middle': (ctx, size) =>
      listEvents(ctx, { actor: of[size].actor, kinds: kindsOf('people'), before: middle(size) }),
    'by record': (ctx, size) => listEvents(ctx, { records: [record(size)] }),
    'by record and person': (ctx, size) => listEvents(ctx, { records: [record(size)], actor: of[size].actor }),
    'by record and time': (ctx, size) => listEvents(ctx, { records: [record(size)], to: day }),
    'a record’s timeline': (ctx, size) => timelineOf(ctx, 'initiative', of[size].record),
    'a record’s timeline, in the middle': (ctx, size) =>
      timelineOf(ctx, 'initiative', of[size].record, { before: middle(size) }),
    'a record’s timeline, as of a past day': (ctx, size) =>
      inThePast(ctx, past, (then) => timelineOf(then, 'initiative', of[size].record)),
  }
}

/** Both in turn, so that whatever else the machine does strikes both alike. */
async function medians(page: Page) {
  const times: Record<Size, number[]> = { short: [], long: [] }
  const events: Record<Size, number> = { short: 0, long: 0 }
  for (let round = -8; round < rounds; round++)
    for (const slug of Object.keys(sizes) as Size[])
      await actingAsSystem({ slug }, async (ctx) => {
        const began = performance.now()
        const found = await page(ctx, slug)
        if (round >= 0) times[slug].push(performance.now() - began)
        events[slug] = found.events.length
      })
  return { short: median(times.short), long: median(times.long), events }
}

// ── The events ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Three years of edits by twenty people on ten records of every kind; nobody's chain is checked here, so hashes are made up. */
async function fill(slug: Size) {
  const { organisationId: org } = await createOrganisation({
    ...{ slug, name: `Measured, ${slug}`, timeZone: 'UTC', password: 'a password that nobody uses' },
    ...{ adminName: 'Ada Minster', adminEmail: `ada@${slug}.example` },
  })
  const known = verbs.filter((verb) => recordTables[verb.split('.')[0]!])
  await superuser.query('begin')
  await superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [org])
  await superuser.query(
    `insert into member (org_id, id, name, email, role)
     select $1, gen_random_uuid(), 'Person ' || n, 'person-' || n || '@${slug}.example', 'contributor' from generate_series(1, 20) n`,
    [org],
  )
  await superuser.query(
    `insert into history.event
     select $1, n + c.size, timestamptz '2024-01-01' + n * (interval '1035 days' / $2::int), m.ids[1 + mod(n * 7919, 20)], v.verb, v.kind, v.id,
       initcap(v.kind) || ' number ' || mod(n / 3, 10), case when mod(n, 5) = 0 then 'Because of what we heard.' end, 'load',
       jsonb_build_object('org', $1::uuid, 'seq', n + c.size, 'changes', jsonb_build_array(jsonb_build_object('table', v.kind, 'key', jsonb_build_object('id', v.id),
         'before', jsonb_build_object('name', 'Before ' || n, 'purpose', repeat('People wait less. ', 8)),
         'after', jsonb_build_object('name', 'After ' || n, 'purpose', repeat('People wait even less. ', 8)))))::text, '\\x00', '\\x00'
     from history.chain c, (select array_agg(id) as ids from member where org_id = $1) m, generate_series(1, $2::bigint) n
     cross join lateral (select w.verb, split_part(w.verb, '.', 1) as kind, md5(split_part(w.verb, '.', 1) || mod(n / 3, 10))::uuid as id
       from (select ($3::text[])[1 + mod(n * 31, array_length($3::text[], 1))] as verb) w) v
     where c.org_id = $1`,
    [org, sizes[slug], known],
  )
  await superuser.query(
    `insert into history.event_subject (org_id, kind, subject_id, seq, recorded_at) select org_id, kind, subject_id, seq, recorded_at
     from history.event where org_id = $1 on conflict do nothing`,
    [org],
  )
  await superuser.query(`update history.chain set size = size + $2 where org_id = $1`, [org, sizes[slug]])
  await superuser.query('commit')
}
