// Tokens and webhooks of a listening post: made, given new secrets, ended. Their secrets are shown once and stored so that nobody reads them.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { seal, unseal } from '#app/imports/sealing.server.ts'
import { record } from '#app/history/record.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { type SourceKind, limits, overlapHours, secretBytes, type tokenForm, type webhookForm } from './intake.ts'

export const digestOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** A webhook's secret moved to another webhook, or organisation, does not open. */
const placeOf = (orgId: string, sourceId: string) => `${orgId}/webhook ${sourceId}`
export const openSecrets = (orgId: string, sourceId: string, sealed: readonly Buffer[]) =>
  sealed.map((one) => unseal(placeOf(orgId, sourceId), one)).filter((secret) => secret !== null)

export interface IntakeSource {
  id: string
  kind: SourceKind
  name: string
  endsOn: string | null
  endedAt: Date | null
  endedBy: string | null
  createdBy: string | null
  createdAt: Date
  version: number
  hasSecret: boolean
  /** Until when the secret that was replaced still holds. */
  overlapUntil: Date | null
  lastAt: Date | null
  responses: number
  refused: { reason: string; n: number; lastAt: string }[]
  fields: { field: string; n: number }[]
}

/** How many days back the page counts what was refused. */
export const refusedDays = 30

/** Every token and webhook of a post, those in use first. */
export async function listSources(ctx: Context, postId: string): Promise<IntakeSource[]> {
  const since = addDays(ctx.today, -refusedDays)
  const { rows } = await sql<IntakeSource>`
    select s.id, s.kind, s.name, s.ends_on, s.ended_at, e.name as ended_by, m.name as created_by, s.created_at, s.version,
      exists (select from intake_secret k where k.intake_source_id = s.id and (k.valid_until is null)) as has_secret,
      (select max(k.valid_until) from intake_secret k where k.intake_source_id = s.id and k.valid_until > now()) as overlap_until,
      u.last_at, coalesce(u.responses, 0) as responses,
      coalesce((select jsonb_agg(jsonb_build_object('reason', r.reason, 'n', r.n, 'lastAt', r.last_at) order by r.n desc, r.reason) from (
        select reason, sum(n) as n, max(last_at) as last_at from intake_refusal x where x.intake_source_id = s.id and x.day >= ${since}::date group by reason) r), '[]') as refused,
      coalesce((select jsonb_agg(jsonb_build_object('field', f.field, 'n', f.n) order by f.n desc, f.field) from intake_field f
        where f.intake_source_id = s.id and not exists (select from question q where q.listening_post_id = s.listening_post_id and q.source_key = f.field and q.archived_at is null)), '[]') as fields
    from intake_source s left join intake_use u on u.intake_source_id = s.id
    left join member m on m.id = s.created_by left join member e on e.id = s.ended_by
    where s.listening_post_id = ${postId} order by s.ended_at is not null, s.created_at desc, s.id limit 200`.execute(
    ctx.db,
  )
  return rows
}

/** A post whose tokens and webhooks one may make and end. */
async function lockPost(ctx: Context, id: string) {
  const post = await lock(ctx, 'listeningPost', id)
  authorize(ctx, 'listening_post.connect', post)
  return post
}

