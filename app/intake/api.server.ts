// The addresses under /api: no cookies, no pages, JSON in and out, and every refusal a sentence (RFC 9457).
import type { AppLoadContext } from '@remix-run/node'
import { z } from 'zod'
import { Refusal, databaseProblem } from '#app/access/problems.ts'
import { apiCap } from '#app/server/upload-caps.ts'
import { problemResponse } from '#app/server/problem-json.ts'
import { pool } from '#db/database.ts'
import { clockTolerance, limits, type RefusalReason, tokenPattern } from './intake.ts'
import { readItem } from './items.ts'
import { readMessage } from './messages.ts'
import { digestOf, openSecrets } from './sources.server.ts'
import { verify } from './standard-webhooks.server.ts'
import {
  type ItemResult,
  type Sender,
  NotTaken,
  OtherContent,
  countRefusal,
  takeResponses,
  waitOf,
} from './taking.server.ts'

/** Thrown to answer at once. */
class Problem extends Error {
  readonly status: number
  readonly more: { headers?: Record<string, string>; members?: object }
  constructor(status: number, sentence: string, more: Problem['more'] = {}) {
    super(sentence)
    this.status = status
    this.more = more
  }
}

interface Asked {
  request: Request
  context: AppLoadContext
  pathname: string
  now: Date
}

/** Answers one request to an address under /api. */
export async function answerApi(request: Request, context: AppLoadContext, now = new Date()): Promise<Response> {
  const { requestId } = context
  try {
    return await route({ request, context, pathname: new URL(request.url).pathname, now })
  } catch (error) {
    if (error instanceof Problem) return problemResponse(error.status, error.message, requestId, error.more)
    const problem = databaseProblem(error)
    if (problem instanceof Response && problem.status === 503)
      return problemResponse(503, 'Sirius is busy right now. Send it again in a moment.', requestId, {
        headers: { 'retry-after': problem.headers.get('retry-after') ?? '2' },
      })
    if (problem instanceof Refusal)
      return problemResponse(422, 'Something in this is too large or not readable.', requestId)
    throw error
  }
}

async function route(asked: Asked): Promise<Response> {
  const { pathname, request } = asked
  const webhook = /^\/api\/v1\/webhooks\/([^/]+)$/.exec(pathname)
  if (pathname !== '/api/v1/feedback' && !webhook) throw new Problem(404, 'There is nothing at this address.')
  if (request.method !== 'POST')
    throw new Problem(405, 'Responses are sent here with POST.', { headers: { allow: 'POST' } })
  return webhook ? receive(asked, webhook[1]!) : feedback(asked)
}

// ── The interface for programs ──────────────────────────────────────────────────────────────────────────────────────

const envelope = z.strictObject({
  post: z.string().optional(),
  responses: z.array(z.unknown()).min(1).max(limits.responses),
})

async function feedback(asked: Asked): Promise<Response> {
  const { request } = asked
  const sender = await senderByToken(request)
  await inTurn(sender)
  const { bytes, json } = await bodyOf(asked, sender)
  const read = envelope.safeParse(json)
  if (!read.success)
    return refuse(
      sender,
      'unreadable',
      new Problem(
        422,
        `Send {"responses": […]} with 1 to ${limits.responses.toLocaleString('en-GB')} responses, and nothing beside it but "post".`,
      ),
    )
  const { post, responses } = read.data
  if (post !== undefined && post !== sender.postId)
    return refuse(sender, 'other post', new Problem(403, 'This token is for another listening post.'))
  const key = keyOf(request)
  const taken = { key, body: bytes, items: responses.map(readItem), webhook: false }
  const ids = responses.map((one) => {
    const id = (one as { id?: unknown } | null)?.id
    return typeof id === 'string' ? id.slice(0, 200) : null
  })
  const withIds = (results: readonly ItemResult[]) => results.map((result, at) => ({ id: ids[at] ?? null, ...result }))
  try {
    const { results, again } = await takeResponses(sender, taken, asked.now)
    const count = (...kinds: ItemResult['result'][]) => results.filter(({ result }) => kinds.includes(result)).length
    return answer(
      {
        post: sender.postId,
        recorded: count('recorded'),
        already_there: count('already there'),
        left_out: count('left out'),
        refused: count('refused'),
        results: withIds(results),
      },
      again ? { 'idempotent-replayed': 'true' } : {},
    )
  } catch (problem) {
    if (problem instanceof OtherContent)
      throw new Problem(422, 'This Idempotency-Key was sent before with another body. Use a new key for each request.')
    if (!(problem instanceof NotTaken)) throw problem
    const members = problem.results.length ? { results: withIds(problem.results) } : {}
    return refuse(sender, problem.reason, new Problem(422, problem.message, { members }))
  }
}

async function senderByToken(request: Request): Promise<Sender> {
  const token = /^Bearer ([^\s]{1,200})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const found = token && tokenPattern.test(token) ? await find(digestOf(token), null) : undefined
  if (!found)
    throw unauthorised(
      'Send the token of a listening post as “Authorization: Bearer sirius_…”. This one is not known, or was revoked.',
    )
  if (found.ended)
    return refuse(
      found,
      'ended',
      unauthorised('This token has ended. Make a new one on the page of its listening post.'),
    )
  return found
}

