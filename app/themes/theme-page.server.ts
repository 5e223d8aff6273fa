// One theme with everything its page shows: what customers said, how often, what it rests on, and what is done about it.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { type Restricted, readableList, restrictionOf } from '#app/access/readable-texts.server.ts'
import { periodOf, periodsBetween } from '#app/kpis/period.ts'
import { listShownBy } from '#app/personas/experiences.server.ts'
import { gapsOf, volumesByTheme } from './theme-list.server.ts'
import { daysUndecided, lacksOf } from './theme.ts'

/** The theme itself; 404 where there is none. */
export async function findTheme(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('theme as t')
    .leftJoin('member as m', 'm.id', 't.ownerId')
    .leftJoin('member as d', 'd.id', 't.decidedBy')
    .where('t.id', '=', id)
    .selectAll('t')
    .select([
      'm.name as ownerName',
      'd.name as decidedByName',
      sql<string>`(t.created_at at time zone ${ctx.org.timeZone})::date`.as('foundOn'),
      gapsOf.as('gapCount'),
    ])
    .executeTakeFirst()
  if (!row) throw absent()
  return { ...row, waited: daysUndecided(row, ctx.today), lacks: lacksOf(row, ctx.today) }
}

/** How many months of volume a theme's page draws. */
const months = 24

/** Responses by month, months without one included, and the two stretches that are compared. */
export async function findVolumes(ctx: Context, id: string) {
  const { rows } = await sql<{ month: string; n: number }>`
    select date_trunc('month', day::timestamp)::date as month, sum(n)::int as n from theme_day
    where theme_id = ${id} and day <= ${ctx.today}::date group by 1 having sum(n) > 0 order by 1`.execute(ctx.db)
  const known = new Map(rows.map(({ month, n }) => [month, n]))
  const first = rows[0]?.month
  const since = first && periodsBetween(first, ctx.today, 'monthly').slice(-months)
  return {
    total: rows.reduce((sum, { n }) => sum + n, 0),
    months: (since || []).map((month) => ({ month, n: known.get(month) ?? 0 })),
    thisMonth: periodOf(ctx.today, 'monthly'),
    volumes: (await volumesByTheme(ctx, [id])).get(id)!,
  }
}

export interface Verbatim {
  id: string
  answeredOn: string
  /** What was said, question by question; personal data was masked before it was stored. */
  texts: string[]
  /** Why there are none that the viewer may read. */
  restricted: Restricted | null
  postName: string
  touchpointName: string | null
  language: string
  taggedBy: string | null
}

/** The newest responses of a theme that say something. */
export async function listVerbatims(
  ctx: Context,
  id: string,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<Verbatim[]> {
  // Tag by tag from the newest, until there are enough: joined at will, all of a theme's responses would be read for eight of them.
  const { rows } = await sql<Verbatim>`
    select r.id, r.answered_on, r.texts, r.restricted, p.name as post_name, c.name as touchpoint_name, r.language,
      coalesce(m.name, case when r.tagged_by is not null then 'somebody' end) as tagged_by
    from (
      select r.*, t.tagged_by from response_theme t cross join lateral (
        select r.id, r.answered_on, r.listening_post_id, r.touchpoint_id, r.language, ${readableList(ctx)} as texts, ${restrictionOf(ctx)} as restricted
        from response r where r.id = t.response_id and r.answered_on = t.answered_on and r.withdrawn_at is null and r.texts <> '{}' limit 1
      ) r where t.theme_id = ${id} order by t.answered_on desc, t.response_id limit ${pageSize} offset ${(page - 1) * pageSize}
    ) r
    join listening_post p on p.id = r.listening_post_id
    left join touchpoint c on c.id = r.touchpoint_id
    left join member m on m.id = r.tagged_by
    order by r.answered_on desc, r.id`.execute(ctx.db)
  return rows
}

interface LinkedCase {
  id: string
  name: string
  state: string
  /** Of all of them. */
  total: number
}

/** What a theme leads to and what else it rests on. */
export async function listLinked(ctx: Context, id: string) {
  const gaps = await ctx.db
    .selectFrom('gapTheme as l')
    .innerJoin('gap as g', 'g.id', 'l.gapId')
    .where('l.themeId', '=', id)
    .where('g.archivedAt', 'is', null)
    .select(['g.id', 'g.name', 'g.state'])
    .orderBy(sql`lower(g.name)`)
    .limit(50)
    .execute()
  const initiatives = await ctx.db
    .selectFrom('initiative as i')
    .where('i.archivedAt', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('initiativeGap as l')
          .innerJoin('gapTheme as g', 'g.gapId', 'l.gapId')
          .whereRef('l.initiativeId', '=', 'i.id')
          .where('g.themeId', '=', id)
          .select('l.gapId'),
      ),
    )
    .select(['i.id', 'i.name', 'i.stage'])
    .orderBy(sql`lower(i.name)`)
    .limit(50)
    .execute()
  const observations = await ctx.db
    .selectFrom('observationTheme as l')
    .innerJoin('observation as o', 'o.id', 'l.observationId')
    .innerJoin('member as m', 'm.id', 'o.observerId')
    .where('l.themeId', '=', id)
    .where('o.archivedAt', 'is', null)
    .select(['o.id', 'o.what', 'o.place', 'm.name as observerName'])
    .select(sql<string>`(o.seen_at at time zone ${ctx.org.timeZone})::date`.as('seenOn'))
    .orderBy('o.seenAt', 'desc')
    .limit(10)
    .execute()
  const { rows: cases } = await sql<LinkedCase>`
    select c.id, 'Case ' || c.number || ': ' || c.title as name, c.state, count(*) over ()::int as total from customer_case c
    where c.theme_id = ${id} and c.archived_at is null order by c.closed_at is not null, c.opened_at desc, c.id limit 10`.execute(
    ctx.db,
  )
  return { gaps, initiatives, observations, cases, experiences: await listShownBy(ctx, 'theme', id) }
}
