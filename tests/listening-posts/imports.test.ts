// Files of responses on their way in: staged, corrected, applied once and only once, undone, and nothing unmasked is left.
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  applyResponses,
  beginResponses,
  undoResponses,
  undoResponseImport,
} from '#app/listening-posts/applying-responses.server.ts'
import { unsealContact } from '#app/listening-posts/contacts.server.ts'
import {
  correctColumns,
  findResponseImport,
  listProblems,
  readResponses,
  stageResponses,
} from '#app/listening-posts/response-imports.server.ts'
import { columnValues } from '#app/listening-posts/response-import.ts'
import { refusalOf } from '#tests/kpis/kpi-world.ts'
import { type World, makeWorld } from '#tests/support/world.ts'
import { workbook } from '#tests/support/zip.ts'
import { addPost, fileOf } from './posts-world.ts'

let w: World
beforeAll(async () => (w = await makeWorld()))
afterAll(() => w.close())

const stage = (post: string, bytes: Buffer | string, who = w.lea) =>
  w.as(who, (ctx) => stageResponses(ctx, post, fileOf(bytes)))
const found = (id: string) => w.as(w.lea, (ctx) => findResponseImport(ctx, id))
const begin = async (id: string, again = false) => {
  const { version } = await found(id)
  return w.as(w.lea, (ctx) => beginResponses(ctx, id, { again, version }))
}
const undo = async (id: string) => {
  const { version } = await found(id)
  return w.as(w.lea, (ctx) => undoResponses(ctx, id, { version }))
}
const responses = async (post: string) =>
  (
    await w.superuser.query<{
      external_id: string
      scores: object
      texts: object
      answered_on: string
      masked: number
    }>(
      'select external_id, scores, texts, choices, answered_on::text, masked from response where listening_post_id = $1 and withdrawn_at is null order by external_id',
      [post],
    )
  ).rows

const survey = (rows: string[], head = 'Response ID,Date,How likely are you to recommend us?,Why?,Name') =>
  [head, ...rows].join('\n') + '\n'
const three = survey([
  'a,2026-01-05,10,"Anna Lee was kind, write to anna@example.com",Anna Lee',
  'b,2026-01-06,3,Too slow,',
  'c,2026-01-07,11,Off the scale,',
  'b,2026-01-08,4,Again,',
])

