// POST /api/v1/webhooks/:id: only what is signed with a secret of this very webhook, and each message once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseResponse } from '#app/feedback/responses.server.ts'
import { endSource, listSources, makeWebhook, replaceSecret } from '#app/intake/sources.server.ts'
import { sign } from '#app/intake/standard-webhooks.server.ts'
import { type IntakeWorld, formbricksMessage, intakeWorld, secretOf } from './intake-world.ts'

let w: IntakeWorld
let post: string
let hook: { id: string; secret: string }
beforeAll(async () => {
  w = await intakeWorld()
  post = await w.postOf(w.lea)
  hook = await hookOf(post, secretOf('ours'))
})
afterAll(() => w.close())

async function hookOf(postId: string, secret: string | null = null, who = w.lea) {
  const made = await w.webhookOf(who, postId, secret)
  return { id: made.id, secret: made.secret! }
}
let count = 0
const response = (answers: Record<string, unknown> = { nps: 9 }, id = `r${++count}`) => ({
  type: 'response.created',
  timestamp: '2026-01-24T08:00:00Z',
  data: { id, answered_at: '2026-01-24T08:00:00Z', answers },
})

describe('Formbricks', () => {
  const at = (second: number) => `2026-01-24T07:47:${String(second).padStart(2, '0')}.000Z`

  test('Created, Updated, Finished are one response, which says in the end what was said last', async () => {
    const own = await hookOf(await w.postOf(w.lea))
    const { postId } = await one<{ postId: string }>(
      'select listening_post_id as "postId" from intake_source where id = $1',
      [own.id],
    )
    const events = [
      formbricksMessage('responseCreated', { nps: 3 }, { updatedAt: at(10) }),
      formbricksMessage('responseUpdated', { nps: 9, why: 'Mail ann@example.com' }, { updatedAt: at(20) }),
      formbricksMessage(
        'responseFinished',
        { nps: 9, why: 'Mail ann@example.com', visit_reason: ['a', 'b'] },
        { updatedAt: at(30) },
      ),
    ]
    for (const event of events) expect((await w.message(own, event)).status).toBe(200)
    const late = await w.message(own, events[1])
    expect(late.body.results).toMatchObject([{ result: 'already there' }])
    const rows = await w.responses(postId)
    expect(rows).toMatchObject([
      {
        external_id: 'cm5n3e2r40001',
        scores: { 1: 9 },
        texts: { 2: 'Mail [e-mail]' },
        choices: { 3: ['a', 'b'] },
        answered_on: '2026-01-24',
        masked: 1,
      },
    ])
    const sums = await one(
      'select n::int, total::int, detractors::int from score_day s join question q on q.id = s.question_id where q.listening_post_id = $1 and facet = $2',
      [postId, 'all'],
    )
    expect(sums).toEqual({ n: 1, total: 9, detractors: 0 })
    await w.as(w.lea, (ctx) => eraseResponse(ctx, rows[0]!.id, { reason: 'Asked for' }))
    await w.message(own, formbricksMessage('responseFinished', { why: 'Again' }, { updatedAt: at(40) }))
    expect((await w.responses(postId))[0]).toMatchObject({ texts: {}, scores: { 1: 9 } })
  })

  test('in any order, and all at once: one response', async () => {
    const postId = await w.postOf(w.lea)
    const own = await hookOf(postId)
    const sent = [50, 20, 40, 10, 30].map((second, nth) =>
      w.message(
        own,
        formbricksMessage(
          nth ? 'responseUpdated' : 'responseFinished',
          { nps: second / 10 },
          { updatedAt: at(second) },
        ),
      ),
    )
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(await w.responses(postId)).toMatchObject([{ scores: { 1: 5 } }])
  })

  test('fields that are no question are left out and named on the page; where none is, nothing is recorded', async () => {
    const postId = await w.postOf(w.lea)
    const own = await hookOf(postId)
    expect((await w.message(own, formbricksMessage('responseCreated', { nps: 7, q_new: 'x' }))).status).toBe(200)
    expect((await w.responses(postId))[0]).toMatchObject({ scores: { 1: 7 }, texts: {}, choices: {} })
    const nothing = await w.message(own, formbricksMessage('responseCreated', { q_other: 'x' }, { id: 'second' }))
    expect(nothing.status).toBe(422)
    const [source] = await w.as(w.lea, (ctx) => listSources(ctx, postId))
    expect(source!.fields).toEqual([
      { field: 'q_new', n: 1 },
      { field: 'q_other', n: 1 },
    ])
    expect(source!.refused).toMatchObject([{ reason: 'not usable', n: 1 }])
    expect(source!.responses).toBe(1)
  })

  test('tries the address before it shows its secret: answered then, and only then, without a signature', async () => {
    const postId = await w.postOf(w.lea)
    const own = await w.webhookOf(w.lea, postId, secretOf('fresh')).then(({ id }) => id)
    const { id } = await w.as(w.lea, (ctx) => makeWebhook(ctx, postId, { name: 'Waiting', maker: 'tool' }))
    const trial = { event: 'testEndpoint' }
    expect((await w.send(`/api/v1/webhooks/${id}`, trial)).status).toBe(200)
    expect((await w.send(`/api/v1/webhooks/${id}`, formbricksMessage('responseCreated', { nps: 1 }))).status).toBe(401)
    expect((await w.send(`/api/v1/webhooks/${own}`, trial)).status).toBe(401)
    expect((await w.message({ id: own, secret: secretOf('fresh') }, trial)).status).toBe(200)
    expect(await w.responses(postId)).toEqual([])
  })
})

