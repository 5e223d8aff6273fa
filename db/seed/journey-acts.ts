/** Tells how touchpoints and journeys were written down. */
import { newJourneyForm } from '#app/journeys/journey.ts'
import { createJourney } from '#app/journeys/journeys.server.ts'
import { newTouchpointForm } from '#app/journeys/touchpoint.ts'
import { createTouchpoint } from '#app/journeys/touchpoints.server.ts'
import { type Story, fill, idOf, remember, researcherOf, tell } from './story.ts'

export function tellJourneys(story: Story) {
  for (const { key, name, channel, description, owner, unit, recordedOn } of story.touchpoints)
    tell(story, recordedOn, 'define', researcherOf(story), async (ctx) => {
      const ownerId = idOf(story, 'member', owner)
      const form = fill(newTouchpointForm, { name, channel, description, ownerId, unitId: idOf(story, 'unit', unit) })
      remember(story, 'touchpoint', key, (await createTouchpoint(ctx, form)).id)
    })
  for (const { key, name, description, persona, owner, recordedOn } of story.journeys)
    tell(story, recordedOn, 'define', researcherOf(story), async (ctx) => {
      const ids = { personaId: idOf(story, 'persona', persona), ownerId: idOf(story, 'member', owner) }
      const form = fill(newJourneyForm, { name, description, ...ids })
      remember(story, 'journey', key, (await createJourney(ctx, form)).id)
    })
}
