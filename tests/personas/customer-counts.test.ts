// Customer data against PostgreSQL: what is kept of a file and what is not, who may, and what segments and effort show of it.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict } from '#app/access/problems.ts'
import { tidy } from '#app/jobs/tidy.server.ts'
import { createInitiative, editInitiative, findInitiative, formValuesOf } from '#app/initiatives/initiatives.server.ts'
import { editInitiativeForm } from '#app/initiatives/initiative.ts'
import { initiativeListRules, listInitiatives } from '#app/initiatives/initiative-list.server.ts'
import { customerColumnsForm, customerCountForm } from '#app/personas/customer-count.ts'
import {
  customerCountListRules,
  findCustomerCount,
  lastMeasured,
  listCustomerCounts,
  measuredOverTime,
  withdrawCustomerCount,
} from '#app/personas/customer-counts.server.ts'
import { customerFileFacts } from '#app/personas/customer-file-facts.server.ts'
import {
  correctCustomerColumns,
  discardCustomerFile,
  findCustomerFile,
  importCustomerCount,
  listCustomerFiles,
  stageCustomerFile,
} from '#app/personas/customer-files.server.ts'
import { effortAndValue, effortRules } from '#app/personas/effort-and-value.server.ts'
import { newPersonaForm } from '#app/personas/persona.ts'
import { createPersona } from '#app/personas/personas.server.ts'
import * as application from '#app/personas/routes/customers/application.tsx'
import * as file from '#app/personas/routes/customers/file.tsx'
import * as upload from '#app/personas/routes/customers/new.tsx'
import { newSegmentForm } from '#app/personas/segment.ts'
import { createSegment, listSegments, segmentListRules } from '#app/personas/segments.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { fileOf } from '#tests/support/files.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type Person, type World, argsFor, makeWorld, statusOf as routeStatus } from '#tests/support/world.ts'
import { filled, refusalOf, statusOf } from '#tests/vision/vision-world.ts'

let w: World
beforeAll(async () => (w = await makeWorld()))
afterAll(() => w.close())

const telco = readFileSync('tests/fixtures/telco_first_customers.csv')
const stage = async (bytes: Buffer | string = telco, who: Person = w.lea) =>
  (await w.as(who, (ctx) => stageCustomerFile(ctx, fileOf('telco.csv', bytes)))).id
const facts = (id: string) => w.as(w.lea, (ctx) => customerFileFacts(ctx, id))
const keep = async (id: string, given: Record<string, string> = {}, who: Person = w.lea) => {
  const { offered, found } = await facts(id)
  const form = filled(customerCountForm, { ...offered, version: String(found.version), ...given })
  return (await w.as(who, (ctx) => importCustomerCount(ctx, id, form as never))).id
}
const ask = async (text: string, values: unknown[] = []) => (await w.superuser.query(text, values)).rows
const segmentNamed = async (name: string) =>
  (await ask('select id from segment where name = $1 and org_id = $2', [name, w.ada.orgId]))[0]?.id as string