const one = async <T>(sql: string, values: unknown[] = []) => (await w.superuser.query(sql, values)).rows[0] as T

describe('a signature', () => {
  test('bad, old, ahead, foreign, missing, of an unknown or ended webhook: 401 every time, nothing written, and counted', async () => {
    const postId = await w.postOf(w.lea)
    const own = await hookOf(postId, secretOf('own'))
    const theirs = await hookOf(await w.postOf(w.otto), secretOf('theirs'), w.otto)
    const body = response()
    const bytes = Buffer.from(JSON.stringify(body))
    const now = String(Math.floor(Date.now() / 1000))
    const tries: [reason: string, answer: ReturnType<IntakeWorld['message']>][] = [
      ['signature', w.message({ ...own, secret: theirs.secret }, body)],
      ['signature', w.message({ ...own, secret: hook.secret }, body)],
      ['signature', w.message(own, body, { headers: { 'webhook-signature': undefined } })],
      ['signature', w.message(own, body, { headers: { 'webhook-signature': 'v1,AAAA' } })],
      ['signature', w.message(own, body, { headers: { 'webhook-id': 'other' } })],
      ['signature', w.message(own, body, { headers: { 'webhook-timestamp': String(Number(now) + 1) } })],
      [
        'signature',
        w.send(`/api/v1/webhooks/${own.id}`, `${JSON.stringify(body)} `, {
          'webhook-id': 'a',
          'webhook-timestamp': now,
          'webhook-signature': sign(own.secret, 'a', now, bytes),
        }),
      ],
      ['clock', w.message(own, body, { at: Date.now() - 302_000 })],
      ['clock', w.message(own, body, { at: Date.now() + 302_000 })],
      ['', w.message({ id: '018f0000-0000-7000-8000-000000000000', secret: own.secret }, body)],
      ['', w.message({ id: 'nonsense', secret: own.secret }, body)],
    ]
    for (const [, answer] of tries) expect(await answer).toMatchObject({ status: 401, body: { status: 401 } })
    expect(await w.responses(postId)).toEqual([])
    const [source] = await w.as(w.lea, (ctx) => listSources(ctx, postId))
    expect(source!.refused).toMatchObject([
      { reason: 'signature', n: 7 },
      { reason: 'clock', n: 2 },
    ])
    expect((await w.message(own, body)).status).toBe(200)
    await w.as(w.lea, (ctx) => endSource(ctx, postId, own.id, { version: source!.version }))
    expect((await w.message(own, response())).status).toBe(401)
    expect(await w.responses(postId)).toHaveLength(1)
    console.log(`F4: ${tries.length + 1} of ${tries.length + 1} refused with 401, 0 rows written`)
  })

  test('the secret before holds for 24 hours beside the new one, then no longer', async () => {
    const postId = await w.postOf(w.lea)
    const own = await hookOf(postId, secretOf('first'))
    const [source] = await w.as(w.lea, (ctx) => listSources(ctx, postId))
    const { version } = source!
    await w.as(w.lea, (ctx) => replaceSecret(ctx, postId, own.id, { secret: secretOf('second'), version }))
    const second = { ...own, secret: secretOf('second') }
    for (const one of [own, second]) expect((await w.message(one, response())).status).toBe(200)
    const both = response()
    const [id, now, bytes] = ['both', String(Math.floor(Date.now() / 1000)), Buffer.from(JSON.stringify(both))]
    const signatures = [own, second].map(({ secret }) => sign(secret, id, now, bytes)).join(' ')
    const sent = { 'webhook-id': id, 'webhook-timestamp': now, 'webhook-signature': signatures }
    expect((await w.send(`/api/v1/webhooks/${own.id}`, bytes, sent)).status).toBe(200)
    await w.superuser.query(
      `update intake_secret set valid_until = valid_until - interval '24 hours' where valid_until is not null`,
    )
    expect((await w.message(own, response())).status).toBe(401)
    expect((await w.message(second, response())).status).toBe(200)
  })

  test('its secret is sealed: no column holds it, and moved to another webhook it opens nothing', async () => {
    const text = await one<{ text: string }>(`select string_agg(to_jsonb(s)::text, '') as text from intake_secret s`)
    for (const seed of ['ours', 'theirs', 'second']) {
      const secret = secretOf(seed).replace('whsec_', '')
      expect(text.text).not.toContain(secret)
      expect(text.text).not.toContain(Buffer.from(secret, 'base64').toString('hex'))
    }
    const other = await hookOf(post, secretOf('moved'))
    await w.superuser.query(
      'update intake_secret t set sealed = s.sealed from intake_secret s where t.intake_source_id = $1 and s.intake_source_id = $2',
      [other.id, hook.id],
    )
    expect((await w.message({ ...other, secret: hook.secret }, response())).status).toBe(401)
  })
})

