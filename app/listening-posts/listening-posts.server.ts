// Reading and changing the register of listening posts.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { nameTaken } from '#app/vision/name-taken.ts'
import { channels, type editListeningPostForm, type newListeningPostForm } from './listening-post.ts'

export const listeningPostListRules = {
  filters: { channel: channels, owner: 'id', show: ['archived'] },
  sorts: ['name', 'received'],
  defaultSort: 'name',
} as const

const columns = [
  ...([
    'p.id',
    'p.name',
    'p.channel',
    'p.structured',
    'p.occasion',
    'p.description',
    'p.ownerId',
    'p.touchpointId',
  ] as const),
  ...(['p.cadence', 'p.expectedVolume', 'p.decisionDays', 'p.archivedAt', 'p.createdAt', 'p.version'] as const),
] as const

const lastAnswer = sql<Date | null>`(select r.answered_at from response r where r.listening_post_id = p.id and r.withdrawn_at is null
  order by r.answered_at desc limit 1)`
/** The last day on which feedback of a post led to something: a theme decided, a gap opened, a case resolved. */
const lastDecision = sql<string | null>`(select max(d.day) from (
  select c.resolved_on as day from customer_case c where c.listening_post_id = p.id
  union all select t.decided_on from theme t where t.decision <> 'undecided' and exists (
    select from theme_day x where x.theme_id = t.id and x.listening_post_id = p.id and x.n > 0)
  union all select g.created_at::date from gap g where exists (
    select from gap_response x join response r on r.id = x.response_id and r.answered_on = x.answered_on
    where x.gap_id = g.id and r.listening_post_id = p.id)
) d)`