describe('a file of customers', () => {
  test('becomes sums by segment, and nothing of a customer is kept', async () => {
    const id = await stage()
    const { rows } = await w.superuser.query('select bytes from import_part where data_import_id = $1', [id])
    expect(rows[0].bytes.toString('latin1')).not.toMatch(/7590-VHVEG|Month/)
    const countId = await keep(id, { name: 'CRM', countedOn: '2026-01-31', group_1: '' })
    const count = await w.as(w.cora, (ctx) => findCustomerCount(ctx, countId))
    expect(count).toMatchObject({
      ...{ name: 'CRM', countedOn: '2026-01-31', fileName: 'telco.csv', segmentColumn: 'Contract', lines: 71 },
      ...{ valueName: 'Monthly charges', valueUnit: 'money a month', currency: 'EUR', leftSays: 'Churn: Yes' },
      whole: { customers: 71, valueSum: 4668.15, leftCount: 18 },
    })
    expect(
      count.groups.map(({ label, segmentName, customers, valueSum, leftCount }) => [
        label,
        segmentName,
        customers,
        valueSum,
        leftCount,
      ]),
    ).toEqual([
      ['Month-to-month', 'Month-to-month', 35, 2486.25, 18],
      ['Two year', null, 23, 1446.6, 0],
      ['One year', 'One year', 13, 735.3, 0],
    ])
    for (const table of [
      'data_import',
      'import_part',
      'data_import_row',
      'customer_count',
      'customer_group',
      'history.event',
      'history.customer_group',
    ])
      expect(await ask(`select from ${table} t where t::text ~ '7590-VHVEG|29.85'`), table).toEqual([])
    expect(await ask('select from data_import where id = $1', [id])).toEqual([])
    const [event] = await ask(`select verb, title from history.event where org_id = $1 order by seq desc limit 1`, [
      w.ada.orgId,
    ])
    expect(event).toEqual({ verb: 'customer_count.imported', title: 'CRM' })
  })

  test('is for leaders alone: to read, to see, to correct, to keep, to throw away', async () => {
    const id = await stage()
    const { found, offered } = await facts(id)
    const form = filled(customerCountForm, {
      ...offered,
      group_0: '',
      group_1: await segmentNamed('One year'),
      version: String(found.version),
    })
    const columns = filled(customerColumnsForm, { numbers: 'point', version: '1' }) as never
    for (const who of [w.bo, w.cora, w.eva]) {
      const asked = [
        () => w.as(who, (ctx) => stageCustomerFile(ctx, fileOf('a.csv', telco))),
        () => w.as(who, (ctx) => findCustomerFile(ctx, id)),
        () => w.as(who, (ctx) => listCustomerFiles(ctx)),
        () => w.as(who, (ctx) => correctCustomerColumns(ctx, id, columns)),
        () => w.as(who, (ctx) => importCustomerCount(ctx, id, form as never)),
        () => w.as(who, (ctx) => discardCustomerFile(ctx, id, 1)),
      ]
      for (const one of asked) expect(await statusOf(one())).toBe(403)
    }
    expect(await w.as(w.lea, (ctx) => listCustomerFiles(ctx))).toMatchObject([
      { id, fileName: 'telco.csv', totalRows: 71 },
    ])
    expect(await statusOf(w.as(w.otto, (ctx) => findCustomerFile(ctx, id)))).toBe(404)
    await expect(w.as(w.lea, (ctx) => discardCustomerFile(ctx, id, 9))).rejects.toBeInstanceOf(Conflict)
    await w.as(w.ada, (ctx) => discardCustomerFile(ctx, id, 1))
    expect(await ask('select from import_part where data_import_id = $1', [id])).toEqual([])
  })

  test('is corrected column by column; what says no segment is refused beside it', async () => {
    const id = await stage()
    const { found } = await facts(id)
    const at = (heading: string) => `column_${found.columns.indexOf(heading)}`
    const correct = async (fields: Record<string, string>) => {
      const { version } = (await facts(id)).found
      const form = filled(customerColumnsForm, { header: 'on', numbers: 'point', version: String(version), ...fields })
      return w.as(w.lea, (ctx) => correctCustomerColumns(ctx, id, form as never))
    }
    const problem = await refusalOf(correct({ [at('tenure')]: 'value', [at('TotalCharges')]: 'segment' }))
    expect(problem.errors[at('TotalCharges')]).toMatch(/more than 50 different values.*such as “gender”/)
    expect(
      (
        await refusalOf(
          correct({ [at('customerID')]: 'key', [at('tenure')]: 'customers', [at('Contract')]: 'segment' }),
        )
      ).errors[at('tenure')],
    ).toMatch(/one customer.*or for several/)
    await correct({
      [at('InternetService')]: 'segment',
      [at('TotalCharges')]: 'value',
      [at('Churn')]: 'left',
      leftValue: 'No',
    })
    const { summary, mapping } = (await facts(id)).found
    expect(summary.groups.map(({ label, customers, knownValues }) => [label, customers, knownValues])).toEqual([
      ['DSL', 31, 26],
      ['Fiber optic', 27, 27],
      ['No', 13, 7],
    ])
    expect(mapping.leftValue).toBe('No')
    const stale = filled(customerColumnsForm, { numbers: 'point', version: '1' })
    await expect(w.as(w.lea, (ctx) => correctCustomerColumns(ctx, id, stale as never))).rejects.toBeInstanceOf(Conflict)
    await ask('delete from import_part where data_import_id = $1', [id])
    expect((await facts(id)).lines).toBeNull()
    expect((await refusalOf(correct({ [at('Contract')]: 'segment' }))).message).toMatch(/no longer kept/)
    await w.as(w.lea, (ctx) => discardCustomerFile(ctx, id, 2))
  })

  test('is kept only whole: with a day that was, a value with a meaning, and segments that are there', async () => {
    const id = await stage()
    const refused = async (fields: Record<string, string>) => (await refusalOf(keep(id, fields))).errors
    expect(await refused({ countedOn: '2199-01-01' })).toHaveProperty('countedOn')
    expect(await refused({ valueName: '' })).toHaveProperty('valueName')
    expect(await refused({ valueUnit: '' })).toHaveProperty('valueUnit')
    expect(await refused({ name: 'crm', countedOn: '2026-01-31' })).toHaveProperty('name')
    expect(await refused({ group_0: 'new' })).toEqual({ group_0: expect.stringMatching(/“Month-to-month” already/) })
    expect(await refused({ group_0: w.lea.memberId })).toHaveProperty('group_0')
    expect((await refusalOf(keep(id, { group_0: '', group_1: '', group_2: '' }))).message).toMatch(/at least one group/)
    await expect(keep(id, { version: '7' })).rejects.toBeInstanceOf(Conflict)
    expect(await ask(`select from customer_count where org_id = $1`, [w.ada.orgId])).toHaveLength(1)
    await w.as(w.lea, (ctx) => discardCustomerFile(ctx, id, 1))
  })

  test('that nobody keeps is gone the next night; its sums can still be kept', async () => {
    const id = await stage()
    await ask(`update data_import set created_at = now() - interval '25 hours' where id = $1`, [id])
    await tidy()
    expect(await ask('select from import_part where data_import_id = $1', [id])).toEqual([])
    const countId = await keep(id, { name: 'CRM', countedOn: '2025-01-31' })
    expect((await w.as(w.lea, (ctx) => findCustomerCount(ctx, countId))).whole.customers).toBe(71)
  })

  test('comes by its pages', async () => {
    const params = { id: await stage() }
    expect(await routeStatus(upload.loader(await argsFor('/bay/x', { as: w.cora })))).toBe(403)
    for (const page of [file, application]) {
      expect(await routeStatus(page.loader(await argsFor('/bay/x', { as: w.eva, params })))).toBe(403)
      expect(await routeStatus(page.loader(await argsFor('/bay/x', { as: w.lea, params })))).toBe(200)
    }
    const { offered } = await facts(params.id)
    const form = { ...offered, name: 'By its page', countedOn: '2024-01-31', version: '1' }
    expect(await routeStatus(application.action(await argsFor('/bay/x', { as: w.cora, params, form })))).toBe(403)
    expect(await routeStatus(application.action(await argsFor('/bay/x', { as: w.lea, params, form })))).toBe(302)
  })
})

