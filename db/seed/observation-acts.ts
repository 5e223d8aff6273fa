/** Tells which visits were planned, what was seen on them and elsewhere, and where nobody went. */
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { newObservationForm } from '#app/observations/observation.ts'
import { createObservation } from '#app/observations/observations.server.ts'
import { completionForm, newVisitForm } from '#app/observations/visit.ts'
import { completeVisit, createVisit } from '#app/observations/visits.server.ts'
import type { DemoObservation, DemoVisit } from './demo/types.ts'
import { type Story, dateOf, fill, idOf, idOrNone, remember, tell, versionOf } from './story.ts'

export function tellObservations(story: Story) {
  for (const visit of story.visits) tellVisit(story, visit)
  for (const observation of story.observations) tellObservation(story, observation)
}

function tellVisit(
  story: Story,
  { key, purpose, step, visitor, plannedBy, plannedOn, due, nothingOn, note }: DemoVisit,
) {
  tell(story, plannedOn, 'plan', plannedBy, async (ctx) => {
    const journeyStepId = await stepOf(ctx, story, step)
    const visitorId = idOf(story, 'member', visitor)
    const form = fill(newVisitForm, { purpose, journeyStepId, visitorId, dueOn: dateOf(story, due) })
    remember(story, 'visit', key, (await createVisit(ctx, form)).id)
  })
  if (nothingOn !== undefined)
    tell(story, nothingOn, 'complete', visitor, async (ctx) => {
      const id = idOf(story, 'visit', key)
      await completeVisit(ctx, id, fill(completionForm, { note, version: await versionOf(ctx, 'visit', id) }))
    })
}

/** Written down when the working day begins, or on the next one where it was seen later. */
function tellObservation(story: Story, seen: DemoObservation) {
  const { key, by, on, time, what, quote, severity, step, touchpoint, place, unit, visit } = seen
  tell(story, writtenOn(seen), 'work', by, async (ctx) => {
    const form = fill(newObservationForm, {
      ...{ what, quote, severity, place, seenOn: dateOf(story, on), seenTime: time },
      journeyStepId: step ? await stepOf(ctx, story, step) : null,
      touchpointId: idOrNone(story, 'touchpoint', touchpoint ?? null),
      unitId: idOrNone(story, 'unit', unit ?? null),
      visitId: idOrNone(story, 'visit', visit ?? null),
    })
    remember(story, 'observation', key, (await createObservation(ctx, form)).id)
  })
}

/** The day on which an observation was written down. */
export const writtenOn = ({ on, time }: Pick<DemoObservation, 'on' | 'time'>) =>
  on < 0 && time < '08:30' ? on : Math.min(0, on + 1)

/** The step of a journey's map as it is, or as it is to be, that was in force on the day of the act. */
export async function stepOf(ctx: Context, story: Story, step: string, kind: 'as-is' | 'to-be' = 'as-is') {
  const [journey] = step.split(' ')
  const { rows } = await sql<{ id: string }>`select id from journey_step
    where journey_map_id = ${idOf(story, 'journey_map', `${journey} ${kind}`)} and line_id = ${idOf(story, 'line', step)}
      and archived_at is null`.execute(ctx.db)
  if (!rows[0]) throw new Error(`The map of ${journey} ${kind} has no step “${step}”.`)
  return rows[0].id
}
