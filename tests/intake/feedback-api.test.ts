// POST /api/v1/feedback: what a token may, what is recorded and how, what is refused, and that sending twice changes nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archiveListeningPost } from '#app/listening-posts/listening-posts.server.ts'
import { limits } from '#app/intake/intake.ts'
import { digestOf, endSource } from '#app/intake/sources.server.ts'
import { restrictVerbatims } from '#app/feedback/restrictions.server.ts'
import { eraseResponse, findResponse } from '#app/feedback/responses.server.ts'
import { openContact, openedContact } from '#app/listening-posts/contacts.server.ts'
import { noteResponses } from '#app/listening-posts/noting-responses.server.ts'
import { BulkProof } from '#app/history/verify-bulk.server.ts'
import { actingAsSystem } from '#app/access/context.server.ts'
import { tidy } from '#app/jobs/tidy.server.ts'
import { cookieOf } from '#tests/support/world.ts'
import { type IntakeWorld, intakeWorld } from './intake-world.ts'

let w: IntakeWorld
let post: string
let token: string
beforeAll(async () => {
  w = await intakeWorld()
  post = await w.postOf(w.lea)
  token = await w.tokenOf(w.lea, post)
})
afterAll(() => w.close())

const when = '2026-01-24T08:30:00+01:00'
let count = 0
const item = (more: Record<string, unknown> = {}) => ({
  id: `r${++count}`,
  answered_at: when,
  answers: { 1: 9 },
  ...more,
})
const one = async <T>(sql: string, values: unknown[] = []) => (await w.superuser.query(sql, values)).rows[0] as T

