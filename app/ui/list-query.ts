/** The search, filters, sort and page of a list as its address says; what makes no sense in the address is ignored. */

export type FilterRule = readonly string[] | 'id' | 'text' | 'day'

export interface ListRules {
  filters?: Record<string, FilterRule>
  /** Keys one may sort by. */
  sorts: readonly string[]
  /** `key` or `-key` for descending. */
  defaultSort: string
  pageSize?: number
}

export interface ListQuery {
  /** The path without its query. */
  path: string
  q: string
  /** Only filters that are set. A filter may be repeated in the address: any of its values matches. */
  filters: Record<string, string[]>
  sort: { key: string; direction: 'asc' | 'desc' }
  defaultSort: string
  /** From 1. */
  page: number
  pageSize: number
}

/** Longer lists of choices are no help: the search field finds by the same names. */
const mostOffered = 300

/** The rows a filter offers; where there are too many, only those that are chosen already. Ask for `offeredLimit` rows, the chosen first. */
export const offered = <Row extends { id: string }>(rows: Row[], chosen: readonly string[] = []): Row[] =>
  rows.length <= mostOffered ? rows : rows.filter(({ id }) => chosen.includes(id))
export const offeredLimit = mostOffered + 1

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const longestText = 200

const clean = (text: string) =>
  text
    .replace(/\p{Cc}|\p{Surrogate}/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, longestText)

function allowed(rule: FilterRule, value: string): boolean {
  if (value === '') return false
  if (rule === 'text') return true
  if (rule === 'id') return uuid.test(value)
  if (rule === 'day') return isDay(value)
  return rule.includes(value)
}

/** 30 February is none. */
function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text) : null
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** Something in an address that narrows nothing, since it was not understood. */
export interface LeftOut {
  name: string
  value: string
}

/** What people may send besides filters. */
const machinery = new Set(['q', 'page', 'sort', '_routes', 'index'])

/** What a list's address asks for and no rule understands; `understood` names what else the page reads. */
export function leftOutOf(url: URL | string, rules: ListRules, understood: readonly string[] = []): LeftOut[] {
  const given = [...new URL(url, 'http://list.invalid').searchParams]
  return given
    .map(([name, value]) => ({ name: clean(name).slice(0, 40), value: clean(value).slice(0, 80) }))
    .filter(({ name, value }) => {
      if (value === '' || understood.includes(name)) return false
      if (name === 'sort') return !rules.sorts.includes(value.replace(/^-/, ''))
      if (machinery.has(name)) return false
      const rule = Object.hasOwn(rules.filters ?? {}, name) ? rules.filters![name] : undefined
      return rule === undefined || !allowed(rule, value)
    })
    .slice(0, 10)
}

export function readListQuery(url: URL | string, rules: ListRules): ListQuery {
  const { pathname, searchParams } = new URL(url, 'http://list.invalid')
  const filters: Record<string, string[]> = {}
  for (const [name, rule] of Object.entries(rules.filters ?? {})) {
    const values = [...new Set(searchParams.getAll(name).map(clean))]
      .filter((value) => allowed(rule, value))
      .slice(0, 50)
    if (values.length > 0) filters[name] = values
  }
  const wanted = searchParams.get('sort') ?? ''
  const page = Number(searchParams.get('page') ?? '1')
  return {
    path: pathname,
    q: clean(searchParams.get('q') ?? ''),
    filters,
    sort: readSort(rules.sorts.includes(wanted.replace(/^-/, '')) ? wanted : rules.defaultSort),
    defaultSort: rules.defaultSort,
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    pageSize: rules.pageSize ?? 50,
  }
}

function readSort(text: string): ListQuery['sort'] {
  return text.startsWith('-') ? { key: text.slice(1), direction: 'desc' } : { key: text, direction: 'asc' }
}

export interface ListChanges {
  q?: string
  /** Null or an empty list takes the filter away. */
  filters?: Record<string, string | readonly string[] | null>
  sort?: { key: string; direction: 'asc' | 'desc' }
  page?: number
}

/** The address of the same list with these changes; any change but of the page goes back to page 1. */
export function listHref(query: ListQuery, changes: ListChanges = {}): string {
  const params = new URLSearchParams()
  const q = changes.q ?? query.q
  if (q) params.set('q', q)
  const filters: Record<string, string | readonly string[] | null> = { ...query.filters, ...changes.filters }
  for (const name of Object.keys(filters).sort()) {
    const values = filters[name] ?? []
    for (const value of typeof values === 'string' ? [values] : values) params.append(name, value)
  }
  const sort = sortText(changes.sort ?? query.sort)
  if (sort !== query.defaultSort) params.set('sort', sort)
  const onlyPage = Object.keys(changes).every((key) => key === 'page')
  const page = changes.page ?? (onlyPage ? query.page : 1)
  if (page > 1) params.set('page', String(page))
  const search = params.toString()
  return search ? `${query.path}?${search}` : query.path
}

const sortText = (sort: ListQuery['sort']) => (sort.direction === 'desc' ? `-${sort.key}` : sort.key)

/** The address that sorts by this key: ascending first, then the other way round. */
export function sortHref(query: ListQuery, key: string): string {
  const ascending = query.sort.key === key && query.sort.direction === 'asc'
  return listHref(query, { sort: { key, direction: ascending ? 'desc' : 'asc' } })
}

/** How many filters (and a search) narrow the list. */
export function countActive(query: Pick<ListQuery, 'q' | 'filters'>): number {
  return Object.values(query.filters).reduce((sum, values) => sum + values.length, query.q ? 1 : 0)
}
