/** Tells the stories of customers: recorded, consented, published and withdrawn, through the commands that users run. */
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { findSource, valuesFrom } from '#app/stories/sources.server.ts'
import { createStory, publishStory, recordConsent, withdrawConsent } from '#app/stories/stories.server.ts'
import { consentForm, newStoryForm, publicationForm, withdrawalForm } from '#app/stories/story.ts'
import type { DemoCustomerStory } from './demo/customer-stories.ts'
import { stepOf } from './observation-acts.ts'
import { type Story, dateOf, fill, idOf, idOrNone, leaderOf, remember, tell, versionOf } from './story.ts'

export function tellCustomerStories(story: Story) {
  for (const one of story.customerStories) tellOne(story, one)
}

function tellOne(story: Story, one: DemoCustomerStory) {
  const { key, title, quote, saying, pseudonym, persona, step, outcome, initiative, owner } = one
  const idNow = () => idOf(story, 'story', key)
  const versionNow = (ctx: Context) => versionOf(ctx, 'story', idNow())
  tell(story, one.recordedOn, 'work', owner, async (ctx) => {
    const form = fill(newStoryForm, {
      ...(saying ? await valuesSaying(ctx, story, saying) : { quote, responseId: '' }),
      ...{ title, pseudonym, outcome, ownerId: idOf(story, 'member', owner) },
      ...{ personaId: idOrNone(story, 'persona', persona ?? null) },
      ...{ initiativeId: idOrNone(story, 'initiative', initiative ?? null) },
      ...(step ? { journeyStepId: await stepOf(ctx, story, step), touchpointId: '' } : {}),
    })
    remember(story, 'story', key, (await createStory(ctx, form)).id)
  })
  const { consent, publishedOn, withdrawn } = one
  if (consent)
    tell(story, consent.on, 'complete', owner, async (ctx) => {
      const endsOn = consent.ends === null ? '' : dateOf(story, consent.ends)
      const { how, outside } = consent
      const values = { givenOn: dateOf(story, consent.on), how, outside, endsOn, version: await versionNow(ctx) }
      await recordConsent(ctx, idNow(), fill(consentForm, values))
    })
  if (publishedOn !== undefined)
    tell(story, publishedOn, 'finish', leaderOf(story), async (ctx) =>
      publishStory(ctx, idNow(), fill(publicationForm, { to: 'published', version: await versionNow(ctx) })),
    )
  if (withdrawn)
    tell(story, withdrawn.on, 'complete', owner, async (ctx) => {
      const values = { on: dateOf(story, withdrawn.on), reason: withdrawn.note, version: await versionNow(ctx) }
      await withdrawConsent(ctx, idNow(), fill(withdrawalForm, values))
    })
}

/** What the form begins with where somebody tells a response as a story. */
async function valuesSaying(ctx: Context, story: Story, words: string) {
  const { rows } = await sql<{ id: string }>`select id from response
    where listening_post_id = ${idOf(story, 'listening post', 'departure-survey')} and withdrawn_at is null
      and texts::text like ${`%${words}%`} order by answered_at desc, id limit 1`.execute(ctx.db)
  if (!rows[0]) throw new Error(`Nobody had said “${words}” by that day.`)
  return valuesFrom(ctx, await findSource(ctx, rows[0].id))
}
