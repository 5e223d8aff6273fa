/** P7: an update of a plan, through its route's own action with session, key, history and chain, against a bare UPDATE + INSERT. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { action } from '#app/action-plans/routes/new-update.tsx'
import { argsFor, cookieOf } from '#tests/support/world.ts'
import { median, table } from './figures.ts'
import type { Rig } from './rig.ts'
import { statementsOf } from './statements.ts'

interface Plan {
  id: string
  version: number
}

/** The process's pool must allow ten connections. */
export async function benchWrites(rig: Rig, slug: string, rounds: number) {
  const write = await updates(rig, slug)
  const bare = await bareWrites(rig)
  const asked = (await statementsOf(rig, () => write(0))).length
  const rows: string[][] = []
  for (const writers of [1, 10]) {
    const got = { write: [] as number[], bare: [] as number[] }
    await rate(writers, write, 0.5)
    for (let round = 0; round < rounds; round++) {
      got.bare.push(await rate(writers, bare.run, 1))
      got.write.push(await rate(writers, write, 1))
    }
    const [ours, theirs] = [median(got.write), median(got.bare)]
    const what = `${writers === 1 ? 'one writer' : `${writers} writers in one organisation`}: ${ours.toFixed(0)}/s of ${theirs.toFixed(0)}/s bare`
    rows.push(['P7', what, (ours / theirs).toFixed(2), writers === 1 ? '>= 0.25' : ''])
  }
  await bare.end()
  console.log(
    `\nAn update of a plan with session, key, history and chain (${asked} statements) / UPDATE + INSERT in a transaction through pg\n`,
  )
  table(['goal', 'what', 'reached', 'promised'], rows)
}

/** Each writer has a plan of their own. */
export async function updates({ superuser }: Rig, slug: string) {
  const { rows: plans } = await superuser.query<Plan>(
    `select p.id, (select count(*)::int from plan_update u where u.org_id = p.org_id and u.action_plan_id = p.id) as version
     from action_plan p join initiative i on i.org_id = p.org_id and i.id = p.initiative_id join organisation o on o.id = p.org_id
     where o.slug = $1 and p.archived_at is null and p.finished_on is null and i.archived_at is null and i.stage = 'running' order by p.id limit 10`,
    [slug],
  )
  const { rows } = await superuser.query(
    `select m.account_id as account from member m join organisation o on o.id = m.org_id where o.slug = $1 and m.role = 'administrator' and m.account_id is not null limit 1`,
    [slug],
  )
  const cookie = await cookieOf({ accountId: rows[0].account })
  return async (writer: number) => {
    const plan = plans[writer]!
    const form = {
      ...{ _form: 'update', _key: randomUUID(), version: String(plan.version), statedStatus: 'on track' },
      ...{ sentence: 'The second gate is open and the queue is shorter.', nextStep: 'Open the third gate.' },
    }
    const answer = await action(
      await argsFor(`/${slug}/action-plans/${plan.id}/updates/new`, { params: { id: plan.id }, form, cookie }),
    )
    if (!(answer instanceof Response)) throw new Error(`The update was refused: ${JSON.stringify(answer)}`)
    plan.version++
  }
}

async function bareWrites({ databases }: Rig) {
  const pool = new pg.Pool({ connectionString: databases.superuserUrl, max: 10 })
  await pool.query('create table bare_plan (id int primary key, version int not null)')
  await pool.query(
    'create table bare_update (id uuid primary key, plan_id int not null references bare_plan, sentence text not null)',
  )
  await pool.query('insert into bare_plan select n, 1 from generate_series(0, 9) n')
  const run = async (writer: number) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query({
        name: 'u',
        text: 'update bare_plan set version = version + 1 where id = $1',
        values: [writer],
      })
      const values = [randomUUID(), writer, 'The second gate is open and the queue is shorter.']
      await client.query({ name: 'i', text: 'insert into bare_update values ($1, $2, $3)', values })
      await client.query('commit')
    } finally {
      client.release()
    }
  }
  return { run, end: () => pool.end() }
}

/** Writes per second. */
async function rate(writers: number, write: (writer: number) => Promise<void>, seconds: number): Promise<number> {
  const began = performance.now()
  const until = began + seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      let count = 0
      for (; performance.now() < until; count++) await write(writer)
      return count
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - began) / 1000)
}
