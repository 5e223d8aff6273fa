// The list of stories: its filters, order and pages, all in the address.
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { type ListQuery, offered, offeredLimit } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { type Standing, endsSoonDays, standingNames, standings } from './story.ts'
import { type StoryRow, selectStories } from './stories.server.ts'
import { storiesWithWords, wordsReadable } from './words.server.ts'

export const storyListRules = {
  filters: {
    state: [...standings, 'archived'],
    persona: 'id',
    journey: 'id',
    initiative: 'id',
    owner: 'id',
    consent: ['ends soon', 'outside'],
  },
  sorts: ['recorded', 'title', 'ends'],
  defaultSort: '-recorded',
  pageSize: 24,
} as const

/** One page of stories, newest first, and how many match in all. */
export async function listStories(ctx: Context, query: ListQuery): Promise<{ rows: StoryRow[]; total: number }> {
  const where = sql`where ${sql.join(conditions(ctx, query), sql` and `)}`
  const direction = sql.raw(query.sort.direction)
  const order = {
    recorded: sql`s.created_at ${direction}`,
    title: sql`lower(s.title) ${direction}`,
    ends: sql`s.consent_ends_on ${direction} nulls last`,
  }[query.sort.key as (typeof storyListRules.sorts)[number]]
  const { rows } = await sql<StoryRow>`${selectStories(ctx)} ${where}
    order by ${order}, s.created_at desc, s.id limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(
    ctx.db,
  )
  const counted = await sql<{ total: number }>`select count(*)::int as total from ${storiesWithWords} ${where}`.execute(
    ctx.db,
  )
  return { rows, total: counted.rows[0]!.total }
}

/** SQL over a story `s` with its words `w`, of the day the viewer stands in. */
const endedSql = (ctx: Context) => sql`coalesce(s.consent_ends_on < ${ctx.today}::date, false)`
const standingSql = (ctx: Context): Record<Standing, RawBuilder<SqlBool>> => ({
  draft: sql<SqlBool>`(s.state = 'draft' and w.erased_at is null)`,
  published: sql<SqlBool>`(s.state = 'published' and w.erased_at is null and not ${endedSql(ctx)})`,
  ended: sql<SqlBool>`(s.state = 'published' and w.erased_at is null and ${endedSql(ctx)})`,
  withdrawn: sql<SqlBool>`(s.state = 'withdrawn')`,
  erased: sql<SqlBool>`(s.state <> 'withdrawn' and w.erased_at is not null)`,
})

function conditions(ctx: Context, { q, filters }: ListQuery): Expression<SqlBool>[] {
  const states = filters.state ?? []
  const all: Expression<SqlBool>[] = [
    states.includes('archived') ? sql<SqlBool>`s.archived_at is not null` : sql<SqlBool>`s.archived_at is null`,
  ]
  const standing = standings.filter((one) => states.includes(one)).map((one) => standingSql(ctx)[one])
  if (standing.length) all.push(sql<SqlBool>`(${sql.join(standing, sql` or `)})`)
  // Words that one may not read are not found either.
  if (q)
    all.push(
      sql<SqlBool>`(${matching(['s.title', 's.outcome'], q)} or (${wordsReadable(ctx)} and ${matching(['w.quote', 'w.pseudonym'], q)}))`,
    )
  const ids = {
    persona: 's.persona_id',
    initiative: 's.initiative_id',
    owner: 's.owner_id',
  }
  for (const [name, column] of Object.entries(ids))
    if (filters[name]) all.push(sql<SqlBool>`${sql.ref(column)} = any(${filters[name]}::uuid[])`)
  if (filters.journey)
    all.push(sql<SqlBool>`exists (select from journey_step x join journey_map y on y.id = x.journey_map_id
      where x.id = s.journey_step_id and y.journey_id = any(${filters.journey}::uuid[]))`)
  if (filters.consent?.includes('outside')) all.push(sql<SqlBool>`s.consent_outside`)
  if (filters.consent?.includes('ends soon'))
    all.push(sql<SqlBool>`(s.state <> 'withdrawn' and s.consent_ends_on between ${ctx.today}::date
      and ${addDays(ctx.today, endsSoonDays)}::date)`)
  return all
}

/** The filters of the list, with what the stories there are belong to. */
export async function listStoryFilters(ctx: Context, { filters }: Pick<ListQuery, 'filters'>) {
  const { rows } = await sql<{ kind: string; id: string; name: string }>`
    select * from (
      (select 'persona' as kind, id, name from persona where id in (select persona_id from story) limit ${sql.lit(offeredLimit)})
      union all (select 'initiative', id, name from initiative where id in (select initiative_id from story) limit ${sql.lit(offeredLimit)})
      union all (select 'owner', id, name from member where id in (select owner_id from story) limit ${sql.lit(offeredLimit)})
      union all (select 'journey', j.id, j.name from journey j where exists (select from journey_map m join journey_step x on x.journey_map_id = m.id
        join story s on s.journey_step_id = x.id where m.journey_id = j.id) limit ${sql.lit(offeredLimit)})
    ) named order by lower(name), id`.execute(ctx.db)
  const of = (kind: string, label: string) => ({
    name: kind,
    label,
    options: offered(
      rows.filter((row) => row.kind === kind),
      filters[kind],
    ).map(({ id, name }) => ({ value: id, label: name })),
  })
  return [
    {
      name: 'state',
      label: 'State',
      options: [
        ...standings.map((value) => ({ value, label: standingNames[value] })),
        { value: 'archived', label: 'Archived' },
      ],
    },
    of('persona', 'Persona'),
    of('journey', 'Journey'),
    of('initiative', 'Initiative'),
    of('owner', 'Owner'),
    {
      name: 'consent',
      label: 'Consent',
      options: [
        { value: 'ends soon', label: `Ends within ${endsSoonDays} days` },
        { value: 'outside', label: 'Covers use outside' },
      ],
    },
  ]
}
