// What the forms of cases and rules offer to choose from.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

const named = sql`lower(name)`

export async function listOwnerChoices(ctx: Context) {
  return ctx.db.selectFrom('member').where('disabledAt', 'is', null).select(['id', 'name']).orderBy(named).execute()
}

/** Touchpoints, posts, and the steps of journeys as they are, in the order of their maps. */
export async function listPlaceChoices(ctx: Context) {
  const touchpoints = await ctx.db
    .selectFrom('touchpoint')
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(named)
    .execute()
  const steps = await ctx.db
    .selectFrom('journeyStep as s')
    .innerJoin('journeyMap as m', 'm.id', 's.journeyMapId')
    .innerJoin('journey as j', 'j.id', 'm.journeyId')
    .where('s.archivedAt', 'is', null)
    .where('m.archivedAt', 'is', null)
    .where('j.archivedAt', 'is', null)
    .where('m.kind', '=', 'as-is')
    .where('m.state', '=', 'current')
    .select(['s.id', 's.name', 'j.name as journeyName'])
    .orderBy(sql`lower(j.name)`)
    .orderBy('j.id')
    .orderBy('s.position')
    .execute()
  return { touchpoints, steps }
}

export async function listPostChoices(ctx: Context) {
  return ctx.db
    .selectFrom('listeningPost')
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(named)
    .execute()
}

/** Questions that ask for a score, with their post. */
export async function listScoreQuestions(ctx: Context) {
  return ctx.db
    .selectFrom('question as q')
    .innerJoin('listeningPost as p', 'p.id', 'q.listeningPostId')
    .where('q.kind', '=', 'score')
    .where('q.archivedAt', 'is', null)
    .where('p.archivedAt', 'is', null)
    .select(['q.id', 'q.label', 'q.listeningPostId', 'p.name as postName', 'q.scaleLow', 'q.scaleHigh'])
    .orderBy(sql`lower(p.name)`)
    .orderBy('p.id')
    .orderBy('q.number')
    .execute()
}