/** One page of posts, and how many match in all. */
export async function listListeningPosts(ctx: Context, query: ListQuery) {
  const archived = query.filters.show?.includes('archived')
  let base = ctx.db.selectFrom('listeningPost as p').where('p.archivedAt', archived ? 'is not' : 'is', null)
  if (query.q) base = base.where(matching(['p.name', 'p.description'], query.q))
  if (query.filters.channel) base = base.where('p.channel', 'in', query.filters.channel)
  if (query.filters.owner) base = base.where('p.ownerId', 'in', query.filters.owner)
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const order = query.sort.key === 'received' ? lastAnswer : sql`lower(p.name)`
  const rows = await base
    .leftJoin('member as m', 'm.id', 'p.ownerId')
    .select(columns)
    .select(['m.name as owner', lastAnswer.as('lastAnswer'), lastDecision.as('lastDecision')])
    .select(sql<number>`(select count(*) from listening_post_step s where s.listening_post_id = p.id)`.as('stepCount'))
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy('p.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows: rows.map((row) => ({ ...row, since: dayOf(row.createdAt) })), total }
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** One post with its questions and the steps it covers; 404 where there is none. */
export async function findListeningPost(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('listeningPost as p')
    .leftJoin('member as m', 'm.id', 'p.ownerId')
    .leftJoin('touchpoint as t', 't.id', 'p.touchpointId')
    .where('p.id', '=', id)
    .select(columns)
    .select(['m.name as owner', 't.name as touchpoint', lastAnswer.as('lastAnswer'), lastDecision.as('lastDecision')])
    .executeTakeFirst()
  if (!row) throw absent()
  const questions = await ctx.db
    .selectFrom('question as q')
    .leftJoin('touchpoint as t', 't.id', 'q.touchpointId')
    .where('q.listeningPostId', '=', id)
    .where('q.archivedAt', 'is', null)
    .select([
      'q.id',
      'q.number',
      'q.label',
      'q.wording',
      'q.kind',
      'q.scoreKind',
      'q.scaleLow',
      'q.scaleHigh',
      'q.topFrom',
    ])
    .select(['q.notUsed', 'q.sourceKey', 'q.measures', 'q.touchpointId', 'q.version', 't.name as touchpoint'])
    .orderBy('q.number')
    .limit(400)
    .execute()
  const { rows: recent } = await sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from response_day
    where listening_post_id = ${id} and day > ${ctx.today}::date - 30 and day <= ${ctx.today}::date`.execute(ctx.db)
  return { ...row, since: dayOf(row.createdAt), questions, recent: recent[0]!.n, steps: await stepsOf(ctx, id) }
}

export async function stepsOf(ctx: Context, id: string) {
  return ctx.db
    .selectFrom('listeningPostStep as x')
    .innerJoin('journeyStep as s', 's.id', 'x.journeyStepId')
    .innerJoin('journeyMap as m', 'm.id', 's.journeyMapId')
    .innerJoin('journey as j', 'j.id', 'm.journeyId')
    .where('x.listeningPostId', '=', id)
    .where('s.archivedAt', 'is', null)
    .select(['s.id', 's.name', 'j.id as journeyId', 'j.name as journey'])
    .orderBy('j.name')
    .orderBy('s.position')
    .limit(500)
    .execute()
}

/** Steps of current as-is maps to choose from, by journey. */
export async function listStepChoices(ctx: Context) {
  return ctx.db
    .selectFrom('journeyStep as s')
    .innerJoin('journeyMap as m', 'm.id', 's.journeyMapId')
    .innerJoin('journey as j', 'j.id', 'm.journeyId')
    .innerJoin('journeyPhase as f', 'f.id', 's.journeyPhaseId')
    .where('m.kind', '=', 'as-is')
    .where('m.state', '=', 'current')
    .where('s.archivedAt', 'is', null)
    .where('j.archivedAt', 'is', null)
    .select(['s.id', 's.name', 'j.name as journey', 'j.id as journeyId'])
    .orderBy('j.name')
    .orderBy('f.position')
    .orderBy('s.position')
    .limit(500)
    .execute()
}

export async function listTouchpointChoices(ctx: Context, has: string | null = null) {
  return ctx.db
    .selectFrom('touchpoint')
    .where((eb) => eb.or([eb('archivedAt', 'is', null), eb('id', '=', has)]))
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .limit(500)
    .execute()
}

/** Steps of current as-is maps and the posts that listen there: what nobody hears stands out. */
export async function coverageMatrix(ctx: Context) {
  const steps = await listStepChoices(ctx)
  const posts = await ctx.db
    .selectFrom('listeningPost as p')
    .where('p.archivedAt', 'is', null)
    .select(['p.id', 'p.name', 'p.channel'])
    .orderBy(sql`lower(p.name)`)
    .limit(60)
    .execute()
  const links = await ctx.db
    .selectFrom('listeningPostStep as covers')
    .innerJoin('listeningPost as p', 'p.id', 'covers.listeningPostId')
    .where('p.archivedAt', 'is', null)
    .select(['covers.listeningPostId', 'covers.journeyStepId'])
    .limit(20_000)
    .execute()
  const covered: Record<string, string[]> = {}
  for (const { listeningPostId, journeyStepId } of links) (covered[journeyStepId] ??= []).push(listeningPostId)
  return { steps: steps.map((step) => ({ ...step, posts: covered[step.id] ?? [] })), posts }
}

type Form = z.output<typeof newListeningPostForm>

const texts = ({ steps: _, ...form }: Form) => ({ ...form, description: form.description ?? '' })

export async function createListeningPost(ctx: Context, form: Form) {
  authorize(ctx, 'listening_post.edit')
  const id = newId(ctx)
  await ctx.db
    .insertInto('listeningPost')
    .values({ id, ...texts(form) })
    .execute()
    .catch(nameTaken('listening post'))
  await setSteps(ctx, id, form.steps)
  record(ctx, { verb: 'listening_post.created', kind: 'listening_post', id, title: form.name })
  return { id }
}

async function setSteps(ctx: Context, id: string, steps: readonly string[]) {
  const before = await ctx.db
    .selectFrom('listeningPostStep')
    .where('listeningPostId', '=', id)
    .select('journeyStepId')
    .execute()
  const had = before.map(({ journeyStepId }) => journeyStepId)
  const gone = had.filter((step) => !steps.includes(step))
  const fresh = steps.filter((step) => !had.includes(step))
  if (gone.length)
    await ctx.db
      .deleteFrom('listeningPostStep')
      .where('listeningPostId', '=', id)
      .where('journeyStepId', 'in', gone)
      .execute()
  if (fresh.length)
    await ctx.db
      .insertInto('listeningPostStep')
      .values(fresh.map((journeyStepId) => ({ listeningPostId: id, journeyStepId })))
      .execute()
}

export async function editListeningPost(ctx: Context, id: string, form: z.output<typeof editListeningPostForm>) {
  const row = await lock(ctx, 'listeningPost', id)
  authorize(ctx, 'listening_post.edit', row)
  const steps = (await stepsOf(ctx, id)).map((step) => step.id)
  await requireVersion(ctx, row, form.version, (now) => listeningPostValues({ ...now, steps }))
  if (row.archivedAt) refuse('This listening post is archived. Restore it before changing it.')
  const { version: _, ...values } = form
  await change(ctx, row, texts(values))
  await setSteps(ctx, id, form.steps)
  record(ctx, { verb: 'listening_post.edited', kind: 'listening_post', id, title: form.name })
}

/** Archives a post, or restores it. What it heard stays. */
export async function archiveListeningPost(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'listeningPost', id)
  authorize(ctx, 'listening_post.edit', row)
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'listening_post.archived' : 'listening_post.restored'
  record(ctx, { verb, kind: 'listening_post', id, title: row.name, reason: form.reason })
  return { archived }
}

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('listeningPost')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
    .catch(nameTaken('listening post'))
}

/** A post as the fields of its form. */
export const listeningPostValues = (row: {
  name: string
  channel: string
  structured: boolean
  occasion: string
  description: string
  ownerId: string | null
  touchpointId: string | null
  cadence: string
  expectedVolume: number | null
  decisionDays: number
  steps: string[]
}) => ({
  name: row.name,
  channel: row.channel,
  structured: row.structured ? 'on' : '',
  occasion: row.occasion,
  description: row.description,
  ownerId: row.ownerId ?? '',
  touchpointId: row.touchpointId ?? '',
  cadence: row.cadence,
  expectedVolume: row.expectedVolume === null ? '' : String(row.expectedVolume),
  decisionDays: String(row.decisionDays),
  steps: row.steps,
})
