// Promise C1: a write that another site could make a browser send is refused, on every address that takes one, whatever its transport.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentOf, ask } from '../load/ask.ts'
import { type Site, openSite } from '../support/site.ts'
import { type World, cookieOf, makeWorld } from '../support/world.ts'

let w: World
let site: Site
let cookie = ''
const agent = agentOf(20)
beforeAll(async () => {
  w = await makeWorld()
  site = await openSite({ documents: 'data' })
  cookie = await cookieOf(w.ada)
})
afterAll(async () => {
  agent.destroy()
  await site.close()
  await w.close()
})

const evil = 'https://evil.example'
const own = () => site.url
interface Trick {
  method?: string
  path?: (path: string) => string
  headers: () => Record<string, string>
}
const form = 'application/x-www-form-urlencoded'

/** What other sites, and pages of other ports of this machine, can make a browser send; and what only programs send. */
const tricks: Record<string, Trick> = {
  'a foreign origin': { headers: () => ({ origin: evil }) },
  'a foreign origin, as browsers say it': { headers: () => ({ origin: evil, 'sec-fetch-site': 'cross-site' }) },
  'no origin of its own (null)': { headers: () => ({ origin: 'null' }) },
  'null, in the same site': { headers: () => ({ origin: 'null', 'sec-fetch-site': 'same-site' }) },
  'nothing that says where from': { headers: () => ({}) },
  'only our address as referrer': { headers: () => ({ referer: `${own()}/bay` }) },
  'a foreign referrer': { headers: () => ({ referer: `${evil}/` }) },
  'a garbled origin': { headers: () => ({ origin: '://%%' }) },
  'our origin within another': { headers: () => ({ origin: `${own()}.evil.example` }) },
  'our origin with a path': { headers: () => ({ origin: `${own()}/` }) },
  'our host by another scheme': { headers: () => ({ origin: own().replace('http:', 'https:') }) },
  'our host on another port': { headers: () => ({ origin: 'http://localhost:1' }) },
  'two origins': { headers: () => ({ origin: `${own()}, ${evil}` }) },
  'our origin, though the browser says cross-site': {
    headers: () => ({ origin: own(), 'sec-fetch-site': 'cross-site' }),
  },
  'a sibling site': { headers: () => ({ origin: own(), 'sec-fetch-site': 'same-site' }) },
  'typed or bookmarked': { headers: () => ({ 'sec-fetch-site': 'none' }) },
  'a garbled Sec-Fetch-Site': { headers: () => ({ origin: own(), 'sec-fetch-site': 'same-origin, cross-site' }) },
  'a foreign origin, said to be same-origin': { headers: () => ({ origin: evil, 'sec-fetch-site': 'same-origin' }) },
  'a forwarded host that fits the origin': {
    headers: () => ({ origin: evil, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }),
  },
  'a forged host that fits the origin': { headers: () => ({ origin: evil, host: 'evil.example' }) },
  'the old data transport': {
    path: (path) => `${path}?_data=root`,
    headers: () => ({ origin: own(), 'sec-fetch-site': 'same-origin' }),
  },
  'the data transport from elsewhere': {
    path: (path) => `${path === '/' ? '/_root' : path}.data`,
    headers: () => ({ origin: evil, 'sec-fetch-site': 'cross-site' }),
  },
  'the data transport of one route from elsewhere': {
    path: (path) => `${path === '/' ? '/_root' : path}.data?_routes=root`,
    headers: () => ({ origin: evil }),
  },
  'text/plain, which browsers send unasked': {
    headers: () => ({ origin: own(), 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' }),
  },
  'JSON, said to be ours': {
    headers: () => ({ origin: own(), 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }),
  },
  PUT: { method: 'PUT', headers: () => ({ origin: evil }) },
  'PUT, said to be ours': { method: 'PUT', headers: () => ({ origin: own(), 'sec-fetch-site': 'same-origin' }) },
  PATCH: { method: 'PATCH', headers: () => ({ origin: own(), 'sec-fetch-site': 'same-origin' }) },
  DELETE: { method: 'DELETE', headers: () => ({ origin: own(), 'sec-fetch-site': 'same-origin' }) },
  'a method in the body of a foreign POST': { headers: () => ({ origin: evil, 'x-http-method-override': 'POST' }) },
}

const writes = () => [
  ...new Set(
    site.routes
      .filter(({ hasAction }) => hasAction)
      .map(({ pattern }) =>
        pattern
          .replace(':org', 'bay')
          .replace(/:token/, 'x'.repeat(43))
          .replace(/:\w+/g, () => randomUUID()),
      ),
  ),
]

async function send(path: string, { method = 'POST', path: bend = (same) => same, headers }: Trick) {
  const body = '_form=x&name=Forged&_key=forged-key-1'
  const given = { cookie, 'content-type': form, 'content-length': String(body.length), ...headers() }
  return ask(own() + bend(path), { method, headers: given, body, agent })
}

/** Everything that a request could have left behind. */
async function traces() {
  const { rows } = await w.superuser.query(
    `select (select count(*) from history.event)::int as events, (select count(*) from form_key)::int as keys,
       (select count(*) from access.session)::int as sessions, (select count(*) from access.attempt)::int as tries,
       (select max(last_seen_at) from access.session)::text as seen`,
  )
  return rows[0]
}

describe('a write from elsewhere', () => {
  let refused = 0

  test.each(Object.entries(tricks))('with %s is refused by every address that takes one', async (_name, trick) => {
    const paths = writes()
    expect(paths.length).toBeGreaterThan(60)
    const before = await traces()
    for (const path of paths) {
      const { status, headers, body } = await send(path, trick)
      expect([400, 403, 405, 415, 421], `${path}: ${status}`).toContain(status)
      expect(headers['set-cookie'], path).toBeUndefined()
      expect(headers['x-request-id'], path).toMatch(/^[0-9a-f-]{36}$/)
      expect(body, path).not.toMatch(/\n\s+at |node_modules/)
    }
    expect(await traces()).toEqual(before)
    refused += paths.length
  })

  afterAll(() =>
    console.log(`C1: ${refused} of ${writes().length * Object.keys(tricks).length} refused, 0 rows written`),
  )

  test('differs in nothing else from one of our own pages, which comes in', async () => {
    const ours: Record<string, string>[] = [{ origin: own() }, { 'sec-fetch-site': 'same-origin' }]
    for (const headers of ours)
      for (const path of writes()) {
        const { status, body } = await send(path, { headers: () => headers })
        expect([200, 302, 400, 403, 404, 409, 410, 422], `${path}: ${status}`).toContain(status)
        expect(body, path).not.toContain('was not sent from Sirius itself')
        if (path === '/sign-out') cookie = await cookieOf(w.ada)
      }
  })
})