async function addSource(
  ctx: Context,
  postId: string,
  kind: SourceKind,
  form: { name: string; endsOn?: string | null },
) {
  const post = await lockPost(ctx, postId)
  if (post.archivedAt) refuse('This listening post is archived. Restore it before letting responses in.')
  const { n } = await ctx.db
    .selectFrom('intakeSource')
    .where('listeningPostId', '=', postId)
    .where('kind', '=', kind)
    .where('endedAt', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  if (n >= limits.sources)
    refuse(`There are ${limits.sources} ${kind}s in use here already. End those that serve nobody first.`)
  const id = newId(ctx)
  await ctx.db
    .insertInto('intakeSource')
    .values({
      id,
      listeningPostId: postId,
      kind,
      name: form.name,
      endsOn: form.endsOn ?? null,
      createdBy: ctx.viewer.memberId || null,
    })
    .execute()
  told(ctx, `${kind}-made`, post, form.name)
  return { id, post }
}

/** What happened to which token or webhook; its secret is nowhere in it. */
function told(ctx: Context, past: string, post: { id: string; name: string }, name: string) {
  record(ctx, { verb: `listening_post.${past}`, kind: 'listening_post', id: post.id, title: post.name, reason: name })
}

/** The token is in the answer and nowhere else: only its SHA-256 is kept. */
export async function makeToken(ctx: Context, postId: string, form: z.output<typeof tokenForm>) {
  if (form.endsOn && form.endsOn < ctx.today) refuse('This day has passed. Choose today or a later day.', 'endsOn')
  const { id } = await addSource(ctx, postId, 'token', form)
  const token = `sirius_${randomBytes(32).toString('base64url')}`
  await ctx.db
    .insertInto('intakeSecret')
    .values({ id: newId(ctx), intakeSourceId: id, digest: digestOf(token) })
    .execute()
  return { id, token }
}

/** Where the tool makes the secret, it comes later: nothing is taken before. */
export async function makeWebhook(ctx: Context, postId: string, form: z.output<typeof webhookForm>) {
  const { id } = await addSource(ctx, postId, 'webhook', form)
  return { id, secret: form.maker === 'sirius' ? await keepSecret(ctx, id, newSecret()) : null }
}

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

async function keepSecret(ctx: Context, sourceId: string, secret: string) {
  await ctx.db
    .insertInto('intakeSecret')
    .values({ id: newId(ctx), intakeSourceId: sourceId, sealed: seal(placeOf(ctx.org.id, sourceId), secret) })
    .execute()
  return secret
}

/** A token or webhook of this very post; 404 where it is none. */
export async function findSource(ctx: Context, postId: string, id: string): Promise<IntakeSource> {
  const source = (await listSources(ctx, postId)).find((one) => one.id === id)
  if (!source) throw absent()
  return source
}

async function lockSource(ctx: Context, postId: string, id: string, version: number) {
  const post = await lockPost(ctx, postId)
  const row = await lock(ctx, 'intakeSource', id)
  if (row.listeningPostId !== postId) throw absent()
  await requireVersion(ctx, row, version)
  if (row.endedAt)
    refuse(row.kind === 'token' ? 'This token was revoked already.' : 'This webhook was switched off already.')
  return { post, row }
}

/** The secret before holds for another day, so that no message is lost while the sender changes over. */
export async function replaceSecret(
  ctx: Context,
  postId: string,
  id: string,
  form: { secret: string | null; version: number },
) {
  const { post, row } = await lockSource(ctx, postId, id, form.version)
  if (row.kind !== 'webhook') refuse('A token is not changed. Make another, and revoke this one.')
  if (form.secret && !secretBytes(form.secret))
    refuse(
      'This is no secret of Standard Webhooks: it begins with whsec_ and holds 24 to 64 bytes in base64.',
      'secret',
    )
  await ctx.db.deleteFrom('intakeSecret').where('intakeSourceId', '=', id).where('validUntil', 'is not', null).execute()
  await ctx.db
    .updateTable('intakeSecret')
    .set({ validUntil: new Date(ctx.now.getTime() + overlapHours * 3_600_000) })
    .where('intakeSourceId', '=', id)
    .execute()
  const secret = await keepSecret(ctx, id, form.secret?.trim() ?? newSecret())
  await ctx.db.updateTable('intakeSource').set(nextVersion(ctx, row)).where('id', '=', id).execute()
  told(ctx, 'secret-replaced', post, row.name)
  return { secret: form.secret ? null : secret }
}

/** Revokes a token, or switches a webhook off; its secrets are gone with it. */
export async function endSource(ctx: Context, postId: string, id: string, form: { version: number }) {
  const { post, row } = await lockSource(ctx, postId, id, form.version)
  await ctx.db
    .updateTable('intakeSource')
    .set({ endedAt: ctx.now, endedBy: ctx.viewer.memberId || null, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  await ctx.db.deleteFrom('intakeSecret').where('intakeSourceId', '=', id).execute()
  told(ctx, row.kind === 'token' ? 'token-revoked' : 'webhook-ended', post, row.name)
  return row
}
