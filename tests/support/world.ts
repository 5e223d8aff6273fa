// A small named world for tests: two organisations, one person of every role in the first, a stranger's leader in the other.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Context, actingAs } from '#app/access/context.server.ts'
import { startSession } from '#app/access/sessions.server.ts'
import type { Role } from '#app/access/viewer.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { type DatabaseUrls, fileDatabase } from './database.ts'

export interface Person {
  slug: string
  orgId: string
  memberId: string
  accountId: string
  email: string
  name: string
}

export interface World {
  urls: DatabaseUrls
  /** Administrator, CX leader, business owner, a second business owner, contributor, executive of `bay`. */
  ada: Person
  lea: Person
  bo: Person
  ben: Person
  cora: Person
  eva: Person
  /** CX leader of `other`. */
  otto: Person
  /** Runs a command as a person, committed; `now` moves the clock. */
  as<T>(who: Person, work: (ctx: Context) => Promise<T>, now?: Date): Promise<T>
  /** A connection that sees everything, for asserting on what was stored. */
  superuser: pg.Client
  close(): Promise<void>
}

const bay: [key: 'ada' | 'lea' | 'bo' | 'ben' | 'cora' | 'eva', name: string, role: Role][] = [
  ['ada', 'Ada Minster', 'administrator'],
  ['lea', 'Lea Dawn', 'cx_leader'],
  ['bo', 'Bo Quay', 'business_owner'],
  ['ben', 'Ben Reed', 'business_owner'],
  ['cora', 'Cora Lane', 'contributor'],
  ['eva', 'Eva Stone', 'executive'],
]

/** Opens this test file's own database and populates it. Call `close` in afterAll. */
export async function makeWorld(): Promise<World> {
  const urls = await fileDatabase()
  openDatabase(urls.webUrl, { max: 20 })
  const superuser = new pg.Client({ connectionString: urls.superuserUrl })
  await superuser.connect()
  const people = {} as Record<'ada' | 'lea' | 'bo' | 'ben' | 'cora' | 'eva' | 'otto', Person>
  const bayId = await addOrganisation(superuser, 'bay', 'Bay Company')
  for (const [key, name, role] of bay) people[key] = await addPerson(superuser, { slug: 'bay', id: bayId }, name, role)
  const otherId = await addOrganisation(superuser, 'other', 'Other Company')
  people.otto = await addPerson(superuser, { slug: 'other', id: otherId }, 'Otto Far', 'cx_leader')
  return {
    urls,
    ...people,
    as: (who, work, now) => actingAs({ slug: who.slug, email: who.email, now }, work),
    superuser,
    async close() {
      await closeDatabase()
      await superuser.end()
    },
  }
}

export async function addOrganisation(superuser: pg.Client, slug: string, name: string): Promise<string> {
  const id = randomUUID()
  await superuser.query('begin')
  await superuser.query(`select set_config('app.bulk', 'on', true)`)
  await superuser.query(`select access.create_organisation($1, $2, $3, 'Europe/Berlin', 'en-GB', 'EUR')`, [
    id,
    slug,
    name,
  ])
  await superuser.query('commit')
  return id
}

export async function addPerson(
  superuser: pg.Client,
  org: { slug: string; id: string },
  name: string,
  role: Role,
): Promise<Person> {
  const email = `${name.toLowerCase().replace(' ', '.')}@${org.slug}.example`
  const person = { slug: org.slug, orgId: org.id, memberId: randomUUID(), accountId: randomUUID(), email, name }
  await superuser.query('begin')
  await superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [org.id])
  await superuser.query('select access.create_account($1, $2, $3, null)', [person.accountId, email, name])
  await superuser.query(
    'insert into member (org_id, id, account_id, name, email, role, joined_at) values ($1, $2, $3, $4, $5, $6, now())',
    [org.id, person.memberId, person.accountId, name, email, role],
  )
  await superuser.query('commit')
  return person
}

/** The Cookie header of a fresh session of this person. */
export async function cookieOf(person: Pick<Person, 'accountId'>): Promise<string> {
  const header = await startSession(person.accountId, { address: '127.0.0.1', userAgent: 'test', secure: false })
  return header.split(';')[0]!
}

export interface Call {
  as?: Person
  params?: Record<string, string>
  /** Makes it a POST of this form. */
  form?: Record<string, string | string[]> | URLSearchParams
  cookie?: string
}

/** The arguments that Remix would give a loader or action for this address. */
export async function argsFor(
  path: string,
  { as, params = {}, form, cookie }: Call = {},
): Promise<LoaderFunctionArgs & ActionFunctionArgs> {
  const headers = new Headers()
  const session = cookie ?? (as ? await cookieOf(as) : null)
  if (session) headers.set('cookie', session)
  const body = form && (form instanceof URLSearchParams ? form : urlencoded(form))
  if (body) headers.set('content-type', 'application/x-www-form-urlencoded')
  const request = new Request(`http://localhost${path}`, {
    method: body ? 'POST' : 'GET',
    headers,
    body: body?.toString(),
  })
  const silent = { info() {}, warn() {}, error() {} }
  const context = {
    requestId: 'test',
    nonce: 'n',
    address: '127.0.0.1',
    baseUrl: 'http://localhost',
    secure: false,
    cookies: [] as string[],
    log: silent,
  }
  const [, org = ''] = path.split('/')
  return { request, params: { org, ...params }, context } as unknown as LoaderFunctionArgs & ActionFunctionArgs
}

function urlencoded(form: Record<string, string | string[]>) {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one)
  return body
}

/** The status a loader or action answers with, returned or thrown: 200 for data, 302 for a redirect. */
export async function statusOf(work: Promise<unknown>): Promise<number> {
  try {
    const answer = await work
    if (answer instanceof Response) return answer.status
    const init = (answer as { type?: string; init?: { status?: number } | null } | null)?.init
    return init?.status ?? 200
  } catch (problem) {
    if (problem instanceof Response) return problem.status
    throw problem
  }
}
