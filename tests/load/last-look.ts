/**
 * What an executive waits for who looked last before a long history, against one who looked a moment ago: the executive page of the large
 * organisation with more than 1,000,000 revisions, taking turns; and what counting all of them would take, which the page does not do.
 * `node --import tsx tests/load/last-look.ts [--rounds=15] [--size=large] [--copies=45]`; quicker, with fewer records: `--size=small --copies=2500`.
 */
import { type Context, actingAs } from '#app/access/context.server.ts'
import { mostChanges } from '#app/dashboards/executive.ts'
import { type Between, countDifference, countDifferenceUpTo } from '#app/history/difference.server.ts'
import { seedLarge, sizes } from '#db/seed/large.ts'
import { cookieOf } from '#tests/support/world.ts'
import { ask } from './ask.ts'
import { median } from './figures.ts'
import { revise, revisedTables } from './revisions.ts'
import { argument, report, type Rig, withRig } from './rig.ts'

const rounds = Number(argument('rounds') ?? 15)
const copies = Number(argument('copies') ?? 45)
const size = argument('size') === 'small' ? 'small' : 'large'
/** Milliseconds after which a page counts as slow. */
const promised = 1000

async function run({ app, superuser }: Rig) {
  let revisions = 0
  for (const table of [...revisedTables, 'kpi_value'])
    revisions += Number((await superuser.query(`select count(*) as n from history.${table}`)).rows[0].n)
  const { rows } = await superuser.query<{ org: string; member: string; account: string }>(
    `select m.org_id as org, m.id as member, m.account_id as account from member m join organisation o on o.id = m.org_id
     where o.slug = 'large' and m.account_id is not null order by m.role = 'executive' desc, m.id limit 1`,
  )
  const { org, member, account } = rows[0]!
  const cookie = await cookieOf({ accountId: account })
  const lookedAt = (at: string) =>
    superuser.query(
      `insert into executive_visit (org_id, member_id, previous_at, current_at) values ($1, $2, ${at}, now())
       on conflict (org_id, member_id) do update set previous_at = excluded.previous_at, current_at = excluded.current_at`,
      [org, member],
    )
  const looks = { 'a minute ago': `now() - interval '1 minute'`, 'before all of it': `now() - interval '20 years'` }
  const times = new Map<string, number[]>(Object.keys(looks).map((name) => [name, []]))
  const said = new Map<string, string>()
  for (let round = -2; round < rounds; round++)
    for (const [name, at] of Object.entries(looks)) {
      await lookedAt(at)
      const { status, ms, body } = await ask(`${app.url}/large/executive`, { headers: { cookie } })
      if (status !== 200) throw new Error(`the executive page answered ${status}`)
      if (round >= 0) times.get(name)!.push(ms)
      said.set(
        name,
        /(More than )?[\d,]+ (records?|changes?)( changed)? since my last visit/.exec(
          body.replaceAll('<!-- -->', ''),
        )?.[0] ?? 'nothing',
      )
    }
  const lines = [...times].map(([name, ms]) => ({
    what: `last look ${name} (“${said.get(name)}”)`,
    reached: `${median(ms).toFixed(0)} ms`,
    promised: `<= ${promised} ms`,
    ok: median(ms) <= promised,
  }))
  const full = await counting((ctx, between) => countDifference(ctx, between))
  const bounded = await counting((ctx, between) => countDifferenceUpTo(ctx, between, mostChanges))
  console.log(`Counting what differs since then: in full ${full} ms, as the page does ${bounded} ms.`)
  report(`The executive page over ${revisions.toLocaleString('en')} revisions (median)`, lines)
}

/** The median of a few counts since before everything. */
async function counting(count: (ctx: Context, between: Between) => Promise<unknown>): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const began = performance.now()
    await actingAs({ slug: 'large', email: 'large@demo.example' }, async (ctx) => {
      await count(ctx, { from: new Date(Date.now() - 20 * 365 * 86_400_000).toISOString(), to: null })
    })
    times.push(performance.now() - began)
  }
  return median(times).toFixed(0)
}

await withRig(
  {
    patience: 1500,
    fill: async ({ ownerUrl }, superuser) => {
      await seedLarge({ slug: 'large', size: sizes[size], password: 'past past past past', ownerUrl })
      await revise(superuser, copies)
    },
  },
  run,
)
