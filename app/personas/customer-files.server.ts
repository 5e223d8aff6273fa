// Files of customers on their way in: read, shown as sums, corrected, and imported or thrown away. A file waits sealed for a day at most;
// what is kept of it in the end are sums.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { mappingProblems } from '#app/imports/mapping.ts'
import { keepParts, readPart } from '#app/imports/parts.server.ts'
import { readTableFile } from '#app/imports/table-file.server.ts'
import type { UploadedFile } from '#app/server/form-body.ts'
import { nameTaken } from '#app/vision/name-taken.ts'
import { chosenFields, type customerColumnsForm, type customerCountForm, newSegment } from './customer-count.ts'
import {
  type CountedFile,
  type CustomerMapping,
  countCustomers,
  customerFields,
  guessLeftValue,
  guessMapping,
  headingsOf,
  valuesOf,
} from './customer-file.ts'
import { createSegment } from './segments.server.ts'

const kind = 'customer_count'

type Waiting = Pick<UploadedFile, 'filename' | 'sha256' | 'open' | 'bytes'>

/** Reads an uploaded file and keeps it sealed, with what it is taken for and the sums that follow. */
export async function stageCustomerFile(ctx: Context, file: Waiting | undefined) {
  authorize(ctx, 'segment.edit')
  if (!file) throw new Refusal('Choose a file.', { file: 'Choose a file.' }, 400)
  const table = await readTableFile(await file.bytes())
  const { columns, mapping } = guessMapping(table.rows, table)
  const lines = mapping.header ? table.rows.slice(1) : table.rows
  if (!lines.length) refuse('This file has headings and no lines. Choose another one.', 'file')
  const counted = countCustomers(columns, lines, mapping)
  const id = newId(ctx)
  await ctx.db
    .insertInto('dataImport')
    .values({
      ...{ id, kind, fileName: shortName(file.filename), sha256: file.sha256, totalRows: counted.lines },
      ...{ columns: JSON.stringify(columns), mapping: JSON.stringify(mapping), summary: JSON.stringify(counted) },
      createdBy: ctx.viewer.memberId,
    })
    .execute()
  await keepParts(ctx, id, file.open())
  return { id }
}

const shortName = (name: string) => name.replace(/[^\P{C}]/gu, '').slice(-200) || 'file.csv'

/** A waiting file; 404 where there is none. Only who may import sees it. */
export async function findCustomerFile(ctx: Context, id: string) {
  authorize(ctx, 'segment.edit')
  const row = await ctx.db
    .selectFrom('dataImport as i')
    .innerJoin('member as m', 'm.id', 'i.createdBy')
    .where('i.id', '=', id)
    .where('i.kind', '=', kind)
    .select(['i.id', 'i.fileName', 'i.columns', 'i.mapping', 'i.summary', 'i.createdAt', 'i.version', 'm.name as who'])
    .executeTakeFirst()
  if (!row) throw absent()
  return { ...row, ...parsed(row) }
}

const parsed = (row: { columns: unknown; mapping: unknown; summary: unknown }) => ({
  columns: row.columns as string[],
  mapping: row.mapping as CustomerMapping,
  summary: row.summary as CountedFile,
})

/** Its first lines; none once the nightly job has taken the file. */
export async function firstLinesOf(ctx: Context, id: string, { header }: CustomerMapping) {
  const table = await waitingTable(ctx, id)
  return table?.rows.slice(header ? 1 : 0, header ? 7 : 6).map(({ line, cells }) => ({ line, cells })) ?? null
}

async function waitingTable(ctx: Context, id: string) {
  const parts: Buffer[] = []
  for (let part = await readPart(ctx, id, 0); part; part = await readPart(ctx, id, parts.length)) parts.push(part)
  return parts.length ? readTableFile(Buffer.concat(parts)) : null
}