describe('counts', () => {
  test('stand beside the estimate, the newest first, until one is withdrawn with a reason', async () => {
    const segment = await segmentNamed('Month-to-month')
    const counts = await w.as(w.eva, (ctx) => measuredOverTime(ctx, segment))
    expect(counts.map(({ countedOn }) => countedOn)).toEqual(['2026-01-31', '2025-01-31', '2024-01-31'])
    const last = async () => (await w.as(w.eva, (ctx) => lastMeasured(ctx, [segment]))).get(segment)
    expect((await last())!.share).toBeCloseTo((100 * 35) / 71, 6)
    const listed = await w.as(w.eva, (ctx) =>
      listSegments(ctx, readListQuery('/bay/segments?sort=-share', segmentListRules)),
    )
    expect(listed.rows[0]!.name).toBe('Month-to-month')

    const { countId } = counts[0]!
    const withdraw = (reason: string | null, who: Person = w.lea, version = 1) =>
      w.as(who, (ctx) => withdrawCustomerCount(ctx, countId, { reason, version }))
    for (const who of [w.bo, w.cora, w.eva]) expect(await statusOf(withdraw('Why', who))).toBe(403)
    expect(await statusOf(withdraw('Why', w.otto))).toBe(404)
    expect((await refusalOf(withdraw(null))).errors).toHaveProperty('reason')
    await expect(withdraw('Why', w.lea, 5)).rejects.toBeInstanceOf(Conflict)
    expect(await withdraw('The wrong file')).toEqual({ withdrawn: true })
    expect((await last())!.countedOn).toBe('2025-01-31')
    const list = (search: string) =>
      w.as(w.eva, (ctx) =>
        listCustomerCounts(ctx, readListQuery(`/bay/customer-counts${search}`, customerCountListRules)),
      )
    expect((await list('')).total).toBe(2)
    expect(await list('?show=withdrawn')).toMatchObject({
      total: 1,
      rows: [{ id: countId, customers: 71, withoutSegment: 23 }],
    })
    const events = await ask(
      `select reason from history.event where org_id = $1 and verb = 'customer_count.withdrawn'`,
      [w.ada.orgId],
    )
    expect(events).toEqual([{ reason: 'The wrong file' }])
    expect(await withdraw(null, w.lea, 2)).toEqual({ withdrawn: false })
    expect((await last())!.countedOn).toBe('2026-01-31')
  })
})

