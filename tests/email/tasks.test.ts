// The queue's tasks: all that are scheduled exist, and the nightly tidying takes what is old and nothing else.
import { parseCrontab } from 'graphile-worker'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSession } from '#app/access/sessions.server.ts'
import { crontab, tasks } from '#app/jobs/tasks.ts'
import { listOrganisations, tidy } from '#app/jobs/tidy.server.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

test('every scheduled task exists', () => {
  const scheduled = parseCrontab(crontab).map(({ task }) => task)
  expect(scheduled).toEqual([
    ...['tidy', 'send-digests', 'judge-standings', 'make-checkpoints', 'open-cases', 'tag-by-words', 'note-responses'],
    ...['check-proofs', 'compute-kpis-everywhere'],
  ])
  for (const task of scheduled) expect(tasks[task], task).toBeTypeOf('function')
})

test('tidying forgets old form keys of every organisation, ended sessions, old tries and long-dead links', async () => {
  const keys = [
    [w.ada, 'old', '25 hours'],
    [w.otto, 'old', '3 days'],
    [w.ada, 'new', '23 hours'],
  ] as const
  for (const [who, key, age] of keys)
    await w.superuser.query(
      `insert into form_key (org_id, member_id, key, request_hash, created_at) values ($1, $2, $3, 'h', now() - $4::interval)`,
      [who.orgId, who.memberId, key, age],
    )
  const client = { address: '127.0.0.1', userAgent: 'test', secure: false }
  await startSession(w.ada.accountId, client)
  await startSession(w.bo.accountId, client)
  await w.superuser.query(`update access.session set expires_at = now() - interval '1 minute' where account_id = $1`, [
    w.bo.accountId,
  ])
  await w.superuser.query(`insert into access.attempt values ('old', now() - interval '2 days'), ('new', now())`)
  await w.superuser.query(
    `insert into access.mailed_link (token_hash, purpose, expires_at) values ($1, 'set up', now() - interval '31 days'), ($2, 'set up', now())`,
    [randomUUID(), randomUUID()],
  )
  await tidy()
  const all = async (text: string) => (await w.superuser.query(text)).rows
  expect(await all('select key from form_key')).toEqual([{ key: 'new' }])
  expect(await all('select account_id from access.session')).toEqual([{ account_id: w.ada.accountId }])
  expect(await all('select key from access.attempt')).toEqual([{ key: 'new' }])
  expect(await all('select 1 from access.mailed_link')).toHaveLength(1)
})

test('tidying forgets the lines of files a month after they were imported or left, and nothing else of them', async () => {
  const imports = [
    ['applied', '40 days', '31 days', 0],
    ['applied', '40 days', '29 days', 2],
    ['checked', '31 days', null, 0],
    ['checked', '29 days', null, 2],
    ['failed', '31 days', null, 0],
    ['applying', '90 days', null, 2],
  ] as const
  const ids: string[] = []
  for (const [state, read, finished] of imports) {
    const id = randomUUID()
    ids.push(id)
    await w.superuser.query(
      `insert into data_import (org_id, id, kind, file_name, sha256, columns, state, total_rows, created_by, created_at, finished_at)
        values ($1, $2, 'kpi_value', 'a.csv', 'x', '[]', $3, 2, $4, now() - $5::interval, now() - $6::interval)`,
      [w.ada.orgId, id, state, w.ada.memberId, read, finished],
    )
    await w.superuser.query(
      `insert into data_import_row (org_id, data_import_id, row_no, cells) values ($1, $2, 1, '[]'), ($1, $2, 2, '[]')`,
      [w.ada.orgId, id],
    )
  }
  await tidy()
  for (const [at, [, , , kept]] of imports.entries()) {
    const { rows } = await w.superuser.query(
      `select (select count(*)::int from data_import_row r where r.data_import_id = i.id) as n from data_import i where id = $1`,
      [ids[at]],
    )
    expect(rows, imports[at]!.join(', ')).toEqual([{ n: kept }])
  }
})

test('jobs see every organisation with its hour and zone', async () => {
  expect(await listOrganisations()).toEqual([
    { slug: 'bay', timeZone: 'Europe/Berlin', digestHour: 7 },
    { slug: 'other', timeZone: 'Europe/Berlin', digestHour: 7 },
  ])
})
