// The page of a difference: its two moments, what it is narrowed to, its words, its pages and its file.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '#app/past.server.ts'
import { actingAsSystem } from '#app/access/context.server.ts'
import { dueDateForm } from '#app/action-plans/action-item.ts'
import { moveDueDate } from '#app/action-plans/action-items.server.ts'
import { clockIn } from '#app/history/difference-query.ts'
import { loader as file } from '#app/history/routes/difference-csv.ts'
import { loader } from '#app/history/routes/difference.tsx'
import { archiveInitiative, createInitiative } from '#app/initiatives/initiatives.server.ts'
import { insertKpiValuesInBulk } from '#app/kpis/kpi-values-in-bulk.server.ts'
import { record } from '#app/history/record.server.ts'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import { createPersona } from '#app/personas/personas.server.ts'
import { newPersonaForm } from '#app/personas/persona.ts'
import { statements } from '#tests/dashboards/statements.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { argsFor } from '#tests/support/world.ts'
import { type StrategyWorld, day, dayText, filled, strategyWorld } from '#tests/dashboards/strategy-world.ts'

let w: StrategyWorld
beforeAll(async () => {
  w = await strategyWorld()
  await w.update(w.ids.plan, 0, { statedStatus: 'at risk', sentence: 'The printer broke.' }, 3)
  const move = filled(dueDateForm, { dueOn: dayText(40), reason: 'The printer broke.', version: '1' })
  await w.as(w.bo, (ctx) => moveDueDate(ctx, w.ids.item, move), day(4))
  const values = (first: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...{ kpiId: w.ids.kpi, value: first + at, n: null, sd: null, promoters: null, detractors: null, note: '' },
      period: `${2016 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`,
    }))
  await w.as(
    w.bo,
    async (ctx) => {
      const { digest } = await insertKpiValuesInBulk(ctx, values(40, 52), { source: 'imported' })
      record(ctx, { verb: 'kpi.values-imported', kind: 'kpi', id: w.ids.kpi, title: 'Wayfinding', digest })
    },
    day(5),
  )
  const persona = filled(newPersonaForm, {
    name: '=HYPERLINK("//x")',
    quote: '+49 is my prefix',
    summary: '-4 degrees',
  })
  await w.as(w.lea, (ctx) => createPersona(ctx, persona), day(6))
})
afterAll(() => w.close())

type Data = Exclude<Awaited<ReturnType<typeof loader>>, Response>
const page = async (query: string, org = 'bay') =>
  (await loader(await argsFor(`/${org}/history/difference${query}`, { as: w.cora }))) as Data
const since = `from=${day(1).toISOString()}`
const titles = ({ records }: Data) => records.map(({ title, fate }) => `${title}: ${fate}`)

