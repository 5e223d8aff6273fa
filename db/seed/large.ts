/** An organisation with a great many records, for measuring: `npm run sirius -- seed-large [large|small] [password]`. */
import { sql } from 'kysely'
import pg from 'pg'
import { type Context, actingAs } from '#app/access/context.server.ts'
import { createOrganisation } from '#app/access/set-up.server.ts'
import { judgeOrganisation } from '#app/action-plans/judge.server.ts'
import { record } from '#app/history/record.server.ts'
import { merkleRoot } from '#app/history/merkle.server.ts'
import { refreshKpiStanding } from '#app/kpis/kpi-standings.server.ts'
import { madeUpPassword } from '#app/server/seeding.ts'
import { type Size, prefixesFor } from './large-language.ts'
import { type Rows, rowsOf } from './large-rows.ts'

const alike = { members: 300, outcomes: 30, kpis: 500 }

/** The same company twice: only what grows with the years differs. */
export const sizes = {
  large: { ...alike, values: 1_000_000, initiatives: 2000, plans: 4000, items: 20_000, updates: 20_000 },
  small: { ...alike, values: 10_000, initiatives: 60, plans: 40, items: 200, updates: 200 },
} satisfies Record<string, Size>

interface LargeSeed {
  /** Also the account's name: `<slug>@demo.example`. */
  slug: string
  size: Size
  password: string
  ownerUrl: string
  say?: (line: string) => void
}

/** The process's pool must be open, and its statements must be given a minute. */
export async function seedLarge({ slug, size, password, ownerUrl, say = () => {} }: LargeSeed): Promise<void> {
  const began = performance.now()
  const email = `${slug}@demo.example`
  const founded = new Date(Date.now() - 720 * day)
  const { organisationId, memberId } = await createOrganisation({
    ...{ slug, name: `Measured, ${slug}`, timeZone: 'UTC', password, now: founded },
    ...{ adminName: 'Morgan Measure', adminEmail: email },
  })
  const prefixes = prefixesFor(founded, organisationId)
  const today = new Date().toISOString().slice(0, 10)
  const all = rowsOf({ size, today, administratorId: memberId, prefixes })
  const written = await write(slug, email, all, founded)
  for (const [table, count] of written) say(`${table}: ${count}`)
  await refreshKpis(slug, email)
  await judgeOrganisation(slug)
  await analyse(ownerUrl)
  say(`${slug} is ready after ${((performance.now() - began) / 1000).toFixed(0)} s.`)
}

/** The operator's command: returns what to say. */
export async function seedLargeCommand(
  [slug = 'large', given]: string[],
  { ownerUrl }: { ownerUrl: string },
): Promise<string> {
  const size = sizes[slug as keyof typeof sizes] as Size | undefined
  if (!size) throw new Error(`There is no size “${slug}”: choose ${Object.keys(sizes).join(' or ')}.`)
  const password = given ?? process.env.SIRIUS_DEMO_PASSWORD ?? madeUpPassword()
  const lines: string[] = []
  await seedLarge({ slug, size, password, ownerUrl, say: (line) => lines.push(line) })
  return [...lines, `Sign in as ${slug}@demo.example with the password ${password}`].join('\n')
}

const day = 86_400_000
/** Rows of one statement and of one event. */
const chunk = 20_000

/** Each chunk is a transaction of its own day, from the founding to yesterday; gives how many rows each table has got. */
async function write(slug: string, email: string, all: Rows[], founded: Date): Promise<Map<string, number>> {
  const chunks = all.flatMap((rows) =>
    Array.from({ length: Math.ceil(rows.count / chunk) }, (_, at) => ({
      rows,
      from: at * chunk + 1,
      to: Math.min(rows.count, (at + 1) * chunk),
    })),
  )
  const step = (719 * day) / (chunks.length + 1)
  const written = new Map<string, number>()
  for (const [at, { rows, from, to }] of chunks.entries()) {
    const now = new Date(founded.getTime() + (at + 1) * step)
    const count = await actingAs({ slug, email, now, requestId: 'large' }, (ctx) => writeChunk(ctx, rows, from, to))
    written.set(rows.table, (written.get(rows.table) ?? 0) + count)
  }
  return written
}

/** One insert and one event, whose digest stands for the rows: leaves as those of an import. */
async function writeChunk(ctx: Context, { table, columns, select, from: source }: Rows, from: number, to: number) {
  await sql`select set_config('app.bulk', 'on', true), set_config('synchronous_commit', 'off', true)`.execute(ctx.db)
  const numbers = (source ?? 'generate_series($1::int, $2::int) n')
    .replace('$1', String(from))
    .replace('$2', String(to))
  const { rows } = await sql<{
    leaf: string
  }>`${sql.raw(`insert into ${table} as t (${columns}) select ${select} from ${numbers}
    returning encode(sha256('\\x00'::bytea || convert_to((to_jsonb(t) - 'org_id')::text, 'UTF8')), 'hex') as leaf`)}`.execute(
    ctx.db,
  )
  const digest = { rows: rows.length, merkleRoot: merkleRoot(rows.map(({ leaf }) => leaf)) }
  record(ctx, {
    verb: 'organisation.filled',
    kind: 'organisation',
    id: ctx.org.id,
    title: `${ctx.org.name}: ${table}`,
    digest,
  })
  return rows.length
}

async function refreshKpis(slug: string, email: string) {
  const { rows } = await actingAs({ slug, email }, ({ db }) =>
    sql<{ id: string }>`select id from kpi order by id`.execute(db),
  )
  for (let at = 0; at < rows.length; at += 50) {
    const ids = rows.slice(at, at + 50).map(({ id }) => id)
    await actingAs({ slug, email }, (ctx) => refreshKpiStanding(ctx, ids))
  }
}

async function analyse(ownerUrl: string) {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}
