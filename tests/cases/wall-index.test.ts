import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseListRules, listCases } from '#app/cases/case-list.server.ts'
import { readWallQuery, measureCases, measureCasesBy } from '#app/cases/wall-index.server.ts'
import { shareInWords } from '#app/cases/wall-index.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type World, makeWorld } from '#tests/support/world.ts'
import { makePlace, write } from './cases-world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

/** Today where the organisation is. */
const here = `(now() at time zone (select time_zone from organisation where slug = 'bay'))::date`

/** A case due 10 days ago, opened 12 days ago; days are counted from today, `told` from the due day. */
async function add(
  given: { owner?: string; told?: number; resolved?: boolean; answer?: [string, number]; due?: number },
  touchpoint: string,
) {
  const { due = 10 } = given
  const { rows } = await w.superuser.query<{ id: string }>('select gen_random_uuid() as id')
  const id = rows[0]!.id
  const by = w.lea.memberId
  await write(w, [
    [
      `insert into customer_case (id, number, title, touchpoint_id, owner_id, opened_at, due_at, told_on, told_by, resolved_on, resolved_by)
       select $1::uuid, coalesce(max(number), 0) + 1, 'A case', $2::uuid, $3::uuid, now() - make_interval(days => $4::int + 2), now() - make_interval(days => $4::int),
         case when $5::int is not null then (${here} - $4::int) + $5::int end, case when $5::int is not null then $6::uuid end,
         case when $7 then ${here} end, case when $7 then $6::uuid end from customer_case`,
      [id, touchpoint, given.owner ?? null, due, given.told ?? null, by, given.resolved ?? false],
    ],
    ...(given.answer
      ? ([
          [
            `insert into case_entry (id, customer_case_id, kind, happened_on, body) values (gen_random_uuid(), $1, $2, (${here} - $3::int) + $4::int, 'x')`,
            [id, given.answer[0], due, given.answer[1]],
          ],
        ] as [string, unknown[]][])
      : []),
  ])
  return id
}

test('the wall index counts who had no answer in time, and each number has its list', async () => {
  const ask = () => readWallQuery('http://x/bay/cases/wall-index?days=30', today)
  const today = await w.as(w.lea, async (ctx) => ctx.today)
  const empty = await w.as(w.lea, (ctx) => measureCases(ctx, ask().window))
  expect(empty).toEqual({ due: 0, unanswered: 0, toldInTime: 0, told: 0, resolved: 0, latency: null })
  expect(shareInWords(empty.unanswered, empty.due)).toBe('nothing to measure')

  const { touchpoint } = await makePlace(w)
  const owner = w.bo.memberId
  await add({ owner, told: 0 }, touchpoint) // told on the due day: in time
  await add({ owner, told: 3, resolved: true }, touchpoint) // told late, no answer before: a wall
  await add({ owner, answer: ['reply', -1], told: 5 }, touchpoint) // a reply in time, told late
  await add({ answer: ['note', -1] }, touchpoint) // a note is no answer
  await add({ answer: ['call', 1] }, touchpoint) // a call, a day late
  await add({ due: 60 }, touchpoint) // before the window
  await add({ due: 0 }, touchpoint) // its day is not over

  const counts = await w.as(w.lea, (ctx) => measureCases(ctx, ask().window))
  expect(counts).toEqual({ due: 5, unanswered: 3, toldInTime: 1, told: 3, resolved: 1, latency: 5 })
  const rows = await w.as(w.lea, (ctx) => measureCasesBy(ctx, ask().window, 'owner'))
  expect(rows).toMatchObject([
    { name: null, due: 2, unanswered: 2 },
    { name: 'Bo Quay', due: 3, unanswered: 1, toldInTime: 1 },
  ])
  const { from, until } = ask().window
  const listed = async (more: string) =>
    (
      await w.as(w.lea, (ctx) =>
        listCases(ctx, readListQuery(`/bay/cases?from=${from}&until=${until}&${more}`, caseListRules)),
      )
    ).total
  expect(await listed('')).toBe(5)
  expect(await listed('flag=no+answer+in+time')).toBe(3)
  expect(await listed('flag=told+in+time')).toBe(1)
  expect(await listed('flag=no+answer+in+time&without=owner')).toBe(2)
  expect(await listed(`flag=no+answer+in+time&owner=${owner}`)).toBe(1)
  expect(await listed('loop=closed+loop')).toBe(1)
})