describe('two moments', () => {
  test('give what came of it, room by room, with who, when and why', async () => {
    const data = await page(`?${since}&to=${day(7).toISOString()}`)
    expect(data.problems).toEqual({})
    expect(titles(data)).toEqual([
      'Wayfinding: changed',
      'New signs in hall A: changed',
      'Walk the hall: moved',
      '=HYPERLINK("//x"): added',
    ])
    const [kpi, plan, item] = data.records
    expect(kpi!.lines).toEqual([{ label: 'Values', before: '', after: '52 values imported, Jan 2016 to Apr 2020' }])
    expect(plan!.lines).toEqual([{ label: 'Update of 5 Mar 2026', before: '', after: 'At risk: The printer broke.' }])
    expect(item).toMatchObject({
      owner: 'Bo Quay',
      href: `/bay/action-items/${w.ids.item}`,
      lines: [{ label: 'Due', before: '12 Mar 2026', after: '11 Apr 2026' }],
      doings: [{ who: 'Bo Quay', verbText: 'moved the due date of', reason: 'The printer broke.', about: null }],
      moreDoings: 0,
    })
    expect(data.rooms.map(({ label, total }) => [label, total])).toEqual([
      ['KPIs', 1],
      ['Action plans', 2],
      ['Personas', 1],
    ])
  })

  test('are narrowed by room, owner and what became of it', async () => {
    const until = `&to=${day(7).toISOString()}`
    expect(titles(await page(`?${since}${until}&room=action-plans`))).toEqual([
      'New signs in hall A: changed',
      'Walk the hall: moved',
    ])
    expect(titles(await page(`?${since}${until}&what=moved`))).toEqual(['Walk the hall: moved'])
    expect(titles(await page(`?${since}${until}&owner=${w.bo.memberId}`))).toEqual([
      'Wayfinding: changed',
      'New signs in hall A: changed',
      'Walk the hall: moved',
    ])
    expect((await page(`?${since}${until}&owner=${w.eva.memberId}`)).total).toBe(0)
    expect((await page(`?${since}${until}`)).owners).toEqual([{ value: w.bo.memberId, label: 'Bo Quay' }])
  })

  test('are written into the address by the form, by the clock of the organisation', async () => {
    const answer = await loader(
      await argsFor(
        '/bay/history/difference?fromDay=2026-03-01&fromTime=&toDay=2026-03-05&toTime=09%3A30&room=kpis&owner=&what=',
        { as: w.cora },
      ),
    ).catch((thrown: unknown) => thrown)
    expect((answer as Response).headers.get('location')).toBe(
      '/bay/history/difference?from=2026-03-01&to=2026-03-05T09%3A30&room=kpis',
    )
    expect((await page(`?from=2026-03-04T10:30:00.000Z`)).typed.from).toEqual({ day: '2026-03-04', time: '11:30:00' })
  })

  test.each([
    ['?fromDay=&toDay=', 'from', 'Choose a day, such as 2026-03-01.'],
    ['?fromDay=2026-02-30&toDay=', 'from', 'Choose a day, such as 2026-03-01.'],
    [
      '?fromDay=2026-02-03&fromTime=later&toDay=',
      'from',
      'Write the time as hours and minutes, such as 09:30, or leave it empty.',
    ],
    ['?from=yesterday', 'from', 'Choose a day, such as 2026-03-01.'],
    ['?from=2199-01-01', 'from', 'This moment is still to come. Choose an earlier one.'],
    ['?from=2026-03-01&to=2199-01-01', 'to', 'This moment is still to come. Choose an earlier one, or leave it empty.'],
    ['?from=2026-03-05&to=2026-03-01', 'to', 'The second moment has to be later than the first.'],
    ['?from=2026-03-05&to=2026-03-05', 'to', 'The second moment has to be later than the first.'],
  ])('%s is said beside its field, with what was typed', async (query, field, problem) => {
    const data = await page(query)
    expect(data.problems).toEqual({ [field]: problem })
    expect(data.records).toEqual([])
    if (query.includes('later')) expect(data.typed.from).toEqual({ day: '2026-02-03', time: 'later' })
  })

  test('without a second one end now, or at the moment looked back at', async () => {
    const then = day(4).toISOString()
    const data = await page(`?${since}`, `bay@${then}`)
    expect(titles(data)).toEqual(['New signs in hall A: changed', 'Walk the hall: moved'])
    expect(data.records[1]!.href).toBe(`/bay@${then}/action-items/${w.ids.item}`)
    expect(data.to).toBe(then.replace('.000Z', '.000000Z'))
    expect((await page(`?${since}&to=${day(5).toISOString()}`, `bay@${then}`)).problems).toHaveProperty('to')
    expect((await page(`?${since}`)).to).toBeNull()
  })
})

describe('pages', () => {
  test('hold fifty records, and take the same statements however many there are', async () => {
    await actingAsSystem(
      { slug: 'bay' },
      async (ctx) => {
        for (let n = 0; n < 60; n++)
          await createInitiative(ctx, initiativeInput({ name: `Idea ${String(n).padStart(2, '0')}` }))
      },
      day(8),
    )
    const between = `?from=${day(7).toISOString()}&to=${day(9).toISOString()}`
    const [first, second] = [await page(between), await page(`${between}&page=2`)]
    expect([first.total, first.records.length, second.records.length]).toEqual([60, 50, 10])
    expect(new Set([...first.records, ...second.records].map(({ id }) => id)).size).toBe(60)
    expect((await page(`${between}&page=3`)).records).toEqual([])
    const [ofFifty, ofTen] = [await statements(() => page(between)), await statements(() => page(`${between}&page=2`))]
    expect(ofFifty).toBe(ofTen)
  })

  test('say what was added and is gone again, restated, archived and restored', async () => {
    const one = (await w.as(w.lea, (ctx) => createInitiative(ctx, initiativeInput({ name: 'Short-lived' })), day(10)))
      .id
    await w.as(w.lea, (ctx) => archiveInitiative(ctx, one, { version: 1, reason: 'Not now.' }), day(11))
    await w.as(
      w.bo,
      (ctx) => recordKpiValues(ctx, w.ids.kpi, [{ period: '2016-01-01', value: 41.5 }], { reason: 'A late count.' }),
      day(12),
    )
    const between = (from: number, to: number) => `?from=${day(from).toISOString()}&to=${day(to).toISOString()}`
    expect(titles(await page(between(9, 13)))).toEqual(['Wayfinding: changed', 'Short-lived: dropped'])
    const [kpi] = (await page(between(11, 13))).records
    expect(kpi!.lines).toEqual([{ label: 'Value, Jan 2016', before: '40', after: '41.5' }])
    expect(kpi!.doings[0]).toMatchObject({ verbText: 'restated a value of', reason: 'A late count.' })
    await w.as(w.lea, (ctx) => archiveInitiative(ctx, one, { version: 2, reason: null }), day(14))
    expect(titles(await page(between(13, 15)))).toEqual(['Short-lived: brought back'])
    expect(titles(await page(between(10, 15)))).toEqual(['Wayfinding: changed'])
    // 10 is exactly when it was added: it was there already
    expect(titles(await page(`?from=${day(10).toISOString()}&to=${day(10.5).toISOString()}`))).toEqual([])
  })
})

