// Looking for records by their words and by names that sound alike, in the table that every room's triggers keep.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { kindNames, paths, recordPath } from '#app/paths.ts'
import { type Piece, type SearchKind, bestOfAKind, cleanQuery, marked, searchPageSize, snippet } from './search.ts'

export interface Found {
  kind: SearchKind
  id: string
  title: Piece[]
  snippet: Piece[]
  /** The plan that a milestone, item or update belongs to. */
  parentTitle: string | null
  archived: boolean
  href: string
}

export interface SearchQuery {
  q: string
  /** One kind, paged; without it, the best of each. */
  kind?: SearchKind
  archived: boolean
  page: number
}

interface Row {
  kind: SearchKind
  id: string
  parentId: string | null
  parentTitle: string | null
  title: string
  body: string
  archived: boolean
  ofItsKind: number
}

/**
 * What matches, best first, with how many there are of each kind. One statement. A word counts when an entry has one that begins
 * with it; a title counts when a part of it is written almost like what was typed.
 */
export async function search(ctx: Context, query: SearchQuery) {
  const q = cleanQuery(query.q)
  if (!q) return { q, results: [] as Found[], counts: new Map<SearchKind, number>() }
  const [from, to] = query.kind ? [(query.page - 1) * searchPageSize, query.page * searchPageSize] : [0, bestOfAKind]
  const { rows } = await sql<Row>`
    select r.kind, r.id, r.parent_id, p.title as parent_title, r.title, left(r.body, 4000) as body, r.archived, r.of_its_kind
    from (
      select m.*, row_number() over (partition by m.kind order by m.rank desc, m.title, m.id) as place,
        count(*) over (partition by m.kind) as of_its_kind
      from search_matches(${q}, ${query.archived}) m
    ) r left join search_entry p on p.kind = 'action_plan' and p.id = r.parent_id
    where (r.place > ${from} and r.place <= ${to} and (${query.kind ?? null}::text is null or r.kind = ${query.kind ?? null}))
      or r.place = 1
    order by r.rank desc, r.title, r.id`.execute(ctx.db)
  const counts = new Map(rows.map((row) => [row.kind, row.ofItsKind]))
  const wanted = query.kind ? onePage(rows, query.kind, from) : rows
  return { q, counts, results: wanted.map((row) => found(ctx, row, q)) }
}

/** The first of every kind came along for the counts; of the kind asked for it is wanted on the first page only. */
function onePage(rows: Row[], kind: SearchKind, from: number): Row[] {
  const ofKind = rows.filter((row) => row.kind === kind)
  return from === 0 ? ofKind : ofKind.slice(1)
}

/** What the command palette shows: at most `limit`, best first. */
export async function suggest(ctx: Context, text: string, limit = 12) {
  const q = cleanQuery(text)
  if (!q) return []
  const { rows } = await sql<Omit<Row, 'body' | 'ofItsKind'>>`
    select r.kind, r.id, r.parent_id, p.title as parent_title, r.title, r.archived
    from (select * from search_matches(${q}, false) order by rank desc, title, id limit ${limit}) r
    left join search_entry p on p.kind = 'action_plan' and p.id = r.parent_id
    order by r.rank desc, r.title, r.id`.execute(ctx.db)
  return rows.map((row) => ({
    kind: row.kind,
    kindName: kindNames[row.kind] ?? row.kind,
    title: shortened(row.title),
    href: hrefOf(ctx, row),
    hint: row.parentTitle ? `in ${shortened(row.parentTitle)}` : '',
  }))
}

const shortened = (text: string) => (text.length > 160 ? `${text.slice(0, 157)}…` : text)

const hrefOf = (ctx: Context, row: Pick<Row, 'kind' | 'id' | 'parentId'>) =>
  recordPath(ctx.org.slug, row.kind, row.id, row.parentId) ?? paths.home(ctx.org.slug)

function found(ctx: Context, row: Row, q: string): Found {
  return {
    kind: row.kind,
    id: row.id,
    title: marked(row.title, q),
    snippet: row.body ? snippet(row.body, q) : [],
    parentTitle: row.parentTitle,
    archived: row.archived,
    href: hrefOf(ctx, row),
  }
}
