/** Tells how gaps were opened, what they rest on, what became of them, and how one customer's way was laid over a map. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { linkEvidence } from '#app/gaps/evidence.server.ts'
import { linkForm, newGapForm, stateForm } from '#app/gaps/gap.ts'
import { createGap, moveGap } from '#app/gaps/gaps.server.ts'
import { confirmationForm, mismatchesOf, newReconstructionForm } from '#app/reconstructions/reconstruction.ts'
import {
  createReconstruction,
  gapOf,
  layOut,
  listEvents,
  listMapSteps,
  placeEvents,
} from '#app/reconstructions/reconstructions.server.ts'
import type { Day, DemoGap, DemoReconstruction } from './demo/types.ts'
import { stepOf, writtenOn } from './observation-acts.ts'
import { type Story, fill, grouped, idOf, idOrNone, remember, tell, versionOf } from './story.ts'

export function tellGaps(story: Story) {
  for (const gap of story.gaps) tellGap(story, gap)
  for (const one of story.reconstructions) tellReconstruction(story, one)
}

function tellGap(story: Story, gap: DemoGap) {
  const { key, name, description, by, on, steps, barrier, size, value, effort } = gap
  const idNow = () => idOf(story, 'gap', key)
  tell(story, on, 'define', by, async (ctx) => {
    const at = (step: string, kind: 'as-is' | 'to-be') => stepOf(ctx, story, `${steps!.journey} ${step}`, kind)
    const form = fill(newGapForm, {
      ...{ name, description, barrier, size, value, effort },
      asIsStepId: steps ? await at(steps.asIs, 'as-is') : null,
      toBeStepId: steps?.toBe ? await at(steps.toBe, 'to-be') : null,
      touchpointId: idOrNone(story, 'touchpoint', gap.touchpoint ?? null),
      personaId: idOrNone(story, 'persona', gap.persona ?? null),
      segmentId: idOrNone(story, 'segment', gap.segment ?? null),
      ownerId: idOrNone(story, 'member', gap.owner),
      observationIds: evidenceBy(story, gap, on).observations,
      themeIds: evidenceBy(story, gap, on).themes,
      responseIds: await responsesSaying(ctx, story, gap),
    })
    remember(story, 'gap', key, (await createGap(ctx, form)).id)
  })
  // What came to light later is linked two days after it was written down, by whoever answers for the gap.
  const later = [
    ...(gap.observations ?? []).map((one) => ({ kind: 'observationIds', noun: 'observation', one })),
    ...(gap.themes ?? []).map((one) => ({ kind: 'themeIds', noun: 'theme', one })),
  ].filter(({ noun, one }) => knownOn(story, noun, one) >= on)
  for (const [day, links] of grouped(later, ({ noun, one }) => Math.min(0, knownOn(story, noun, one) + 2)))
    tell(story, day, 'link', gap.owner ?? by, (ctx) => {
      const idsOf = (kind: string) =>
        links.filter((link) => link.kind === kind).map(({ noun, one }) => idOf(story, noun, one))
      const form = { observationIds: idsOf('observationIds'), themeIds: idsOf('themeIds'), responseIds: [] }
      return linkEvidence(ctx, idNow(), fill(linkForm, form))
    })
  for (const move of gap.moves)
    tell(story, move.on, 'move', move.by, async (ctx) => {
      const version = await versionOf(ctx, 'gap', idNow())
      await moveGap(ctx, idNow(), fill(stateForm, { to: move.to, reason: move.reason, version }))
    })
}

/** The day on which an observation was written down, or a theme found. */
export function knownOn(story: Pick<Story, 'observations' | 'themes'>, noun: string, key: string): Day {
  const seen = story.observations.find((one) => one.key === key)
  const day = noun === 'theme' ? story.themes.find((one) => one.key === key)?.foundOn : seen && writtenOn(seen)
  if (day === undefined) throw new Error(`There is no ${noun} “${key}”.`)
  return day
}

const evidenceBy = (story: Story, gap: DemoGap, day: Day) => ({
  observations: (gap.observations ?? [])
    .filter((key) => knownOn(story, 'observation', key) < day)
    .map((key) => idOf(story, 'observation', key)),
  themes: (gap.themes ?? [])
    .filter((key) => knownOn(story, 'theme', key) < day)
    .map((key) => idOf(story, 'theme', key)),
})

/** Responses to the survey that say what the gap is about. */
async function responsesSaying(ctx: Context, story: Story, { key, saying = [] }: DemoGap): Promise<string[]> {
  const found: string[] = []
  for (const { words, most } of saying) {
    const { rows } = await sql<{ id: string }>`select id from response
      where listening_post_id = ${idOf(story, 'listening post', 'departure-survey')} and withdrawn_at is null
        and texts::text like ${`%${words}%`} order by answered_at desc, id limit ${most}`.execute(ctx.db)
    if (!rows.length) throw new Error(`Nobody had said “${words}” by the day of the gap ${key}.`)
    found.push(...rows.map(({ id }) => id))
  }
  return found
}

function tellReconstruction(story: Story, one: DemoReconstruction) {
  const { key, pseudonym, journey, note, by, on, file, text, offMap, gap } = one
  const idNow = () => idOf(story, 'reconstruction', key)
  tell(story, on, 'define', by, async (ctx) => {
    const journeyId = idOf(story, 'journey', journey)
    const form = fill(newReconstructionForm, { pseudonym, journeyId, note })
    const { id } = await createReconstruction(ctx, form, fileOf(file, text(story.today)))
    remember(story, 'reconstruction', key, id)
    await layOut(ctx, id, fill(confirmationForm, { version: await versionOf(ctx, 'reconstruction', id) }))
  })
  tell(story, offMap.on, 'define', by, async (ctx) => {
    const placed = (await listEvents(ctx, idNow())).map(({ what, journeyStepId }, at) => [
      `step_${at}`,
      what === offMap.event ? null : journeyStepId,
    ])
    const version = await versionOf(ctx, 'reconstruction', idNow())
    await placeEvents(ctx, idNow(), { ...Object.fromEntries(placed), version })
  })
  tell(story, gap.on, 'define', by, async (ctx) => {
    const steps = await listMapSteps(ctx, idOf(story, 'journey', journey))
    const step = await stepOf(ctx, story, `${journey} ${gap.mismatch.step}`)
    const found = mismatchesOf(await listEvents(ctx, idNow()), steps).find(
      ({ kind, stepId }) => kind === gap.mismatch.kind && stepId === step,
    )
    if (!found) throw new Error(`What ${pseudonym} went through has no such mismatch.`)
    remember(story, 'gap', key, (await gapOf(ctx, idNow(), { mismatch: found.key })).id)
  })
}

/** A file as the form brings it. */
export function fileOf(filename: string, text: string) {
  const bytes = Buffer.from(text)
  return {
    filename,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    open: ({ start = 0, end = bytes.length - 1 } = {}) => Readable.from([bytes.subarray(start, end + 1)]),
  }
}
