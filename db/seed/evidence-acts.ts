/** What gaps, delights and pains rest on, as it was known on a day. */
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import type { Evidence } from '#app/evidence/evidence.server.ts'
import type { Day, DemoEvidence, Key } from './demo/types.ts'
import { writtenOn } from './observation-acts.ts'
import { type Story, grouped, idOf, tell } from './story.ts'

/** The day on which an observation was written down, or a theme found. */
export function knownOn(story: Pick<Story, 'observations' | 'themes'>, noun: string, key: string): Day {
  const seen = story.observations.find((one) => one.key === key)
  const day = noun === 'theme' ? story.themes.find((one) => one.key === key)?.foundOn : seen && writtenOn(seen)
  if (day === undefined) throw new Error(`There is no ${noun} “${key}”.`)
  return day
}

/** What was known before a day, by the fields of a form. */
export async function evidenceBy(ctx: Context, story: Story, { observations, themes, saying }: DemoEvidence, day: Day) {
  const known = (noun: string, keys: Key[] = []) =>
    keys.filter((key) => knownOn(story, noun, key) < day).map((key) => idOf(story, noun, key))
  return {
    observationIds: known('observation', observations),
    themeIds: known('theme', themes),
    responseIds: await responsesSaying(ctx, story, saying),
  }
}

/** What came to light later is linked two days after it was written down. */
export function tellLaterEvidence(
  story: Story,
  { observations = [], themes = [] }: DemoEvidence,
  on: Day,
  by: Key,
  link: (ctx: Context, given: Evidence) => Promise<unknown>,
) {
  const later = [
    ...observations.map((one) => ({ kind: 'observationIds', noun: 'observation', one })),
    ...themes.map((one) => ({ kind: 'themeIds', noun: 'theme', one })),
  ].filter(({ noun, one }) => knownOn(story, noun, one) >= on)
  for (const [day, links] of grouped(later, ({ noun, one }) => Math.min(0, knownOn(story, noun, one) + 2)))
    tell(story, day, 'link', by, (ctx) => {
      const idsOf = (kind: string) =>
        links.filter((one) => one.kind === kind).map(({ noun, one }) => idOf(story, noun, one))
      return link(ctx, { observationIds: idsOf('observationIds'), themeIds: idsOf('themeIds'), responseIds: [] })
    })
}

/** Responses to the survey that say these words, the newest of that day. */
async function responsesSaying(ctx: Context, story: Story, saying: DemoEvidence['saying'] = []): Promise<string[]> {
  const found: string[] = []
  for (const { words, most } of saying) {
    const { rows } = await sql<{ id: string }>`select id from response
      where listening_post_id = ${idOf(story, 'listening post', 'departure-survey')} and withdrawn_at is null
        and texts::text like ${`%${words}%`} order by answered_at desc, id limit ${most}`.execute(ctx.db)
    if (!rows.length) throw new Error(`Nobody had said “${words}” by that day.`)
    found.push(...rows.map(({ id }) => id))
  }
  return found
}