/** Files that were read and neither imported nor thrown away. */
export async function listCustomerFiles(ctx: Context) {
  authorize(ctx, 'segment.edit')
  return ctx.db
    .selectFrom('dataImport as i')
    .innerJoin('member as m', 'm.id', 'i.createdBy')
    .where('i.kind', '=', kind)
    .select(['i.id', 'i.fileName', 'i.totalRows', 'i.createdAt', 'm.name as who'])
    .orderBy('i.createdAt', 'desc')
    .limit(20)
    .execute()
}

async function lockFile(ctx: Context, id: string) {
  const row = await lock(ctx, 'dataImport', id)
  if (row.kind !== kind) throw absent()
  authorize(ctx, 'segment.edit')
  return row
}

/** Adds all lines up again under corrected columns. A column that says no segment is refused with what to choose instead. */
export async function correctCustomerColumns(ctx: Context, id: string, form: z.output<typeof customerColumnsForm>) {
  const row = await lockFile(ctx, id)
  await requireVersion(ctx, row, form.version)
  const before = parsed(row)
  const table = await waitingTable(ctx, id)
  if (!table) refuse('The lines of this file are no longer kept. Upload it again to read it in another way.')
  const fields = chosenFields(form, before.columns.length)
  const problems = mappingProblems(customerFields, fields)
  if (fields.includes('key') && fields.includes('customers'))
    problems[`column_${fields.indexOf('customers')}`] =
      'A line stands for one customer, who has a number, or for several. Leave one of the two columns out.'
  if (Object.keys(problems).length) throw new Refusal('Please look at the marked columns.', problems)
  const columns = headingsOf(form.header ? table.rows[0]!.cells : [], before.columns.length)
  const lines = form.header ? table.rows.slice(1) : table.rows
  const values = valuesOf(lines, fields.indexOf('left'))
  const leftValue = values.find((value) => value === form.leftValue) ?? guessLeftValue(values)
  const mapping: CustomerMapping = { ...before.mapping, header: form.header, numbers: form.numbers, fields, leftValue }
  const counted = countCustomers(columns, lines, mapping)
  const at = fields.indexOf('segment')
  if (counted.problem) refuse(counted.problem, at < 0 ? undefined : `column_${at}`)
  await ctx.db
    .updateTable('dataImport')
    .set({
      ...{ columns: JSON.stringify(columns), mapping: JSON.stringify(mapping), summary: JSON.stringify(counted) },
      ...{ totalRows: counted.lines, version: row.version + 1 },
    })
    .where('id', '=', id)
    .execute()
}

/** Throws a waiting file away. */
export async function discardCustomerFile(ctx: Context, id: string, version: number) {
  const row = await lockFile(ctx, id)
  await requireVersion(ctx, row, version)
  await ctx.db.deleteFrom('dataImport').where('id', '=', id).execute()
}

type CountForm = z.output<typeof customerCountForm>

/** Keeps the sums of a file, each group with the segment it was given to; the file itself is gone with it. */
export async function importCustomerCount(ctx: Context, fileId: string, form: CountForm) {
  const row = await lockFile(ctx, fileId)
  await requireVersion(ctx, row, form.version)
  const { columns, mapping, summary } = parsed(row)
  if (summary.problem) refuse(summary.problem)
  if (form.countedOn > ctx.today) refuse('Choose today or an earlier day.', 'countedOn')
  const valued = mapping.fields.includes('value')
  if (valued && !form.valueName) refuse('Say what the value is, such as “Monthly charges”.', 'valueName')
  if (valued && !form.valueUnit) refuse('Choose what the value is counted in.', 'valueUnit')
  const given = await givenSegments(ctx, summary, form)
  const id = newId(ctx)
  const money = valued && form.valueUnit !== 'other'
  const leftColumn = mapping.fields.indexOf('left')
  await ctx.db
    .insertInto('customerCount')
    .values({
      ...{ id, name: form.name, countedOn: form.countedOn, fileName: row.fileName },
      segmentColumn: columns[mapping.fields.indexOf('segment')]!,
      valueName: valued ? form.valueName! : '',
      valueUnit: valued ? form.valueUnit : null,
      currency: money ? ctx.org.currency : null,
      leftSays:
        leftColumn < 0 ? '' : mapping.leftValue ? `${columns[leftColumn]}: ${mapping.leftValue}` : columns[leftColumn]!,
      ...{ lines: summary.lines, repeated: summary.repeated, unreadable: summary.unreadable },
      createdBy: ctx.viewer.memberId,
    })
    .execute()
    .catch(sameTwice)
  const groups = summary.groups.map((group, at) => ({
    ...{ id: newId(ctx), customerCountId: id, number: at + 1, label: group.label, segmentId: given[at]! },
    ...{ customers: group.customers, knownValues: group.knownValues, valueSum: group.valueSum },
    ...{ knownLeft: group.knownLeft, leftCount: group.left },
  }))
  await ctx.db.insertInto('customerGroup').values(groups).execute()
  await ctx.db.deleteFrom('dataImport').where('id', '=', fileId).execute()
  record(ctx, { verb: 'customer_count.imported', kind: 'customer_count', id, title: form.name })
  return { id }
}