describe('what is recorded', () => {
  test('answers by number or code, what they are about, masked, once, and summed', async () => {
    const own = await w.postOf(w.lea)
    const mine = await w.tokenOf(w.lea, own)
    await w.superuser.query(`begin`)
    await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
      w.lea.orgId,
    ])
    await w.superuser.query(`insert into segment (id, name) values (gen_random_uuid(), 'Families')`)
    await w.superuser.query('commit')
    const answer = await w.feedback(mine, [
      {
        id: 'a',
        answered_at: when,
        answers: { nps: 9, why: 'Call me on +49 170 1234567 or ann@example.com, says Ann Lee', 3: ['Shop', 'Bar'] },
        language: 'en-GB',
        segment: 'families',
        touchpoint: 'Nowhere',
        contact: { name: 'Ann Lee', email: 'ann@example.com' },
      },
      { id: 'b', answered_at: '2026-01-24', answers: { 1: '10 - Extremely likely', 3: 'Shop' } },
      { id: 'c', answers: { 1: 99 } },
      { id: 'a', answered_at: when, answers: { 1: 0 } },
    ])
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ post: own, recorded: 2, already_there: 1, left_out: 1, refused: 0 })
    expect(answer.body.results).toMatchObject([
      {
        id: 'a',
        result: 'recorded',
        notes: ['There is no touchpoint of the name given; the response is recorded without it.'],
      },
      { id: 'b', result: 'recorded' },
      { id: 'c', result: 'left out' },
      { id: 'a', result: 'already there' },
    ])
    const [a, b] = await w.responses(own)
    expect(a).toMatchObject({
      external_id: 'a',
      scores: { 1: 9 },
      choices: { 3: ['Shop', 'Bar'] },
      texts: { 2: 'Call me on [phone] or [e-mail], says [name]' },
      masked: 3,
      language: 'en',
      answered_on: '2026-01-24',
    })
    expect(b).toMatchObject({ scores: { 1: 10 }, choices: { 3: 'Shop' } })
    const sums = await one(
      `select n, promoters from score_day where facet = 'all' and question_id = (select id from question where listening_post_id = $1 and number = 1)`,
      [own],
    )
    expect(sums).toEqual({ n: 2, promoters: 2 })
    const contact = await w
      .as(w.lea, async (ctx) => {
        await openContact(ctx, a!.id, 'x', { reason: 'To answer' })
      })
      .then(() => w.as(w.lea, (ctx) => openedContact(ctx, a!.id)))
    expect(contact?.contact).toEqual({ name: 'Ann Lee', email: 'ann@example.com' })
    const everything = await one<{ text: string }>(
      `select string_agg(to_jsonb(r)::text, '') as text from response r where listening_post_id = $1`,
      [own],
    )
    expect(everything.text).not.toMatch(/ann@|1234567|Ann Lee/)
  })

  test('asks for the jobs that follow an import, once for many', async () => {
    await w.feedback(token, [item()])
    await w.feedback(token, [item()])
    const { rows } = await w.superuser.query(
      `select task_identifier as task, count(*)::int as n from graphile_worker.jobs where task_identifier in ('compute-kpis', 'open-cases', 'tag-by-words') group by 1 order by 1`,
    )
    expect(rows).toEqual([
      { task: 'compute-kpis', n: 1 },
      { task: 'open-cases', n: 1 },
      { task: 'tag-by-words', n: 1 },
    ])
  })

  test('one bad response keeps no other out; each says what is wrong with it', async () => {
    const answer = await w.feedback(token, [
      item(),
      item({ answers: { nps: 11 } }),
      item({ answers: { other: 1 } }),
      item({ answers: { 1: 9, nps: 8 } }),
      item({ answers: { 1: [9] } }),
      item({ answered_at: 'yesterday' }),
      item({ answered_at: '2099-01-01' }),
      item({ more: 1 }),
      { answers: { 1: 1 } },
      item({ id: 'x\u0000y' }),
      item({ answers: { 1: { a: 1 } } }),
      'text',
    ])
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ recorded: 1, refused: 11 })
    const said = (answer.body.results as { problems?: { field: string; reason: string }[] }[]).map(
      ({ problems }) => problems?.[0],
    )
    expect(said).toEqual([
      undefined,
      { field: 'answers.nps', reason: '11 is not on the scale from 0 to 10.' },
      { field: 'answers.other', reason: 'This listening post asks no such question.' },
      { field: 'answers.nps', reason: 'This question is answered twice, by number and by code.' },
      { field: 'answers.1', reason: 'The answer to a score is one number.' },
      { field: 'answered_at', reason: 'This is no day or time that can be read.' },
      { field: 'answered_at', reason: 'This lies in the future.' },
      { field: 'more', reason: 'This is no field of a response.' },
      { field: 'id', reason: 'This must be text.' },
      { field: 'id', reason: 'This contains characters that cannot be kept.' },
      { field: 'answers.1', reason: 'An answer is text, a number, true or false, or a list of these.' },
      { field: null, reason: 'A response is an object.' },
    ])
  })

  test('where nothing can be recorded, 422 with the same list; nothing is kept, so that it can be sent again', async () => {
    const bad = [item({ answers: { nps: 12 } })]
    const answer = await w.feedback(token, bad, { 'idempotency-key': 'again-and-again' })
    expect(answer.status).toBe(422)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.body).toMatchObject({
      status: 422,
      detail: 'Nothing in this could be recorded.',
      results: [{ result: 'refused' }],
    })
    expect((await w.feedback(token, [item()], { 'idempotency-key': 'again-and-again' })).status).toBe(200)
  })

  test('an address as an id is kept as its fingerprint', async () => {
    const own = await w.postOf(w.lea)
    const answer = await w.feedback(await w.tokenOf(w.lea, own), [item({ id: 'ann@example.com' })])
    expect(answer.body.results).toMatchObject([{ id: 'ann@example.com', result: 'recorded' }])
    expect((await w.responses(own))[0]!.external_id).toMatch(/^line /)
    const [kept] = await Promise.all([
      one<{ n: number }>(`select count(*)::int as n from intake_request where answer::text like '%ann@%'`),
    ])
    expect(kept.n).toBe(0)
  })
})

