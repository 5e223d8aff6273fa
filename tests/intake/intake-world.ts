/** A site with a post that takes responses live: what tests of the intake send, and what came of it. */
import { Agent, request } from 'node:http'
import { makeToken, makeWebhook, replaceSecret } from '#app/intake/sources.server.ts'
import { sign } from '#app/intake/standard-webhooks.server.ts'
import { addQuestion } from '#app/listening-posts/questions.server.ts'
import { createListeningPost } from '#app/listening-posts/listening-posts.server.ts'
import { postInput } from '#tests/listening-posts/posts-world.ts'
import { type Site, openSite } from '#tests/support/site.ts'
import { type Person, type World, makeWorld } from '#tests/support/world.ts'

export interface Sent {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Record<string, unknown> & { results?: { id?: string; result: string }[] }
}

export interface IntakeWorld extends World {
  site: Site
  /** Asks three questions: 1 a recommendation (`nps`), 2 a comment (`why`), 3 a choice (`visit_reason`). */
  postOf(person: Person): Promise<string>
  tokenOf(person: Person, postId: string, endsOn?: string | null, now?: Date): Promise<string>
  webhookOf(person: Person, postId: string, secret: string | null): Promise<{ id: string; secret: string | null }>
  /** Sends JSON, or bytes as they are. */
  send(path: string, body: unknown, headers?: Record<string, string | undefined>): Promise<Sent>
  feedback(token: string, responses: unknown[], headers?: Record<string, string>): Promise<Sent>
  /** Sends a message as its sender signs it; `headers` replaces what was signed. */
  message(hook: { id: string; secret: string }, body: unknown, sent?: Message): Promise<Sent>
  responses(postId: string): Promise<Row[]>
  close(): Promise<void>
}

interface Message {
  id?: string
  at?: number
  headers?: Record<string, string | undefined>
}

export interface Row {
  id: string
  external_id: string
  scores: Record<string, number>
  texts: Record<string, string>
  choices: Record<string, unknown>
  language: string
  masked: number
  answered_on: string
}

export const secretOf = (seed: string) => `whsec_${Buffer.from(seed.padEnd(32, '.')).toString('base64')}`
let count = 0

export async function intakeWorld(): Promise<IntakeWorld> {
  const w = await makeWorld()
  const site = await openSite({ documents: 'data' })
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const leaderOf = (person: Person) => (person.slug === 'bay' ? w.lea : w.otto)

  const send: IntakeWorld['send'] = (path, body, headers = {}) => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    const all: Record<string, string | undefined> = {
      host: new URL(site.url).host,
      'content-type': 'application/json',
      'content-length': String(bytes.length),
      ...headers,
    }
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >
    return new Promise((resolve, reject) => {
      const { port } = new URL(site.url)
      const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers: given, agent }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const json = /json/.test(String(answer.headers['content-type']))
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: (json ? JSON.parse(text) : { text }) as Sent['body'],
          })
        })
      })
      asked.on('error', reject)
      asked.end(bytes)
    })
  }

  return {
    ...w,
    site,
    async postOf(person) {
      const leader = leaderOf(person)
      const { id } = await w.as(leader, (ctx) => createListeningPost(ctx, postInput()))
      const asked = { wording: null, touchpointId: null, measures: null, notUsed: null as string | null }
      const none = { scaleLow: null, scaleHigh: null, topFrom: null }
      await w.as(leader, (ctx) =>
        addQuestion(ctx, id, {
          ...asked,
          ...none,
          label: 'Would recommend',
          kind: 'nps',
          sourceKey: 'nps',
          notUsed: '99',
        }),
      )
      await w.as(leader, (ctx) =>
        addQuestion(ctx, id, { ...asked, ...none, label: 'Why', kind: 'comment', sourceKey: 'why' }),
      )
      await w.as(leader, (ctx) =>
        addQuestion(ctx, id, {
          ...asked,
          ...none,
          label: 'Reason of the visit',
          kind: 'choice',
          sourceKey: 'visit_reason',
        }),
      )
      return id
    },
    tokenOf: async (person, postId, endsOn = null, now) =>
      (await w.as(leaderOf(person), (ctx) => makeToken(ctx, postId, { name: 'Shop', endsOn }), now)).token,
    async webhookOf(person, postId, secret) {
      const leader = leaderOf(person)
      const { id, secret: made } = await w.as(leader, (ctx) =>
        makeWebhook(ctx, postId, { name: 'Survey tool', maker: secret ? 'tool' : 'sirius' }),
      )
      if (secret) await w.as(leader, (ctx) => replaceSecret(ctx, postId, id, { secret, version: 1 }))
      return { id, secret: secret ?? made }
    },
    send,
    feedback: (token, responses, headers = {}) =>
      send('/api/v1/feedback', { responses }, { authorization: `Bearer ${token}`, ...headers }),
    message({ id, secret }, body, { id: messageId = `msg_${++count}`, at = Date.now(), headers = {} } = {}) {
      const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
      const timestamp = String(Math.floor(at / 1000))
      return send(`/api/v1/webhooks/${id}`, bytes, {
        'webhook-id': messageId,
        'webhook-timestamp': timestamp,
        'webhook-signature': sign(secret, messageId, timestamp, bytes),
        ...headers,
      })
    },
    async responses(postId) {
      const { rows } = await w.superuser.query<Row>(
        `select id, external_id, scores, texts, choices, language, masked, answered_on::text from response where listening_post_id = $1 order by external_id`,
        [postId],
      )
      return rows
    },
    async close() {
      agent.destroy()
      await site.close()
      await w.close()
    },
  }
}

/** What Formbricks sends of a response. */
export function formbricksMessage(
  event: 'responseCreated' | 'responseUpdated' | 'responseFinished',
  data: Record<string, unknown>,
  { id = 'cm5n3e2r40001', updatedAt = '2026-01-24T07:47:29.507Z', more = {} } = {},
) {
  return {
    webhookId: 'cm5n3e2r40009',
    event,
    data: {
      id,
      surveyId: 'cm5n3e2r40002',
      createdAt: '2026-01-24T07:47:29.507Z',
      updatedAt,
      finished: event === 'responseFinished',
      data,
      contact: null,
      contactAttributes: null,
      language: 'en',
      meta: { url: 'https://app.example/s/1', country: 'DE', userAgent: { browser: 'Chrome', os: 'macOS' } },
      survey: { title: 'Arrivals', type: 'link', status: 'inProgress' },
      tags: [],
      ttc: { nps: 2154.7 },
      variables: {},
      ...more,
    },
  }
}