describe('the file', () => {
  const csv = async (query: string) => await file(await argsFor(`/bay/history/difference.csv${query}`, { as: w.cora }))

  test('holds what the page shows, and nothing that a spreadsheet would run', async () => {
    const answer = await csv(`?${since}&to=${day(7).toISOString()}`)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="bay-2026-03-03T090000.000Z-to-.*\.csv"$/,
    )
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = bytes.toString('utf8').slice(1).split('\r\n')
    expect(lines[0]).toBe(
      'Room,Kind,Record,Owner,What became of it,Field,Before,After,Last changed by,Last changed at,Reason,Address',
    )
    expect(lines).toContain(
      `Action plans,Action item,Walk the hall,Bo Quay,Moved,Due,12 Mar 2026,11 Apr 2026,Bo Quay,2026-03-06 10:00:00,The printer broke.,http://localhost/bay/action-items/${w.ids.item}`,
    )
    const persona = lines.filter((line) => line.startsWith('Personas'))
    expect(persona.length).toBeGreaterThan(2)
    for (const line of persona) expect(line).toContain(`"'=HYPERLINK(""//x"")"`)
    expect(persona.find((line) => line.includes('Quote'))).toContain(`,"'+49 is my prefix",`)
    expect(persona.find((line) => line.includes('Summary'))).toContain(`,"'-4 degrees",`)
    expect(lines.join('\n')).not.toMatch(/(^|,)"?[=+@\t]/m)
  })

  test('of nothing has its head; of impossible moments it is none', async () => {
    expect(await (await csv(`?from=${day(20).toISOString()}&to=${day(21).toISOString()}`)).text()).toMatch(
      /^\uFEFF?Room,.*\r\n$/,
    )
    const refused = await csv('?from=2199-01-01')
    expect([refused.status, await refused.text()]).toEqual([
      400,
      'This moment is still to come. Choose an earlier one.\n',
    ])
  })

  test('says of each field who changed it last, when and why, whatever happened to its neighbours', async () => {
    const restate = (who: typeof w.bo, period: string, value: number, reason: string, on: number) =>
      w.as(who, (ctx) => recordKpiValues(ctx, w.ids.kpi, [{ period, value }], { reason }), day(on))
    await restate(w.lea, '2016-03-01', 1, 'Before the stretch.', 30)
    await restate(w.bo, '2016-03-01', 2, 'A late count.', 31)
    await restate(w.lea, '2016-04-01', 3, 'Found in a drawer.', 32)
    const item = async (set: string, who: typeof w.bo, on: number, reason: string) =>
      w.as(
        who,
        async (ctx) => {
          await sql`update action_item set ${sql.raw(set)} where id = ${w.ids.item}`.execute(ctx.db)
          record(ctx, { verb: 'action_item.edited', kind: 'action_item', id: w.ids.item, title: 'Walk', reason })
        },
        day(on),
      )
    await item(`title = 'Walk both halls', weight = 2`, w.lea, 31, 'Two halls.')
    await item('weight = 3', w.bo, 32, 'More work.')
    await item('weight = weight, evidence_url = null', w.bo, 33, 'Nothing, really.')
    const text = await (await csv(`?from=${day(30).toISOString()}&to=${day(34).toISOString()}`)).text()
    const at = (on: number) => clockIn(day(on), 'Europe/Berlin').replace('T', ' ')
    for (const [field, who, on, reason] of [
      ['"Value, Mar 2016",1,2', 'Bo Quay', 31, 'A late count.'],
      ['"Value, Apr 2016",43,3', 'Lea Dawn', 32, 'Found in a drawer.'],
      ['Title,Walk the hall,Walk both halls', 'Lea Dawn', 31, 'Two halls.'],
      ['Weight,1,3', 'Bo Quay', 32, 'More work.'],
    ] as const)
      expect(text).toContain(`${field},${who},${at(on)},${reason},`)
  })

  test('keeps a plain number plain', async () => {
    await actingAsSystem(
      { slug: 'bay' },
      async (ctx) => {
        await sql`insert into kpi_target (id, kpi_id, due_on, value, reason) values (gen_random_uuid(), ${w.ids.kpi}, '2027-01-01', -4, 'Colder.')`.execute(
          ctx.db,
        )
        record(ctx, { verb: 'kpi.target-set', kind: 'kpi', id: w.ids.kpi, title: 'Wayfinding' })
      },
      day(18),
    )
    expect(await (await csv(`?from=${day(17).toISOString()}&to=${day(19).toISOString()}`)).text()).toContain(
      ',Target for 1 Jan 2027,,-4,',
    )
  })
})
