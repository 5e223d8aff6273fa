/**
 * What it costs to look back: pages of an organisation with more than 1,000,000 revisions of its strategy, as of yesterday against the same
 * pages today, taking turns. `node --import tsx tests/load/past.ts [--rounds=30] [--copies=45]`. Promised: at most 3 times.
 */
import { seedLarge, sizes } from '#db/seed/large.ts'
import { cookieOf } from '#tests/support/world.ts'
import { ask } from './ask.ts'
import { median } from './figures.ts'
import { revise, revisedTables } from './revisions.ts'
import { argument, report, type Rig, withRig } from './rig.ts'

const rounds = Number(argument('rounds') ?? 30)
const copies = Number(argument('copies') ?? 45)
async function run({ app, superuser }: Rig) {
  const count = async (tables: readonly string[]) => {
    let sum = 0
    for (const table of tables)
      sum += Number((await superuser.query(`select count(*) as n from history.${table}`)).rows[0].n)
    return sum
  }
  const revisions = await count([...revisedTables, 'kpi_value'])
  const strategy = await count(revisedTables)
  const { rows } = await superuser.query<Record<string, string>>(
    `select i.id as initiative, m.account_id as account, (select id from kpi k where k.org_id = i.org_id order by id limit 1) as kpi
     from initiative i join organisation o on o.id = i.org_id join member m on m.org_id = i.org_id and m.role = 'administrator'
     where o.slug = 'large' and i.archived_at is null order by i.id limit 1`,
  )
  const { initiative, account, kpi } = rows[0]!
  const cookie = await cookieOf({ accountId: account! })
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  const pages = {
    'list of initiatives': 'initiatives',
    'one initiative': `initiatives/${initiative}`,
    'list of KPIs': 'kpis',
    'one KPI': `kpis/${kpi}`,
    'action plans': 'action-plans',
    'executive page': 'executive',
    search: 'search?q=service',
  }
  const get = async (segment: string, page: string) => {
    const { status, ms } = await ask(`${app.url}/${segment}/${page}`, { headers: { cookie } })
    if (status !== 200) throw new Error(`/${segment}/${page} answered ${status}`)
    return ms
  }
  const past = `large@${yesterday}`
  const first = await get(past, pages['list of initiatives'])
  const lines = []
  for (const [what, page] of Object.entries(pages)) {
    const [now, then]: number[][] = [[], []]
    for (let round = -3; round < rounds; round++) {
      const [a, b] = [await get('large', page), await get(past, page)]
      if (round < 0) continue
      now!.push(a)
      then!.push(b)
    }
    const [today, back] = [median(now!), median(then!)]
    const reached = `${(back / today).toFixed(2)} (${back.toFixed(0)} ms / ${today.toFixed(0)} ms)`
    lines.push({ what, reached, promised: 'at most 3', ok: back / today <= 3 })
  }
  console.log(
    `${revisions.toLocaleString('en')} revisions, ${strategy.toLocaleString('en')} of them of the strategy’s records.`,
  )
  console.log(`The first look at a moment judges it: ${first.toFixed(0)} ms, once.`)
  report('As of yesterday, against today (median ms)', lines)
}

await withRig(
  {
    patience: 1500,
    fill: async ({ ownerUrl }, superuser) => {
      await seedLarge({ slug: 'large', size: sizes.large, password: 'past past past past', ownerUrl })
      await revise(superuser, copies)
    },
  },
  run,
)
