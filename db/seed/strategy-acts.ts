/** Tells how the strategy was written: visions, values, pillars, outcomes with their ratings, segments and personas. */
import { newCoreValueForm } from '#app/vision/core-value.ts'
import { createCoreValue } from '#app/vision/core-values.server.ts'
import { newOutcomeForm } from '#app/vision/outcome.ts'
import { createOutcome } from '#app/vision/outcomes.server.ts'
import { newPillarForm } from '#app/vision/pillar.ts'
import { createPillar } from '#app/vision/pillars.server.ts'
import { ratingForm } from '#app/vision/rating.ts'
import { rateOutcome } from '#app/vision/ratings.server.ts'
import { newVisionForm, proposalForm, ratificationForm } from '#app/vision/vision.ts'
import { createVision, proposeVision, ratifyVision } from '#app/vision/visions.server.ts'
import { newPersonaForm, reviewForm } from '#app/personas/persona.ts'
import { createPersona, reviewPersona } from '#app/personas/personas.server.ts'
import { newSegmentForm } from '#app/personas/segment.ts'
import { createSegment } from '#app/personas/segments.server.ts'
import type { DemoOutcome, DemoPersona, DemoVision } from './demo/types.ts'
import { type Story, dateOf, fill, idOf, idOrNone, leaderOf, remember, researcherOf, tell, versionOf } from './story.ts'

export function tellStrategy(story: Story) {
  for (const vision of story.visions) tellVision(story, vision)
  tellValues(story)
  tellPillars(story)
  for (const outcome of story.outcomes) tellOutcome(story, outcome)
  tellSegments(story)
  for (const persona of story.personas) tellPersona(story, persona)
}

function tellVision(story: Story, vision: DemoVision) {
  const key = String(vision.number)
  const { statement, brandPromise, reason, proposedOn, ratifiedOn, ratifiedBy, effectiveOn } = vision
  tell(story, vision.draftedOn, 'define', vision.draftedBy, async (ctx) => {
    remember(
      story,
      'vision',
      key,
      (await createVision(ctx, fill(newVisionForm, { statement, brandPromise, reason }))).id,
    )
  })
  if (proposedOn === null) return
  tell(story, proposedOn, 'decide', vision.draftedBy, async (ctx) => {
    const id = idOf(story, 'vision', key)
    await proposeVision(ctx, id, fill(proposalForm, { version: await versionOf(ctx, 'vision', id) }))
  })
  if (ratifiedOn === null || ratifiedBy === null || effectiveOn === null) return
  tell(story, ratifiedOn, 'decide', ratifiedBy, async (ctx) => {
    const id = idOf(story, 'vision', key)
    const version = await versionOf(ctx, 'vision', id)
    await ratifyVision(ctx, id, fill(ratificationForm, { effectiveOn: dateOf(story, effectiveOn), version }))
  })
}

/** The values are those of the workshops in which the first vision was drafted. */
function tellValues(story: Story) {
  const day = story.visions[0]!.draftedOn + 2
  for (const { key, name, meaning, dos, donts } of story.values)
    tell(story, day, 'define', leaderOf(story), async (ctx) => {
      const form = fill(newCoreValueForm, { name, meaning, dos: dos.join('\n'), donts: donts.join('\n') })
      remember(story, 'core_value', key, (await createCoreValue(ctx, form)).id)
    })
}

/** Pillars are set up when the first outcome is about to be written; without outcomes, after the first vision. */
function tellPillars(story: Story) {
  const first = Math.min(...story.outcomes.map((outcome) => outcome.recordedOn))
  const day = Number.isFinite(first) ? first - 2 : story.visions[0]!.ratifiedOn! + 4
  for (const { key, name, description } of story.pillars)
    tell(story, day, 'define', leaderOf(story), async (ctx) => {
      remember(story, 'pillar', key, (await createPillar(ctx, fill(newPillarForm, { name, description }))).id)
    })
}

function tellOutcome(story: Story, outcome: DemoOutcome) {
  const { key, title, description, horizon, what, how } = outcome
  tell(story, outcome.recordedOn, 'define', leaderOf(story), async (ctx) => {
    const form = fill(newOutcomeForm, {
      title,
      description,
      horizon,
      pillarId: idOf(story, 'pillar', outcome.pillar),
      whatKpiId: idOrNone(story, 'kpi', what?.kpi ?? null),
      whatTarget: what?.target,
      howQuestion: how,
      ownerId: idOrNone(story, 'member', outcome.owner),
    })
    remember(story, 'outcome', key, (await createOutcome(ctx, form)).id)
  })
  for (const { on, by, rating, comment } of outcome.ratings)
    tell(story, on, 'measure', by, (ctx) =>
      rateOutcome(ctx, idOf(story, 'outcome', key), fill(ratingForm, { rating, comment })),
    )
}

function tellSegments(story: Story) {
  const day = Math.min(...story.personas.map((persona) => persona.recordedOn)) - 6
  for (const { key, name, description, sizeShare, currentValue, potentialValue, notes } of story.segments)
    tell(story, day, 'define', researcherOf(story), async (ctx) => {
      const worth = { currentValue, potentialValue, valueNote: notes }
      const form = fill(newSegmentForm, { name, description, share: sizeShare, ...worth })
      remember(story, 'segment', key, (await createSegment(ctx, form)).id)
    })
}

/** Written by the researcher and looked at by its owner on the day that was agreed. */
function tellPersona(story: Story, persona: DemoPersona) {
  const { key, name, summary, quote, needs, expectations, goals, challenges } = persona
  tell(story, persona.recordedOn, 'define', researcherOf(story), async (ctx) => {
    const form = fill(newPersonaForm, {
      name,
      summary,
      quote,
      needs: needs.join('\n'),
      expectations: expectations.join('\n'),
      goals: goals.join('\n'),
      challenges: challenges.join('\n'),
      segmentId: idOf(story, 'segment', persona.segment),
      ownerId: idOf(story, 'member', persona.owner),
      reviewBy: dateOf(story, persona.reviewedOn),
    })
    remember(story, 'persona', key, (await createPersona(ctx, form)).id)
  })
  tell(story, persona.reviewedOn, 'measure', persona.owner, async (ctx) => {
    const id = idOf(story, 'persona', key)
    const version = await versionOf(ctx, 'persona', id)
    await reviewPersona(ctx, id, fill(reviewForm, { reviewBy: dateOf(story, persona.reviewBy), version }))
  })
}
