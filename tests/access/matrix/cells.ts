/** The cells of the matrix: which there are, what each is expected to answer, and what an answer means. */
import { decode } from 'turbo-stream'
import type { Answer, SiteRoute } from '#tests/support/site.ts'
import type { Actor } from './actors.ts'
import type { Row, Who } from './expected.ts'

/** What an answer means, whatever it came by. */
export type Meaning =
  | 'page' // with the very data of its route
  | 'data' // that is no page
  | 'layout' // what stands around the page, and nothing of it
  | 'sign in'
  | 'forbidden' // 403, with nothing of the record
  | 'absent' // 404, with nothing of the record
  | 'told' // 422: a sentence, nothing written
  | 'not offered' // 405 or 400: nothing of this kind is here
  | 'refused at the door' // 400, before any page is asked
  | `to ${string}`

export interface Transport {
  name: string
  /** The single route id asked for. */
  only?: string
  /** The address to ask, made of a path and its query. */
  address(path: string, query: string): string
}

/** `/demo` as data is `/demo.data`, `/` is `/_root.data`. */
const dataPath = (path: string) => (path === '/' ? '/_root.data' : `${path}.data`)
const joined = (path: string, ...queries: string[]) => {
  const query = queries.filter(Boolean).join('&')
  return query ? `${path}?${query}` : path
}

/** Every way of asking one address: as a document, as data, as data of each single route, and the way of old. */
export function transportsOf(route: SiteRoute): Transport[] {
  const index = route.index ? 'index' : ''
  const single = (only: string): Transport => ({
    name: `.data?_routes=${only}`,
    only,
    address: (path, query) => joined(dataPath(path), query, index, `_routes=${encodeURIComponent(only)}`),
  })
  const whole: Transport[] = [
    { name: 'document', address: (path, query) => joined(path, query, index) },
    { name: '.data', address: (path, query) => joined(dataPath(path), query, index) },
  ]
  return [
    ...(route.isLayout ? [] : whole), // a layout's own address is that of the page in it
    ...route.branch.map(single),
    { name: '_data', address: (path, query) => joined(path, query, index, `_data=${encodeURIComponent(route.id)}`) },
  ]
}

/** Whether this actor, with what they hold, is in the circle. */
export function isIn(who: Who | 'nobody', { role, holds }: Actor): boolean {
  const right = who === 'nobody' || !role ? undefined : who[role]
  return right === true || (Array.isArray(right) && right.some((relation) => holds.includes(relation)))
}

/** What keeps somebody out before anything of the page is asked; null: they are in. */
function keptOut({ kind }: Actor): Meaning | null {
  if (kind === 'stranger' || kind === 'expired') return 'sign in'
  return kind === 'elsewhere' || kind === 'disabled' ? 'absent' : null
}

const instead = (row: Row, fill: (path: string) => string): Meaning =>
  row.instead === 'absent' ? 'absent' : row.instead ? `to ${fill(row.instead.to)}` : 'forbidden'

/** What asking is to mean. `fill` makes an address of a place such as `/duties`. */
export function expectedOpening(
  row: Row,
  route: SiteRoute,
  actor: Actor,
  { name, only }: Transport,
  fill: (path: string) => string,
): Meaning {
  if (name === '_data') return 'refused at the door'
  if (only === 'root') return 'layout'
  if (!route.hasLoader && name === 'document') return 'not offered'
  if (!route.hasLoader && only === route.id) return 'layout' // an answer with nothing in it, to anybody
  const out = keptOut(actor)
  if (out) return out
  if (!route.hasLoader || (only && only !== route.id)) return 'layout'
  if (row.open === 'nobody') return 'absent'
  if (!isIn(row.open, actor)) return instead(row, fill)
  if (typeof row.gives === 'object') return `to ${fill(row.gives.to)}`
  return row.gives === 'data' && name === 'document' ? 'data' : 'page'
}

export function expectedSending(row: Row, form: string | null, actor: Actor): Meaning {
  if (form === null) return 'not offered'
  const out = keptOut(actor)
  if (out) return out
  const who = row.send![form]!
  const told = row.tells?.[form] ?? []
  const stands = told.some((why) => why === actor.role || (actor.holds as readonly string[]).includes(why))
  if (stands && (isIn(who, actor) || told.includes(actor.role!))) return 'told'
  return isIn(who, actor) ? 'to done' : row.instead === 'absent' ? 'absent' : 'forbidden'
}