describe('a message that comes again', () => {
  test('has no effect and is answered 200, whatever its time and body', async () => {
    const postId = await w.postOf(w.lea)
    const own = await hookOf(postId)
    expect((await w.message(own, response({ nps: 1 }, 'a'), { id: 'msg_again' })).status).toBe(200)
    const again = await w.message(own, response({ nps: 2 }, 'b'), { id: 'msg_again', at: Date.now() - 1000 })
    expect(again).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } })
    expect(await w.responses(postId)).toMatchObject([{ external_id: 'a', scores: { 1: 1 } }])
    const elsewhere = await hookOf(postId)
    expect((await w.message(elsewhere, response({ nps: 3 }, 'c'), { id: 'msg_again' })).status).toBe(200)
    expect(await w.responses(postId)).toHaveLength(2)
  })

  test('100 at once: one response', async () => {
    const postId = await w.postOf(w.lea)
    const hooks = [await hookOf(postId), await hookOf(postId)]
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        w.message(hooks[at % 2]!, response({ nps: 8 }, 'same'), { id: 'msg_same' }),
      ),
    )
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([])
    expect(answers.filter(({ headers }) => !headers['idempotent-replayed'])).toHaveLength(2)
    expect(await w.responses(postId)).toHaveLength(1)
  }, 40_000)

  test('is taken after all where it was refused before', async () => {
    const postId = await w.postOf(w.lea)
    const own = await hookOf(postId)
    expect((await w.message(own, response({ q_unknown: 9 }, 'x'), { id: 'msg_retry' })).status).toBe(422)
    expect((await w.message(own, response({ nps: 9 }, 'x'), { id: 'msg_retry' })).status).toBe(200)
    expect(await w.responses(postId)).toHaveLength(1)
  })
})