describe('effort and budget', () => {
  test('are said by who may edit the initiative, and can be brought back', async () => {
    const input = initiativeInput({ name: 'Costly', effortDays: 12.5, budget: 1000.01, ownerId: w.bo.memberId })
    const { id } = await w.as(w.lea, (ctx) => createInitiative(ctx, input))
    const found = () => w.as(w.eva, (ctx) => findInitiative(ctx, id))
    expect(await found()).toMatchObject({ effortDays: 12.5, budget: 1000.01 })
    expect(formValuesOf(await found(), false)).toMatchObject({ effortDays: '12.5', budget: '1000.01' })
    const form = { ...input, budget: null, version: 1 }
    expect(await statusOf(w.as(w.cora, (ctx) => editInitiative(ctx, id, form)))).toBe(403)
    await w.as(w.bo, (ctx) => editInitiative(ctx, id, form))
    expect(await found()).toMatchObject({ effortDays: 12.5, budget: null })
    const wrongs: Record<string, string>[] = [
      { budget: '-1' },
      { budget: '1.005' },
      { effortDays: 'many' },
      { effortDays: '2000000' },
    ]
    for (const wrong of wrongs)
      expect(() => filled(editInitiativeForm, { name: 'x', version: '1', ...wrong })).toThrow()
  })

  test('go to the segments of the personas, and what is not known is counted', async () => {
    const other = await w.as(w.lea, (ctx) =>
      createSegment(ctx, filled(newSegmentForm, { name: 'Nobody yet', currentValue: '3', potentialValue: '3' })),
    )
    const monthly = await segmentNamed('Month-to-month')
    const persona = async (name: string, segmentId: string) =>
      (
        await w.as(w.lea, (ctx) =>
          createPersona(ctx, filled(newPersonaForm, { name, segmentId, ownerId: w.lea.memberId })),
        )
      ).id
    const personaIds = [await persona('M', monthly), await persona('N', other.id), await persona('O', '')]
    const add = (given: Parameters<typeof initiativeInput>[0], stage = 'running') =>
      w.as(w.lea, async (ctx) => {
        const { id } = await createInitiative(ctx, initiativeInput(given))
        await ctx.db.updateTable('initiative').set({ stage }).where('id', '=', id).execute()
      })
    await add({ name: 'Both', effortDays: 30.01, budget: 100, personaIds })
    await add({ name: 'None', effortDays: 9.99, personaIds: [personaIds[2]!] })
    await add({ name: 'Silent', budget: 50, personaIds: [personaIds[0]!] })
    await add({ name: 'Over', effortDays: 500, budget: 500, personaIds }, 'finished')
    const query = (search: string) => readListQuery(`/bay/effort-and-value${search}`, effortRules)
    const balance = (search = '') => w.as(w.eva, (ctx) => effortAndValue(ctx, query(search)))
    const found = await balance()
    expect(found.whole).toEqual({ effortDays: 40, budget: 150 })
    expect(found.initiatives).toEqual({ all: 3, withoutEffort: 1, withoutBudget: 1, withoutSegment: 1 })
    const row = (id: string) => found.rows.find((one) => one.id === id)!
    expect(row(monthly).effortDays + row(other.id).effortDays).toBeCloseTo(30.01, 6)
    expect(row(monthly)).toMatchObject({ budget: 100, initiatives: 2, customers: 35 })
    expect(row(monthly).budgetShare).toBeCloseTo((100 * 100) / 150, 6)
    expect(row(other.id)).toMatchObject({ customers: null, share: null, valueShare: null, budget: 50 })
    expect(found.none).toMatchObject({ effortDays: 9.99, initiatives: 1, customers: 23 })
    const all = [...found.rows, found.none]
    expect(all.reduce((sum, one) => sum + (one.effortShare ?? 0), 0)).toBeCloseTo(100, 6)
    expect(all.reduce((sum, one) => sum + (one.valueShare ?? 0), 0)).toBeCloseTo(100, 6)

    expect((await balance('?stage=finished')).whole.effortDays).toBe(500)
    const older = (await w.as(w.eva, (ctx) => measuredOverTime(ctx, monthly)))[2]!
    expect((await balance(`?count=${older.countId}`)).count).toMatchObject({ countedOn: '2024-01-31' })
    const listed = async (search: string) =>
      (
        await w.as(w.eva, (ctx) =>
          listInitiatives(ctx, readListQuery(`/bay/initiatives?stage=active&${search}`, initiativeListRules)),
        )
      ).rows.map(({ name }) => name)
    expect(await listed(`segment=${monthly}`)).toEqual(['Both', 'Silent'])
    expect(await listed('lacks=segment')).toEqual(['None'])
    expect(await listed('lacks=effort')).toEqual(['Silent'])
    expect(await listed('lacks=budget')).toEqual(['None'])
  })
})
