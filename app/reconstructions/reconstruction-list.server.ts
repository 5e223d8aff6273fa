// The list of reconstructions.
import { type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type ListQuery, offered, offeredLimit } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'

export const reconstructionListRules = {
  filters: { journey: 'id', show: ['archived'] },
  sorts: ['added', 'pseudonym', 'journey'],
  defaultSort: '-added',
} as const

/** One page of reconstructions, the newest first, and how many match in all. */
export async function listReconstructions(ctx: Context, query: ListQuery) {
  const { q, filters } = query
  const conditions = [sql<SqlBool>`r.archived_at is ${filters.show?.includes('archived') ? sql`not null` : sql`null`}`]
  if (q) conditions.push(matching(['r.pseudonym', 'r.note', 'j.name'], q))
  if (filters.journey) conditions.push(sql<SqlBool>`r.journey_id = any(${filters.journey}::uuid[])`)
  const base = ctx.db
    .selectFrom('reconstruction as r')
    .innerJoin('journey as j', 'j.id', 'r.journeyId')
    .where((eb) => eb.and(conditions))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const order = { added: sql`r.created_at`, pseudonym: sql`lower(r.pseudonym)`, journey: sql`lower(j.name)` }[
    query.sort.key as (typeof reconstructionListRules.sorts)[number]
  ]
  const events = sql`from reconstruction_event e where e.reconstruction_id = r.id and e.problem = ''`
  const rows = await base
    .select(['r.id', 'r.pseudonym', 'r.state', 'r.createdAt', 'j.name as journeyName'])
    .select([
      sql<number>`(select count(*) ${events})`.as('events'),
      sql<Date | null>`(select min(e.happened_at) ${events})`.as('firstAt'),
      sql<Date | null>`(select max(e.happened_at) ${events})`.as('lastAt'),
      sql<number>`(select count(*) from reconstruction_gap l where l.reconstruction_id = r.id)`.as('gaps'),
    ])
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)}`)
    .orderBy('r.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

export async function listJourneyChoices(ctx: Context) {
  return ctx.db
    .selectFrom('journey')
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .limit(offeredLimit)
    .execute()
}

export async function listReconstructionFilters(ctx: Context, { filters }: Pick<ListQuery, 'filters'>) {
  const journeys = offered(await listJourneyChoices(ctx), filters.journey)
  return [
    { name: 'journey', label: 'Journey', options: journeys.map(({ id, name }) => ({ value: id, label: name })) },
    { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
  ]
}