const unauthorised = (sentence: string) =>
  new Problem(401, sentence, { headers: { 'www-authenticate': 'Bearer realm="Sirius"' } })

function keyOf(request: Request): string | null {
  const key = request.headers.get('idempotency-key')
  if (key === null) return null
  if (!/^[\x21-\x7e]{8,190}$/.test(key))
    throw new Problem(400, 'An Idempotency-Key has 8 to 190 visible characters without blanks.')
  return `key ${key}`
}

// ── Webhooks ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Unknown, switched off, wrongly signed: nobody learns which. */
const notSigned = () => new Problem(401, 'This is not signed with the secret of this webhook.')

async function receive(asked: Asked, id: string): Promise<Response> {
  const { request } = asked
  const found = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? await find(null, id) : undefined
  if (!found || found.ended) throw notSigned()
  const bytes = await bytesOf(asked, found)
  const header = (name: string) => request.headers.get(`webhook-${name}`) ?? ''
  const [messageId, timestamp] = [header('id'), header('timestamp')]
  const secrets = openSecrets(found.orgId, found.sourceId, found.sealed)
  // Tools ask whether anybody is here before they show the secret that they made.
  if (!secrets.length && isTest(bytes)) return answer({ result: 'nothing to record' })
  if (!secrets.length) return refuse(found, 'no secret', notSigned())
  const verdict = verify(
    secrets,
    { id: messageId, timestamp, signature: header('signature') },
    bytes,
    asked.now.getTime(),
  )
  if (verdict === 'signature') return refuse(found, 'signature', notSigned())
  if (verdict === 'clock')
    return refuse(
      found,
      'clock',
      new Problem(
        401,
        `This was signed more than ${clockTolerance / 60} minutes ago, or ahead of time. Check the sender’s clock.`,
      ),
    )
  await inTurn(found)
  const message = readMessage(await jsonOf(bytes, found))
  if (message.is === 'test') return answer({ result: 'nothing to record' })
  if (message.is === 'unreadable') return refuse(found, 'unreadable', new Problem(422, message.sentence))
  const items = message.is === 'formbricks' ? [{ item: message.item }] : message.items.map(readItem)
  try {
    const taken = { key: messageId, body: bytes, items, webhook: true }
    const { results, again } = await takeResponses(found, taken, asked.now)
    return answer({ results }, again ? { 'idempotent-replayed': 'true' } : {})
  } catch (problem) {
    if (!(problem instanceof NotTaken)) throw problem
    const members = problem.results.length ? { results: problem.results } : {}
    return refuse(found, problem.reason, new Problem(422, problem.message, { members }), problem.unknown)
  }
}

const isTest = (bytes: Uint8Array) =>
  bytes.length < 1000 && /^\s*\{\s*"event"\s*:\s*"testEndpoint"\s*\}\s*$/.test(Buffer.from(bytes).toString())

// ── What both need ──────────────────────────────────────────────────────────────────────────────────────────────────

interface Found extends Sender {
  ended: boolean
  sealed: Buffer[]
}

async function find(digest: string | null, id: string | null): Promise<Found | undefined> {
  const { rows } = await pool().query<{
    org_id: string
    slug: string
    source_id: string
    listening_post_id: string
    ended: boolean
    over: boolean
    sealed: Buffer[]
  }>(
    `select f.*, coalesce(f.ends_on < (now() at time zone o.time_zone)::date, false) as over
     from access.find_intake($1, $2) f cross join lateral access.find_organisation(f.slug) o`,
    [digest, id],
  )
  const row = rows[0]
  return (
    row && {
      orgId: row.org_id,
      slug: row.slug,
      sourceId: row.source_id,
      postId: row.listening_post_id,
      ended: row.ended || row.over,
      sealed: row.sealed,
    }
  )
}

/** Counts the refusal for the page of the post, and answers with it. */
async function refuse(sender: Sender, reason: RefusalReason, problem: Problem, unknown: string[] = []): Promise<never> {
  await countRefusal(sender, reason, unknown)
  throw problem
}

async function inTurn(sender: Sender) {
  const seconds = await waitOf(sender)
  if (!seconds) return
  const sentence = `At most ${limits.perMinute} requests a minute are taken. Send several responses in one request.`
  await refuse(sender, 'pace', new Problem(429, sentence, { headers: { 'retry-after': String(seconds) } }))
}

/** The very bytes that were sent. */
async function bytesOf({ request, context, pathname }: Asked, sender: Sender): Promise<Uint8Array> {
  const cap = apiCap(pathname)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength
      if (size > cap)
        return await refuse(sender, 'unreadable', new Problem(413, `At most ${cap / 1_000_000} MB are taken.`))
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(400, 'The body broke off.')
  }
  try {
    await context.received?.()
  } catch {
    throw new Problem(503, 'Sirius is busy right now. Send it again in a moment.', { headers: { 'retry-after': '1' } })
  }
  return Buffer.concat(chunks)
}

async function bodyOf(asked: Asked, sender: Sender): Promise<{ bytes: Uint8Array; json: unknown }> {
  const bytes = await bytesOf(asked, sender)
  return { bytes, json: await jsonOf(bytes, sender) }
}

async function jsonOf(bytes: Uint8Array, sender: Sender): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return refuse(sender, 'unreadable', new Problem(400, 'The body is no JSON in UTF-8.'))
  }
}

const answer = (body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body) + '\n', {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  })
