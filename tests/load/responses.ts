/**
 * What reading feedback costs by the number of responses: the same pages over 10,000, 1,000,000 and 10,000,000 responses, taking turns, as
 * ratios of medians (goal P6: at most 1.5 times the page over the fewest). All stand in one database, as three organisations.
 * `node --import tsx tests/load/responses.ts [--sizes=10000,1000000,10000000] [--rounds=20]`. Ten million need 20 GB of disk and a quarter of an hour.
 */
import { cookieOf } from '#tests/support/world.ts'
import { ask } from './ask.ts'
import { median } from './figures.ts'
import { type Filled, fillWithResponses } from './many-responses.ts'
import { argument, machine, report, type Rig, withRig } from './rig.ts'

const sizes = (argument('sizes') ?? '10000,1000000,10000000').split(',').map(Number)
const rounds = Number(argument('rounds') ?? 20)
const promised = 1.5
const filled: Filled[] = []

const pages: Record<string, (of: Filled) => string> = {
  'scores by touchpoint': () => 'feedback/scores',
  'scores of one touchpoint': ({ touchpoint }) => `feedback/scores?touchpoint=${touchpoint}`,
  'inbox, newest': () => 'feedback',
  'inbox of one touchpoint': ({ touchpoint }) => `feedback?touchpoint=${touchpoint}`,
  'inbox of one theme': ({ theme }) => `feedback?theme=${theme}`,
  'search: a frequent word': () => 'feedback?q=queue',
  'search: a rare word': () => 'feedback?q=seldom77',
  'search: two words': () => 'feedback?q=seat+cold',
  'search: a word that nobody says beside a frequent one': () => 'feedback?q=coffee+cold',
  themes: () => 'themes',
  'one theme': ({ theme }) => `themes/${theme}`,
  'listening posts': () => 'listening-posts',
  'executive page': () => 'executive',
}

async function run({ app }: Rig) {
  console.log(machine())
  const cookies = new Map<string, string>()
  for (const { slug, accountId } of filled) cookies.set(slug, await cookieOf({ accountId }))
  const get = async (of: Filled, page: string) => {
    const { status, ms } = await ask(`${app.url}/${of.slug}/${page}`, { headers: { cookie: cookies.get(of.slug)! } })
    if (status !== 200) throw new Error(`/${of.slug}/${page} answered ${status}`)
    return ms
  }
  const few = filled[0]!
  const lines: Record<string, Parameters<typeof report>[1][number][]> = {}
  for (const [what, page] of Object.entries(pages)) {
    const times = new Map<string, number[]>(filled.map(({ slug }) => [slug, []]))
    for (let round = -2; round < rounds; round++)
      for (const of of filled) {
        const ms = await get(of, page(of))
        if (round >= 0) times.get(of.slug)!.push(ms)
      }
    const of = (one: Filled) => median(times.get(one.slug)!)
    for (const one of filled.slice(1)) {
      const ratio = of(one) / of(few)
      const reached = `${ratio.toFixed(2)} (${of(one).toFixed(0)} ms / ${of(few).toFixed(0)} ms)`
      const line = { what, reached, promised: `at most ${promised}`, ok: ratio <= promised }
      ;(lines[one.slug] ??= []).push(line)
    }
  }
  const count = ({ responses }: Filled) => responses.toLocaleString('en')
  for (const one of filled.slice(1))
    report(`${count(one)} responses against ${count(few)} (median ms)`, lines[one.slug]!)
}

await withRig(
  {
    patience: 5400,
    settings: { shared_buffers: '1GB', maintenance_work_mem: '1GB', max_wal_size: '16GB', work_mem: '64MB' },
    fill: async (_, superuser) => {
      await superuser.query('drop index response_words')
      for (const size of sizes) {
        const began = Date.now()
        filled.push(await fillWithResponses(superuser, `r${size}`, size))
        console.log(`${size.toLocaleString('en')} responses made in ${((Date.now() - began) / 1000).toFixed(0)} s`)
      }
      await superuser.query('create index response_words on response using gin (words)')
      await superuser.query('vacuum analyze')
    },
  },
  run,
)
