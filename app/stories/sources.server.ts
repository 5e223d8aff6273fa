// The response that a story begins with: what may be read of it, and where it was given.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { type Restricted, readableList, restrictionOf } from '#app/access/readable-texts.server.ts'
import { placeOf } from '#app/cases/case-place.server.ts'
import { mostQuote } from './story.ts'

interface Source {
  id: string
  answeredOn: string
  postName: string
  listeningPostId: string
  touchpointId: string | null
  personaId: string | null
  texts: string[]
  restricted: Restricted | null
}

/** A response in use, with its words as far as the viewer may read them; 404 where there is none. */
export async function findSource(ctx: Context, responseId: string): Promise<Source> {
  const { rows } = await sql<Source>`
    select r.id, r.answered_on, l.name as post_name, r.listening_post_id, r.touchpoint_id, r.persona_id,
      ${readableList(ctx)} as texts, ${restrictionOf(ctx)} as restricted
    from response r join listening_post l on l.id = r.listening_post_id where r.id = ${responseId} and r.withdrawn_at is null`.execute(
    ctx.db,
  )
  if (!rows[0]) throw absent()
  return rows[0]
}

/** What the form of a story about a response begins with: its words, where it was given and by whom. */
export async function valuesFrom(ctx: Context, source: Source) {
  const place = await placeOf(ctx, { ...source, journeyStepId: null })
  return {
    responseId: source.id,
    quote: [...source.texts.join('\n\n')].slice(0, mostQuote).join(''),
    personaId: source.personaId ?? '',
    journeyStepId: place.journeyStepId ?? '',
    touchpointId: place.touchpointId ?? source.touchpointId ?? '',
  }
}

/** The response that a story was taken from, where it is still there to be read. */
export async function findOrigin(ctx: Context, storyId: string) {
  const { rows } = await sql<{ id: string; answeredOn: string; postName: string }>`
    select r.id, r.answered_on, l.name as post_name from story s join response r on r.id = s.response_id and r.answered_on = s.answered_on
    join listening_post l on l.id = r.listening_post_id where s.id = ${storyId} and r.withdrawn_at is null`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}
