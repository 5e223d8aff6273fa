// What becomes of a page when PostgreSQL drops its connection or takes too long: a plain 503, and the process lives on.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Context, reading } from '#app/access/context.server.ts'
import { closeDatabase, openDatabase, pool } from '#db/database.ts'
import { type World, argsFor, cookieOf, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
  await closeDatabase()
  openDatabase(w.urls.webUrl, { max: 2, statementTimeoutMs: 400 })
  cookie = await cookieOf(w.lea)
})
afterAll(() => w.close())

let cookie: string
const page = async (work: (ctx: Context) => Promise<unknown>) =>
  statusOf(reading(await argsFor('/bay', { cookie }), work))
const count = (ctx: Context) => ctx.db.selectFrom('member').select('id').execute()

test('a connection dropped in the middle of a transaction is a 503, and the next one works', async () => {
  const status = await page(async (ctx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(ctx.db)
    await w.superuser.query('select pg_terminate_backend($1)', [rows[0]!.pid])
    await new Promise((resolve) => setTimeout(resolve, 100))
    return count(ctx)
  })
  expect(status).toBe(503)
  expect(await page(count)).toBe(200)
})

test('somebody listens for the death of every connection in use', async () => {
  // Without a listener of its own, a connection that dies while in use ends the process.
  const client = await pool().connect()
  expect(client.listenerCount('error')).toBeGreaterThan(0)
  client.release()
})

test('a statement that takes too long is cut and answered with 503', async () => {
  const limits: string[] = []
  await page(async (ctx) => {
    for (const name of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'])
      limits.push(
        (await sql<{ value: string }>`select current_setting(${name}) as value`.execute(ctx.db)).rows[0]!.value,
      )
  })
  expect(limits).toEqual(['400ms', '2s', '10s'])
  expect(await page((ctx) => sql`select pg_sleep(5)`.execute(ctx.db))).toBe(503)
  expect(await page(count)).toBe(200)
})

test('with every connection in use a page is refused in time, not for ever', async () => {
  const held = [await pool().connect(), await pool().connect()]
  try {
    const began = performance.now()
    expect(await page(count)).toBe(503)
    expect(performance.now() - began).toBeLessThan(7_000)
  } finally {
    for (const client of held) client.release()
  }
  expect(await page(count)).toBe(200)
})
