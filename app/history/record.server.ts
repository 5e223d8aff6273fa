// Saying what a change was. The rows' own changes are collected by the database; a change without a word does not commit.
import { nextStep } from '#db/database.ts'
import type { Context, HistoryEvent } from '#app/access/context.server.ts'

/** Records what was done to a record, by the context's viewer. `also` lists other records whose timelines show it. */
export function record(ctx: Context, event: HistoryEvent) {
  ctx.events.push({ ...event, reason: event.reason || undefined })
  nextStep(ctx.db)
}