describe('sending twice', () => {
  test('100 times the same at once: one row, and everybody is told so', async () => {
    const own = await w.postOf(w.lea)
    const tokens = await Promise.all([1, 2, 3].map(() => w.tokenOf(w.lea, own)))
    const same = item()
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => w.feedback(tokens[at % 3]!, [same])))
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([])
    const results = answers.map(({ body }) => body.results![0]!.result)
    expect(results.filter((result) => result === 'recorded')).toHaveLength(1)
    expect(results.filter((result) => result === 'already there')).toHaveLength(99)
    expect(await w.responses(own)).toHaveLength(1)
    expect(
      await one(
        `select n from score_day s join question q on q.id = s.question_id where q.listening_post_id = $1 and facet = 'all'`,
        [own],
      ),
    ).toEqual({ n: 1 })
  }, 40_000)

  test('with one Idempotency-Key: the same answer, no effect; another body is refused', async () => {
    const key = { 'idempotency-key': 'order-10482-1' }
    const sent = [item(), item({ answers: { nps: 77 } })]
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => w.feedback(token, sent, key)))
    for (const other of others) expect(other.body).toEqual(first!.body)
    expect([first!, ...others].filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(2)
    const otherwise = await w.feedback(token, [item()], key)
    expect(otherwise).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/Idempotency-Key was sent before/) },
    })
    expect((await w.feedback(token, [item()], { 'idempotency-key': 'short' })).status).toBe(400)
    await w.superuser.query(`update intake_request set created_at = created_at - interval '25 hours'`)
    await tidy()
    expect((await w.feedback(token, [item()], key)).status).toBe(200)
  })
})

describe('who may not', () => {
  const refusedWith = async (status: number, sent: ReturnType<IntakeWorld['feedback']>) => {
    const answer = await sent
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.body).toMatchObject({
      status,
      detail: expect.stringMatching(/\.$/),
      request: answer.headers['x-request-id'],
    })
    return answer
  }

  test('no token, an unknown, a garbled, a revoked, or one that has ended: 401', async () => {
    const own = await w.postOf(w.lea)
    for (const headers of [
      {},
      { authorization: 'Bearer' },
      { authorization: `Basic ${token}` },
      { authorization: `Bearer ${token}x` },
    ])
      await refusedWith(401, w.send('/api/v1/feedback', { responses: [item()] }, headers))
    const unknown = await refusedWith(401, w.feedback(`sirius_${'a'.repeat(43)}`, [item()]))
    expect(unknown.headers['www-authenticate']).toMatch(/^Bearer/)
    const revoked = await w.tokenOf(w.lea, own)
    const source = await one<{ id: string; version: number }>(
      `select id, version from intake_source where listening_post_id = $1`,
      [own],
    )
    expect((await w.feedback(revoked, [item()])).status).toBe(200)
    await w.as(w.lea, (ctx) => endSource(ctx, own, source.id, source))
    await refusedWith(401, w.feedback(revoked, [item()]))
    const ended = await w.tokenOf(w.lea, own, '2026-01-02', new Date('2026-01-01T12:00:00Z'))
    await refusedWith(401, w.feedback(ended, [item()]))
    expect(await w.responses(own)).toHaveLength(1)
  })

  test('a database that is copied lets nobody in: no value of any column is a token', async () => {
    const { rows } = await w.superuser.query(`select * from intake_secret where digest is not null`)
    expect(rows.length).toBeGreaterThan(2)
    for (const row of rows)
      for (const value of Object.values(row)) await refusedWith(401, w.feedback(String(value), [item()]))
    const text = await one<{ n: number }>(
      `select count(*)::int as n from history.event where body like '%sirius\\_%' or body like '%whsec\\_%'`,
    )
    expect(text.n).toBe(0)
  })

  test('another post, of the same organisation or not: 403, and the same words', async () => {
    const theirs = await w.postOf(w.otto)
    const others = [await w.postOf(w.lea), theirs, '018f0000-0000-7000-8000-000000000000']
    const said = []
    for (const other of others) {
      const { body } = await refusedWith(
        403,
        w.send('/api/v1/feedback', { post: other, responses: [item()] }, { authorization: `Bearer ${token}` }),
      )
      said.push(body.detail)
    }
    expect(new Set(said).size).toBe(1)
    expect(
      (await w.send('/api/v1/feedback', { post, responses: [item()] }, { authorization: `Bearer ${token}` })).status,
    ).toBe(200)
  })

  test('another organisation’s token writes into its own post alone, and learns nothing', async () => {
    const theirs = await w.postOf(w.otto)
    const before = await w.responses(post)
    const same = before[0]!.external_id
    const answer = await w.feedback(await w.tokenOf(w.otto, theirs), [item({ id: same })])
    expect(answer.body.results).toMatchObject([{ result: 'recorded' }])
    expect(await w.responses(post)).toEqual(before)
    expect(await w.responses(theirs)).toHaveLength(1)
    expect(JSON.stringify(answer.body)).not.toContain(post)
  })

  test('an archived post: 422', async () => {
    const own = await w.postOf(w.lea)
    const mine = await w.tokenOf(w.lea, own)
    const { version } = await one<{ version: number }>('select version from listening_post where id = $1', [own])
    await w.as(w.lea, (ctx) => archiveListeningPost(ctx, own, { reason: null, version }))
    const { body } = await refusedWith(422, w.feedback(mine, [item()]))
    expect(body.detail).toMatch(/archived/)
  })

  test('a restricted post takes responses, and shows their words to leaders alone', async () => {
    const own = await w.postOf(w.lea)
    const mine = await w.tokenOf(w.lea, own)
    await w.as(w.lea, (ctx) => restrictVerbatims(ctx, { listeningPostId: own, reason: 'Names', endsOn: ctx.today }))
    const answer = await w.feedback(mine, [item({ answers: { why: 'The secret words' } })])
    expect(answer.body.results).toMatchObject([{ result: 'recorded' }])
    expect(JSON.stringify(answer.body)).not.toContain('secret words')
    const [row] = await w.responses(own)
    const asSeen = async (who: typeof w.lea) => JSON.stringify(await w.as(who, (ctx) => findResponse(ctx, row!.id)))
    expect(await asSeen(w.lea)).toContain('secret words')
    expect(await asSeen(w.cora)).not.toContain('secret words')
  })
})