const sameTwice = (error: unknown) => {
  if ((error as { constraint?: unknown } | null)?.constraint === 'customer_count_day_name')
    refuse(
      'Customers of this day were imported under this name already. Withdraw that count first, or choose another name.',
      'name',
    )
  return nameTaken('count')(error)
}

/** The segment of each group, or null; those that are new are made. */
async function givenSegments(ctx: Context, { groups }: CountedFile, form: CountForm): Promise<(string | null)[]> {
  const wanted = groups.map((_, at) => (form as Record<string, unknown>)[`group_${at}`] as string | null)
  if (wanted.every((one) => one === null)) refuse('Give at least one group to a segment.')
  const { rows: there } = await sql<{ id: string; name: string }>`select id::text, lower(name) as name from segment
    where archived_at is null`.execute(ctx.db)
  const given: (string | null)[] = []
  for (const [at, one] of wanted.entries()) {
    const { label } = groups[at]!
    if (one === newSegment && label === '')
      refuse('These lines have no name for a segment. Choose one that is there.', `group_${at}`)
    if (one === newSegment && there.some(({ name }) => name === label.toLowerCase()))
      refuse(`There is a segment “${label}” already. Choose it from the list.`, `group_${at}`)
    if (one !== null && one !== newSegment && !there.some(({ id }) => id === one.toLowerCase()))
      refuse('This segment is archived or not there any more. Choose another one.', `group_${at}`)
    given.push(one === newSegment ? await segmentNamed(ctx, label) : one)
  }
  return given
}

/** Rated in the middle until somebody rates it, and said to be. */
async function segmentNamed(ctx: Context, name: string): Promise<string> {
  const note = { valueNote: 'Made from customer data; nobody has rated it yet.' }
  const { id } = await createSegment(ctx, {
    name,
    description: null,
    share: null,
    currentValue: 3,
    potentialValue: 3,
    ...note,
  })
  return id
}

/** Where each group would go: as in the last count that called it the same, to the segment of that name, or to a new one. */
export async function suggestedSegments(ctx: Context, { groups }: CountedFile): Promise<string[]> {
  const { rows } = await sql<{ label: string; id: string | null }>`
    select distinct on (lower(g.label)) lower(g.label) as label, g.segment_id as id
    from customer_group g join customer_count c on c.id = g.customer_count_id
    left join segment s on s.id = g.segment_id
    where c.withdrawn_at is null and (s.id is null or s.archived_at is null)
    order by lower(g.label), c.counted_on desc, c.created_at desc`.execute(ctx.db)
  const last = new Map(rows.map(({ label, id }) => [label, id]))
  const segments = await ctx.db.selectFrom('segment').where('archivedAt', 'is', null).select(['id', 'name']).execute()
  return groups.map(({ label }) => {
    const key = label.toLowerCase()
    if (last.has(key)) return last.get(key) ?? ''
    if (label === '') return ''
    return segments.find(({ name }) => name.toLowerCase() === key)?.id ?? newSegment
  })
}
