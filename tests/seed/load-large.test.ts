import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyChain } from '#app/history/verify.server.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { prefixesFor } from '#db/seed/large-language.ts'
import { rowsOf } from '#db/seed/large-rows.ts'
import { seedLarge, seedLargeCommand, sizes } from '#db/seed/large.ts'
import { fileDatabase } from '#tests/support/database.ts'

const size = { members: 12, outcomes: 3, kpis: 8, values: 400, initiatives: 100, plans: 120, items: 300, updates: 240 }
const lines: string[] = []
let superuser: pg.Client
let ownerUrl: string

const one = async (text: string) => Number((await superuser.query(`select (${text}) as n`)).rows[0].n)

beforeAll(async () => {
  const urls = await fileDatabase()
  ownerUrl = urls.ownerUrl
  openDatabase(urls.webUrl, { max: 4, statementTimeoutMs: 60_000 })
  superuser = new pg.Client({ connectionString: urls.superuserUrl })
  await superuser.connect()
  const say = (line: string) => lines.push(line)
  await seedLarge({ slug: 'measured', size, password: 'as many as there are', ownerUrl, say })
}, 120_000)
afterAll(async () => {
  await closeDatabase()
  await superuser.end()
})

test('writes as many rows as asked for, each with its history', async () => {
  for (const [table, count] of [
    ['member', size.members],
    ['outcome', size.outcomes],
    ['kpi', size.kpis],
    ['kpi_value', size.values],
    ['initiative', size.initiatives],
    ['action_plan', size.plans],
    ['action_item', size.items],
    ['plan_update', size.updates],
  ] as const) {
    expect(await one(`select count(*) from ${table}`), table).toBe(count)
    expect(await one(`select count(*) from history.${table} where recorded_to = 'infinity'`), table).toBe(count)
  }
  expect(lines).toContain('kpi_value: 400')
  expect(lines.at(-1)).toMatch(/^measured is ready after \d+ s\.$/)
})

test('tells each chunk in one event that counts and proves its rows, and the chain holds', async () => {
  const { rows } = await superuser.query(
    `select body::jsonb -> 'digest' as digest from history.event where verb = 'organisation.filled'`,
  )
  expect(rows.reduce((sum, { digest }) => sum + digest.rows, 0)).toBeGreaterThan(1500)
  for (const { digest } of rows) expect(digest.merkleRoot).toMatch(/^[0-9a-f]{64}$/)
  const { id } = (await superuser.query('select id from organisation')).rows[0]
  expect((await verifyChain(id)).broken).toBeNull()
})

test('judges everything as of now, with every kind of standing', async () => {
  expect(await one('select count(*) from plan_standing where last_update_id is not null')).toBe(size.plans)
  expect(await one('select count(distinct derived) from plan_standing')).toBeGreaterThanOrEqual(5)
  expect(await one('select count(*) from plan_standing where disagrees')).toBeGreaterThan(5)
  expect(await one('select count(*) from initiative_standing')).toBe(size.initiatives)
  expect(await one('select count(*) from kpi_standing where value_count = 50')).toBe(size.kpis)
  expect(await one('select count(distinct stage) from initiative')).toBe(6)
})

test('refuses a size that there is not', async () => {
  await expect(seedLargeCommand(['enormous'], { ownerUrl })).rejects.toThrow('choose large or small')
})

test('promises what the goals of speed are measured with', () => {
  const place = { today: '2026-03-14', administratorId: '', prefixes: prefixesFor(new Date(0), '') }
  const counts = (of: keyof typeof sizes) =>
    Object.fromEntries(rowsOf({ ...place, size: sizes[of] }).map(({ table, count }) => [table, count]))
  expect(counts('large')).toMatchObject({ kpi: 500, kpi_value: 1_000_000, initiative: 2000, action_item: 20_000 })
  expect(counts('small')).toMatchObject({ kpi: 500, kpi_value: 10_000, initiative: 60, action_item: 200 })
})