describe('the door', () => {
  const bearer = () => ({ authorization: `Bearer ${token}` })

  test.each<[string, number, Record<string, string | undefined>]>([
    ['a cookie', 400, { cookie: 'a=b' }],
    ['no type', 415, { 'content-type': undefined }],
    ['a form', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['text', 415, { 'content-type': 'text/plain' }],
    ['a compressed body', 415, { 'content-encoding': 'gzip' }],
    ['more than 4 MB', 413, { 'content-length': '4000001' }],
    ['a length that is none', 411, { 'content-length': '1e3' }],
    ['another host', 421, { host: 'evil.example' }],
  ])('refuses %s', async (_what, status, headers) => {
    const body = JSON.stringify({ responses: [item()] })
    const answer = await w.send('/api/v1/feedback', body, { ...bearer(), ...headers }).catch(() => null)
    if (headers['content-length']) return expect([status, undefined]).toContain(answer?.status)
    expect(answer?.status).toBe(status)
    expect(answer?.body).toMatchObject({ status, detail: expect.stringMatching(/\.$/) })
  })

  test('takes no origin, form key or browser’s word, and lets no session in', async () => {
    const cookie = await cookieOf(w.lea)
    const signedIn = await w.send('/api/v1/feedback', { responses: [item()] }, { cookie })
    expect(signedIn.status).toBe(400)
    expect(signedIn.headers['set-cookie']).toBeUndefined()
    const answer = await w.feedback(token, [item()], { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' })
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  test('a token opens no page', async () => {
    const answer = await w.send('/bay/feedback', {}, { ...bearer(), 'sec-fetch-site': 'same-origin' })
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toMatch(/^text\/html/)
  })

  test('bodies that are no JSON, of another form, or deep as a well: 400 or 422, nothing written', async () => {
    const before = await w.responses(post)
    for (const [body, status] of [
      ['{', 400],
      [Buffer.from([0xff, 0xfe]), 400],
      ['[', 400],
      ['null', 422],
      ['[]', 422],
      ['{"responses":[]}', 422],
      ['{"responses":{}}', 422],
      [`{"responses":[${'['.repeat(20_000)}${']'.repeat(20_000)}]}`, 422],
      [JSON.stringify({ responses: Array.from({ length: 1001 }, () => ({})) }), 422],
      [JSON.stringify({ responses: [item()], org: 'other' }), 422],
      ['{"responses":[{"id":"p","answers":{"__proto__":{"1":9}}}]}', 422],
    ] as const) {
      const answer = await w.send('/api/v1/feedback', body, bearer())
      expect(answer.status, String(body).slice(0, 60)).toBe(status)
    }
    expect(await w.responses(post)).toEqual(before)
  })

  test('other addresses and methods', async () => {
    for (const path of ['/api', '/api/v1', '/api/v1/feedback.data', '/api/v1/webhooks', '/api/v2/feedback'])
      expect((await w.send(path, {}, bearer())).status, path).toBe(404)
    expect((await w.site.ask('/api/v1/feedback')).status).toBe(405)
  })

  test(`at most ${limits.perMinute} requests a minute of one token; another’s pace is its own`, async () => {
    const [fast, other] = [await w.tokenOf(w.lea, post), await w.tokenOf(w.lea, post)]
    expect((await w.feedback(fast, [item()])).status).toBe(200)
    const ahead = (seconds: number) =>
      w.superuser.query(
        `update intake_pace set paced_at = clock_timestamp() + make_interval(secs => $1) where intake_source_id =
          (select intake_source_id from intake_secret where digest = $2)`,
        [seconds, digestOf(fast)],
      )
    const allowance = ((limits.atOnce - 1) * 60) / limits.perMinute
    await ahead(allowance + 20)
    const late = await w.feedback(fast, [item()])
    expect(late).toMatchObject({ status: 429, body: { detail: expect.stringMatching(/600 requests a minute/) } })
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(10)
    expect((await w.feedback(other, [item()])).status).toBe(200)
    await ahead(allowance - 0.01)
    expect((await w.feedback(fast, [item()])).status).toBe(200)
  })
})

describe('the history', () => {
  test('notes each day’s responses by a digest that shows a changed score, once', async () => {
    const own = await w.postOf(w.lea)
    const mine = await w.tokenOf(w.lea, own)
    await w.feedback(mine, [item(), item({ answers: { 1: 3 } })])
    await noteResponses({ slug: 'bay' })
    const events = () =>
      w.superuser
        .query(
          `select body::jsonb -> 'digest' as digest from history.event where verb = 'listening_post.responses-received' and subject_id = $1`,
          [own],
        )
        .then(({ rows }) => rows)
    expect(await events()).toEqual([])
    const tomorrow = new Date(Date.now() + 25 * 3_600_000)
    await noteResponses({ slug: 'bay' }, tomorrow)
    await noteResponses({ slug: 'bay' }, tomorrow)
    expect(await events()).toMatchObject([{ digest: { rows: 2 } }])
    const problems = () =>
      actingAsSystem({ slug: 'bay' }, async ({ db, org }) => (await BulkProof.read(db)).problems(db, org.id))
    expect(await problems()).toEqual([])
    await w.superuser.query(
      `update response set scores = '{"1": 10}' where listening_post_id = $1 and scores = '{"1": 3}'`,
      [own],
    )
    expect(await problems()).toHaveLength(1)
    await w.superuser.query(
      `update response set scores = '{"1": 3}' where listening_post_id = $1 and scores = '{"1": 10}'`,
      [own],
    )
  })

  test('what was erased stays erased', async () => {
    const own = await w.postOf(w.lea)
    const sent = item({ answers: { why: 'Please forget me' } })
    const mine = await w.tokenOf(w.lea, own)
    await w.feedback(mine, [sent])
    const [row] = await w.responses(own)
    await w.as(w.lea, (ctx) => eraseResponse(ctx, row!.id, { reason: 'Asked for' }))
    expect((await w.feedback(mine, [sent])).body.results).toMatchObject([{ result: 'already there' }])
    expect((await w.responses(own))[0]!.texts).toEqual({})
  })
})