describe('a file of responses', () => {
  test('is read, shown with what is wrong by line and column, and imported without what it should not keep', async () => {
    const post = await addPost(w)
    const { id, state } = await stage(post, three)
    expect(state).toBe('checked')
    const { summary } = await found(id)
    expect(summary).toMatchObject({ lines: 4, responses: 2, bad: 2, there: 0, masked: { name: 1, email: 1 } })
    const problems = await w.as(w.lea, (ctx) => listProblems(ctx, id, 0, 10))
    expect(problems.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [4, 'How likely are you to recommend us?', '11 is not on the scale from 0 to 10.'],
      [5, 'response id', 'Line 3 has the same response id.'],
    ])
    expect(await begin(id)).toBe('applied')
    expect(await responses(post)).toMatchObject([
      {
        external_id: 'a',
        scores: { 1: 10 },
        texts: { 2: '[name] was kind, write to [e-mail]' },
        answered_on: '2026-01-05',
        masked: 2,
      },
      { external_id: 'b', scores: { 1: 3 }, texts: { 2: 'Too slow' } },
    ])
    for (const table of ['response', 'data_import', 'import_problem', 'history.event', 'history.question'])
      expect(
        (await w.superuser.query(`select count(*) from ${table} t where t::text ~ 'anna@example|Anna Lee'`)).rows[0],
      ).toEqual({ count: 0 })
    expect((await w.superuser.query('select from import_part where data_import_id = $1', [id])).rowCount).toBe(0)
  })
  test('waits encrypted until it is imported', async () => {
    const { id } = await stage(await addPost(w), three)
    const { rows } = await w.superuser.query<{ bytes: Buffer }>(
      'select bytes from import_part where data_import_id = $1',
      [id],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]!.bytes.toString('latin1')).not.toMatch(/Response|anna/)
  })
  test('is recognised a second time, and its responses are never there twice', async () => {
    const post = await addPost(w)
    await begin((await stage(post, three)).id)
    const { id } = await stage(post, three)
    expect((await found(id)).summary).toMatchObject({ responses: 2, there: 2 })
    expect(await refusalOf(begin(id))).toMatchObject({ errors: { again: expect.stringMatching(/imported before/) } })
    await begin(id, true)
    expect((await found(id)).outcome).toMatchObject({ recorded: 0, there: 2 })
    expect(await responses(post)).toHaveLength(2)
  })
  test('without ids keeps identical answers apart, and still knows itself again', async () => {
    const post = await addPost(w)
    const text = 'Date,Score,Comment\n2026-01-05,9,ok\n2026-01-05,9,ok\n2026-01-05,9,ok\n2026-01-06,2,no\n'
    await begin((await stage(post, text)).id)
    expect(await responses(post)).toHaveLength(4)
    const more = await stage(post, text + '2026-01-05,9,ok\n')
    expect((await found(more.id)).summary).toMatchObject({ responses: 5, there: 4 })
    await begin(more.id)
    expect(await responses(post)).toHaveLength(5)
  })
  test('undone as a whole leaves nothing, and can come again', async () => {
    const post = await addPost(w)
    const { id } = await stage(post, three)
    await begin(id)
    expect(await undo(id)).toBe('undone')
    expect(await responses(post)).toEqual([])
    const again = await stage(post, three)
    expect((await found(again.id)).summary).toMatchObject({ responses: 2, there: 0 })
    await begin(again.id)
    expect(await responses(post)).toHaveLength(2)
    expect(await refusalOf(undo(id))).toMatchObject({ message: 'There is nothing to undo.' })
  })
  test('keeps whom to answer only where that is chosen: sealed, and forgotten with the import', async () => {
    const post = await addPost(w)
    const rows = [
      'a,2026-01-05,2,"Anna Lee waits, anna@example.com",Anna,Lee,anna@example.com',
      'b,2026-01-06,9,Fine,Bo,,',
    ]
    const file = survey(rows, 'Response ID,Date,How likely are you to recommend us?,Why?,First name,Last name,E-mail')
    const contacts = async () =>
      (
        await w.superuser.query<{ id: string; sealed: Buffer; text: string }>(
          `select r.id, c.sealed, r.texts ->> '2' as text from response_contact c join response r on r.id = c.response_id where r.listening_post_id = $1`,
          [post],
        )
      ).rows
    const unkept = await stage(post, file)
    expect((await found(unkept.id)).summary.contacts).toBe(1)
    await begin(unkept.id)
    expect(await contacts()).toEqual([])
    await undo(unkept.id)
    const { id } = await stage(post, file)
    const { reading, version } = await found(id)
    const { dayOrder, timeZone, answeredOn, unfinished, columns } = reading
    const form = { ...columnValues(columns), dayOrder, timeZone, answeredOn, unfinished, contacts: 'keep', version }
    await w.as(w.lea, (ctx) => correctColumns(ctx, id, form))
    await begin(id)
    expect((await found(id)).outcome).toMatchObject({ recorded: 2, contacts: 1 })
    const [kept, ...others] = await contacts()
    expect(others).toEqual([])
    expect(kept!.text).toBe('[name] waits, [e-mail]')
    expect(kept!.sealed.toString('latin1')).not.toMatch(/Anna|example/)
    expect(unsealContact(w.lea.orgId, kept!.id, kept!.sealed)).toEqual({ name: 'Anna Lee', email: 'anna@example.com' })
    // what was chosen holds for the next file
    expect((await found((await stage(post, file)).id)).reading.contacts).toBe('keep')
    await undo(id)
    expect(await contacts()).toEqual([])
  })
  test('is followed by what responses are for: themes, cases and KPIs hear of it, and KPIs of its undoing', async () => {
    const jobs = async () =>
      (
        await w.superuser.query<{ task: string; key: string; payload: object }>(
          `select task_identifier as task, j.key, payload from graphile_worker.jobs j join graphile_worker._private_jobs p using (id)
           where task_identifier in ('tag-by-words', 'open-cases', 'compute-kpis') order by 1`,
        )
      ).rows
    const post = await addPost(w)
    const { id } = await stage(
      post,
      survey(['x,2026-02-03,9,Later,', 'y,2025-11-01,9,First,', 'z,2026-01-05,2,Between,']),
    )
    await w.superuser.query('delete from graphile_worker._private_jobs')
    await begin(id)
    expect(await jobs()).toEqual([
      { task: 'compute-kpis', key: `compute-kpis ${w.lea.orgId}`, payload: { org: 'bay' } },
      { task: 'open-cases', key: `open-cases ${w.lea.orgId}`, payload: { org: 'bay' } },
      { task: 'tag-by-words', key: `tag-by-words ${id}`, payload: { org: 'bay', importId: id } },
    ])
    // Written in the order of time, whatever the file's.
    const { rows } = await w.superuser.query<{ external_id: string }>(
      'select external_id from response where listening_post_id = $1 and answered_on >= $2 order by ctid',
      [post, '2026-01-01'],
    )
    expect(rows.map((row) => row.external_id)).toEqual(['z', 'x'])
    await w.superuser.query('delete from graphile_worker._private_jobs')
    await undo(id)
    expect((await jobs()).map(({ task }) => task)).toEqual(['compute-kpis'])
  })
  test('corrected is checked anew, and what was settled holds for the next file', async () => {
    const post = await addPost(w)
    const text = 'ref,day,q1,said\nx,05/01/2026,6,fine\ny,06/01/2026,4,bad\n'
    const { id } = await stage(post, text)
    const before = await found(id)
    const values = {
      ...columnValues(before.reading.columns),
      role_0: 'response id',
      role_1: 'answered at',
      role_2: 'csat',
      scale_2: '1-5',
      codes_2: '6',
      role_3: 'comment',
      label_2: 'Check-in',
    }
    const form = {
      ...values,
      dayOrder: 'day first',
      timeZone: 'UTC',
      answeredOn: '',
      unfinished: 'keep',
      contacts: 'leave out',
    }
    await w.as(w.lea, (ctx) => correctColumns(ctx, id, { ...form, version: before.version }))
    await begin(id)
    expect(await responses(post)).toMatchObject([
      { external_id: 'x', scores: {}, texts: { 2: 'fine' }, answered_on: '2026-01-05' },
      { external_id: 'y', scores: { 1: 4 } },
    ])
    const next = await stage(post, text.replaceAll('x,', 'z,').replace('y,06', 'q,07'))
    const remembered = await found(next.id)
    expect(remembered.reading.columns.map(({ role, codes }) => [role, codes])).toEqual([
      ['response id', ''],
      ['answered at', ''],
      ['csat', '6'],
      ['comment', ''],
    ])
    expect(remembered.reading.dayOrder).toBe('day first')
    await begin(next.id)
    expect(
      (await w.superuser.query('select number, label from question where listening_post_id = $1 order by 1', [post]))
        .rows,
    ).toEqual([
      { number: 1, label: 'Check-in' },
      { number: 2, label: 'said' },
    ])
    const bad = await stage(post, text)
    const wrong = {
      ...form,
      role_1: 'leave out',
      role_2: 'csat',
      scale_2: 'five',
      version: (await found(bad.id)).version,
    }
    expect(await refusalOf(w.as(w.lea, (ctx) => correctColumns(ctx, bad.id, wrong)))).toMatchObject({
      errors: { scale_2: expect.any(String), answeredOn: expect.any(String) },
    })
  })
  test('may be a workbook or JSON', async () => {
    const post = await addPost(w)
    const book = await stage(
      post,
      workbook([
        ['Response ID', 'Submitted', 'NPS', 'Comment'],
        ['r1', { date: 46000.5 }, 9, 'Warm welcome'],
        ['r2', { date: 46001 }, 2, 'Cold'],
      ]),
    )
    await begin(book.id)
    expect(await responses(post)).toMatchObject([
      { external_id: 'r1', scores: { 1: 9 }, answered_on: '2025-12-09' },
      { external_id: 'r2' },
    ])
    const delighted = await addPost(w)
    const record = (id: string, score: number) => ({
      id,
      person: { email: 'a@example.com', name: 'Ann Bee' },
      survey_type: 'nps',
      score,
      comment: 'Ann Bee says thanks',
      created_at: 1767607200,
      person_properties: { country: 'DE' },
      additional_answers: [{ question: { id: 'q', text: 'Was it quick?' }, value: { scale: 4 } }],
    })
    await begin((await stage(delighted, JSON.stringify([record('1', 10), record('2', 5)]))).id)
    expect(await responses(delighted)).toMatchObject([
      { external_id: '1', scores: { 1: 10 }, texts: { 2: '[name] says thanks' }, answered_on: '2026-01-05' },
      { external_id: '2' },
    ])
  })
  test('is refused in words where it is none, and to those who may not', async () => {
    const post = await addPost(w, w.bo)
    for (const [bytes, says] of [
      ['', /empty/],
      ['   \n \n', /blanks/],
      [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), /\.xls/],
      [Buffer.from('PK\u0003\u0004 nothing'), /damaged|no Excel/],
      ['<html><table>', /web page/],
    ] as const)
      expect(await refusalOf(stage(post, bytes as string)), String(says)).toMatchObject({
        message: expect.stringMatching(says),
      })
    expect(await refusalOf(stage(post, three, w.eva))).toMatchObject({ status: 403 })
    expect(await refusalOf(stage(post, three, w.ben))).toMatchObject({ status: 403 })
    const { id } = await stage(post, three, w.bo)
    expect(await refusalOf(w.as(w.ben, (ctx) => beginResponses(ctx, id, { again: false, version: 1 })))).toMatchObject({
      status: 403,
    })
    expect(await refusalOf(w.as(w.otto, (ctx) => findResponseImport(ctx, id)))).toMatchObject({ status: 404 })
  })
  test('of many lines goes on where it was cut off, and ends the same', async () => {
    const post = await addPost(w)
    const rows = Array.from(
      { length: 9_500 },
      (_, n) => `id${n},2026-01-05,${n % 11},"line ${n} of many, with some words to read",`,
    )
    const { id, state } = await stage(post, survey(rows))
    expect(state).toBe('reading')
    await readResponses('bay', id)
    expect((await found(id)).summary).toMatchObject({ lines: 9_500, responses: 9_500 })
    expect(await begin(id)).toBe('applying')
    // Two workers at once, as after a worker was taken for dead: one of them has the import.
    await Promise.all([applyResponses('bay', id), applyResponses('bay', id)])
    await applyResponses('bay', id)
    expect(await found(id)).toMatchObject({ state: 'applied', outcome: { recorded: 9_500 } })
    expect(new Set((await responses(post)).map((row) => row.external_id)).size).toBe(9_500)
    const events = await w.superuser.query(
      "select count(*) from history.event where verb = 'listening_post.responses-imported' and subject_id = $1",
      [post],
    )
    expect(events.rows[0]).toEqual({ count: 3 })
    expect(await undo(id)).toBe('undoing')
    await undoResponseImport('bay', id)
    expect(await responses(post)).toEqual([])
  }, 60_000)
  const retail = '../shared/data/retail/retail_nps_fr.csv'
  test.skipIf(!existsSync(retail))(
    'the store chain, whole: what is stored has the known facts',
    async () => {
      const post = await addPost(w)
      const { id } = await stage(post, readFileSync(retail))
      await readResponses('bay', id)
      await begin(id)
      await applyResponses('bay', id)
      const { rows } = await w.superuser.query(
        `select count(*) filter (where (scores ->> '1')::int >= 9) as promoters, count(*) filter (where (scores ->> '1')::int <= 6) as detractors,
        count(*) filter (where scores ? '1') as n, count(*) filter (where texts <> '{}') as comments from response where listening_post_id = $1`,
        [post],
      )
      expect(rows).toEqual([{ promoters: 8_465, detractors: 1_194, n: 13_612, comments: 3_839 }])
    },
    60_000,
  )
})
