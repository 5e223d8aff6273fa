// Asking for work later, in the same transaction as the change that wants it.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

/** Asks for a job that commits with this transaction. The same key replaces a job that has not run yet. */
export async function enqueue(
  ctx: Context,
  task: string,
  payload: object,
  { key, runAt }: { key?: string; runAt?: Date } = {},
) {
  const full = JSON.stringify({ ...payload, org: ctx.org.slug })
  await sql`select jobs.enqueue(${task}, ${full}::json, ${key ?? null}, ${runAt ?? null})`.execute(ctx.db)
}
