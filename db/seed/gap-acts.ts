/** Tells how gaps were opened, what they rest on, what became of them, and how one customer's way was laid over a map. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { linkForm } from '#app/evidence/evidence.ts'
import { linkEvidence } from '#app/gaps/gap-evidence.server.ts'
import { newGapForm, stateForm } from '#app/gaps/gap.ts'
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
import type { DemoGap, DemoReconstruction } from './demo/types.ts'
import { evidenceBy, tellLaterEvidence } from './evidence-acts.ts'
import { stepOf } from './observation-acts.ts'
import { type Story, fill, idOf, idOrNone, remember, tell, versionOf } from './story.ts'

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
      ...(await evidenceBy(ctx, story, gap, on)),
    })
    remember(story, 'gap', key, (await createGap(ctx, form)).id)
  })
  tellLaterEvidence(story, gap, on, gap.owner ?? by, (ctx, given) =>
    linkEvidence(ctx, idNow(), fill(linkForm, { ...given })),
  )
  for (const move of gap.moves)
    tell(story, move.on, 'move', move.by, async (ctx) => {
      const version = await versionOf(ctx, 'gap', idNow())
      await moveGap(ctx, idNow(), fill(stateForm, { to: move.to, reason: move.reason, version }))
    })
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