/** The same as of a past moment: nothing changes there, and what has no past is read as it is today. */
export function expectedInThePast(
  row: Row,
  route: SiteRoute,
  actor: Actor,
  transport: Transport,
  fill: (path: string, present?: boolean) => string,
): Meaning {
  const { past } = row
  const today = expectedOpening(row, route, actor, transport, fill)
  const { name, only } = transport
  if (name === '_data' || only === 'root' || today === 'sign in') return today
  if (!route.hasLoader && (name === 'document' || only === route.id)) return today
  if (past === 'present') return `to ${fill('', true)}`
  const around = !route.hasLoader || (only && only !== route.id)
  if (keptOut(actor) || around || row.open === 'nobody') return today
  if (past === 'closed') return instead(row, fill)
  return past === 'shown' ? today : `to ${fill(past.to)}`
}

// ── Reading answers ─────────────────────────────────────────────────────────────────────────────────────────────────

interface Read {
  /** Ids of routes whose data came along. */
  loaded: string[]
  redirect?: string
  errors: number[]
}

/** What the answer to opening or sending means. `leaf` is the route asked. */
export async function meaningOf(answer: Answer, route: SiteRoute): Promise<Meaning> {
  const { status } = answer
  const type = String(answer.headers['content-type'] ?? '')
  if (status === 400 && type.startsWith('text/html')) return 'refused at the door'
  const read = await readAnswer(answer, type)
  const place = read.redirect ?? (status === 302 ? String(answer.headers.location) : undefined)
  if (place !== undefined) return /^\/sign-in\?back=/.test(place) ? 'sign in' : `to ${place}`
  const has = route.hasLoader && read.loaded.includes(route.id)
  if (status === 403 || status === 404 || status === 405 || status === 400) {
    if (has) return `to nothing, yet with data and ${status}` as Meaning
    return status === 403 ? 'forbidden' : status === 404 ? 'absent' : 'not offered'
  }
  if (status === 422) return 'told'
  if (status !== 200) return `to ${status}`
  if (!route.hasPage && !/x-script/.test(type)) return 'data'
  if (read.errors.length) return `to 200 with errors ${read.errors.join()}` as Meaning
  return has ? 'page' : 'layout'
}

async function readAnswer({ body, headers }: Answer, type: string): Promise<Read> {
  if (/x-script/.test(type)) return readTurbo(body)
  if (type.startsWith('application/json') && !headers['content-disposition']) {
    const { loaderData, errors } = JSON.parse(body.toString()) as Record<string, Record<string, unknown> | null>
    return { loaded: loadedOf(loaderData ?? {}, errors !== null), errors: errorsOf(errors ?? {}) }
  }
  return { loaded: [], errors: [] }
}

/** Beside an error null is what was not loaded; without, it is what a loader gave. */
const loadedOf = (data: Record<string, unknown>, failed: boolean) =>
  Object.keys(data).filter((id) => data[id] !== undefined && !(failed && data[id] === null))
const errorsOf = (errors: object) =>
  Object.values(errors).map((error) => (error as { status?: number } | null)?.status ?? 500)

async function readTurbo(body: Buffer): Promise<Read> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(body)
      controller.close()
    },
  })
  const plugin = (type: string, ...rest: unknown[]) => {
    if (type === 'SingleFetchRedirect') return { value: { redirected: rest[0] } }
    if (type === 'ErrorResponse') return { value: { status: rest[1] } }
    if (type === 'SanitizedError') return { value: { status: 500 } }
    return undefined
  }
  const { value } = (await decode(stream, { plugins: [plugin] })) as { value: Record<string, unknown> }
  return readResult(value)
}

function readResult(value: Record<string, unknown>): Read {
  const redirected = (value as { redirected?: { redirect: string } }).redirected ?? value
  if (typeof (redirected as { redirect?: unknown }).redirect === 'string')
    return { loaded: [], errors: [], redirect: (redirected as { redirect: string }).redirect }
  const results = Object.entries(value) as [string, { data?: unknown; error?: { status?: number } } | undefined][]
  return {
    loaded: results.filter(([, result]) => result && 'data' in result).map(([id]) => id),
    errors: results.flatMap(([, result]) => (result && 'error' in result ? [result.error?.status ?? 500] : [])),
  }
}
