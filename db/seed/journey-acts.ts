/** Tells how touchpoints and journeys were written down, and their maps drawn. */
import type { Context } from '#app/access/context.server.ts'
import { newJourneyForm } from '#app/journeys/journey.ts'
import {
  currentMapForm,
  editStepForm,
  newMapForm,
  newPhaseForm,
  newStepForm,
  stepRatingForm,
  stepWordsForm,
} from '#app/journeys/journey-map.ts'
import { createJourney } from '#app/journeys/journeys.server.ts'
import { listPhases } from '#app/journeys/map-page.server.ts'
import { createMap, makeMapCurrent } from '#app/journeys/maps.server.ts'
import { createPhase } from '#app/journeys/phases.server.ts'
import { archiveStep, createStep, editStep, editStepWords, rateStep } from '#app/journeys/steps.server.ts'
import { newTouchpointForm } from '#app/journeys/touchpoint.ts'
import { createTouchpoint } from '#app/journeys/touchpoints.server.ts'
import type { DemoMap, DemoStep } from './demo/types.ts'
import { type Story, fill, idOf, idOrNone, remember, researcherOf, tell, versionOf } from './story.ts'

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
  for (const map of story.maps) tellMap(story, map)
}

/** A map's key is its journey and kind: the newest version told so far. Its steps are found by the keys of the first map they stand in. */
function tellMap(story: Story, map: DemoMap) {
  const key = `${map.journey} ${map.kind}`
  tell(story, map.recordedOn, 'define', map.by, async (ctx) => {
    const journeyId = idOf(story, 'journey', map.journey)
    const copyOf = map.phases
      ? null
      : (story.ids.get(`journey_map ${key}`) ?? idOf(story, 'journey_map', `${map.journey} as-is`))
    const { id } = await createMap(
      ctx,
      journeyId,
      fill(newMapForm, { kind: map.kind, copyOfId: copyOf, reason: map.reason }),
    )
    if (map.currentOn !== null) remember(story, 'journey_map', key, id)
    remember(story, 'journey_map', `${key} ${map.recordedOn}`, id)
    for (const { name, steps } of map.phases ?? []) {
      const phase = await createPhase(ctx, journeyId, id, fill(newPhaseForm, { name }))
      for (const step of steps) await addStep(ctx, story, { journeyId, id }, map, step, { phaseId: phase.id })
    }
    if (!map.phases) await changeCopy(ctx, story, { journeyId, id }, map)
  })
  if (map.currentOn === null) return
  tell(story, map.currentOn, 'decide', map.by, async (ctx) => {
    const id = idOf(story, 'journey_map', `${key} ${map.recordedOn}`)
    const version = await versionOf(ctx, 'journey_map', id)
    await makeMapCurrent(ctx, idOf(story, 'journey', map.journey), id, fill(currentMapForm, { version }))
  })
}

interface At {
  phaseId: string
  after?: string
}

async function addStep(
  ctx: Context,
  story: Story,
  map: { journeyId: string; id: string },
  { journey }: DemoMap,
  step: DemoStep,
  at: At,
) {
  const words = { name: step.name, description: step.does }
  const { id } = await createStep(ctx, map.journeyId, map.id, fill(newStepForm, { ...words, ...at }))
  remember(story, 'line', `${journey} ${step.key}`, id)
  if (!story.ids.has(`journey_step ${journey} ${step.key}`))
    remember(story, 'journey_step', `${journey} ${step.key}`, id)
  const links = {
    touchpointId: idOf(story, 'touchpoint', step.touchpoint),
    ownerId: idOrNone(story, 'member', step.owner ?? null),
    kpiIds: step.kpis.map((kpi) => idOf(story, 'kpi', kpi)),
  }
  await editStep(ctx, id, fill(editStepForm, { ...words, ...links, version: 1 }))
  if (step.rating) await rate(ctx, id, step.rating, { evidenceGrade: step.grade, ratingNote: step.note, version: 2 })
}

async function rate(
  ctx: Context,
  id: string,
  [success, effort, emotion]: [number, number, number],
  rest: { evidenceGrade: string; ratingNote: string; version: number },
) {
  await rateStep(ctx, id, fill(stepRatingForm, { success, effort, emotion, ...rest }))
}

async function changeCopy(ctx: Context, story: Story, map: { journeyId: string; id: string }, told: DemoMap) {
  const phases = await listPhases(ctx, map)
  const found = (key: string) => {
    const line = idOf(story, 'line', `${told.journey} ${key}`)
    for (const phase of phases)
      for (const step of phase.steps) if (step.lineId === line) return { step, phaseId: phase.id }
    throw new Error(`There is no step “${key}” in this map.`)
  }
  for (const [key, { name, does, rating }] of Object.entries(told.change ?? {})) {
    const { step } = found(key)
    const words = { name: name ?? step.name, description: does ?? step.description }
    await editStepWords(ctx, step.id, fill(stepWordsForm, { ...words, version: 1 }))
    if (rating) await rate(ctx, step.id, rating, { evidenceGrade: 'assumed', ratingNote: '', version: 2 })
  }
  for (const key of told.drop ?? [])
    await archiveStep(ctx, found(key).step.id, { reason: 'Not needed any more.', version: 1 })
  for (const { after, step } of told.add ?? []) {
    const place = found(after)
    await addStep(ctx, story, map, told, step, { phaseId: place.phaseId, after: place.step.id })
  }
}
