// The nightly note of what came in live: one event a post, with a digest of its responses, since none stands in the history by itself.
import { sql } from 'kysely'
import { type Context, actingAsSystem } from '#app/access/context.server.ts'
import { merkleRoot } from '#app/history/merkle.server.ts'
import { listOrganisations } from '#app/jobs/tidy.server.ts'
import { record } from '#app/history/record.server.ts'
import { responseLeaf } from './writing-responses.server.ts'

/** Hours for which a source may still change what it sent. */
export const openHours = 24

/** Responses an event, so that a transaction stays short. */
const most = 20_000

/** Notes what came in more than a day ago, of every post of an organisation. Safe to run twice. */
export async function noteResponses(org: { slug: string }, now?: Date) {
  while (await actingAsSystem(org, noteNext, now));
}

/** Notes the responses of one post; false where nothing waits. */
async function noteNext(ctx: Context): Promise<boolean> {
  const before = sql`${ctx.now}::timestamptz - make_interval(hours => ${openHours})`
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from listening_post p where p.id = (
      select k.listening_post_id from response_key k where k.live_since <= ${before} order by k.live_since limit 1)`.execute(
    ctx.db,
  )
  const post = rows[0]
  if (!post) return false
  const { rows: noted } = await sql<{ leaf: string }>`
    with wanted as materialized (
      select external_id from response_key where listening_post_id = ${post.id} and live_since <= ${before}
      order by live_since, external_id limit ${most} for update
    ), noted as (
      update response_key k set live_since = null, source_at = null, noted_at = current_moment() from wanted w
      where k.listening_post_id = ${post.id} and k.external_id = w.external_id returning k.response_id, k.answered_on
    )
    select ${responseLeaf('r')} as leaf from noted n join response r on r.id = n.response_id and r.answered_on = n.answered_on order by r.id`.execute(
    ctx.db,
  )
  const leaves = noted.map(({ leaf }) => leaf)
  if (leaves.length)
    record(ctx, {
      verb: 'listening_post.responses-received',
      kind: 'listening_post',
      id: post.id,
      title: post.name,
      digest: { rows: leaves.length, merkleRoot: merkleRoot(leaves) },
    })
  return true
}

/** The job: one organisation's trouble keeps no other from its note; all that went wrong is thrown at the end. */
export async function noteResponsesEverywhere() {
  const problems: unknown[] = []
  for (const org of await listOrganisations()) await noteResponses(org).catch((problem) => problems.push(problem))
  if (problems.length) throw new AggregateError(problems, `${problems.length} organisations got no note`)
}
