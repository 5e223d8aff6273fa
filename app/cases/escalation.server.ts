// What is behind one customer's case: the theme it is an example of, the gap that causes it, and the work that closes that.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { maskText } from '#app/imports/masking.ts'
import { caseTitle } from './cases.server.ts'
import type { escalationForm } from './customer-case.ts'

interface Named {
  id: string
  name: string
}

/** Themes and gaps to escalate to, those in use and those it is escalated to already. */
export async function listEscalationChoices(ctx: Context, has: { themeId: string | null; gapId: string | null }) {
  const of = async (table: 'theme' | 'gap', id: string | null) => {
    const { rows } =
      await sql<Named>`select id, name from ${sql.table(table)} where archived_at is null or id = ${id}::uuid
      order by lower(name) limit 1000`.execute(ctx.db)
    return rows
  }
  return { themes: await of('theme', has.themeId), gaps: await of('gap', has.gapId) }
}

/** Says what is behind the case, or takes it back. The customer is owed their answer all the same. */
export async function escalateCase(ctx: Context, id: string, form: z.output<typeof escalationForm>) {
  const row = await lock(ctx, 'customerCase', id)
  authorize(ctx, 'customer_case.handle', row)
  await requireVersion(ctx, row, form.version, ({ themeId, gapId }) => ({
    themeId: themeId ?? '',
    gapId: gapId ?? '',
  }))
  if (row.archivedAt) refuse('This case is archived. Restore it before changing it.')
  const { themeId, gapId } = form
  if (themeId === row.themeId && gapId === row.gapId)
    refuse(
      themeId || gapId ? 'It is escalated there already. Choose another one.' : 'Choose a theme or a gap.',
      'themeId',
    )
  if (themeId !== row.themeId) await requireInUse(ctx, 'theme', themeId)
  if (gapId !== row.gapId) await requireInUse(ctx, 'gap', gapId)
  await ctx.db
    .updateTable('customerCase')
    .set({ themeId, gapId, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: 'customer_case.escalated',
    kind: 'customer_case',
    id,
    title: caseTitle(row),
    reason: form.reason && maskText(form.reason).text,
    also: [
      ...(themeId && themeId !== row.themeId ? [{ kind: 'theme', id: themeId }] : []),
      ...(gapId && gapId !== row.gapId ? [{ kind: 'gap', id: gapId }] : []),
    ],
  })
  return { escalated: Boolean(themeId ?? gapId) }
}

async function requireInUse(ctx: Context, kind: 'theme' | 'gap', id: string | null) {
  if (!id) return
  const { rows } = await sql<{ gone: boolean }>`
    select archived_at is not null as gone from ${sql.table(kind)} where id = ${id}`.execute(ctx.db)
  if (!rows[0]) throw absent()
  if (rows[0].gone) refuse(`This ${kind} is archived. Choose another one.`, `${kind}Id`)
}

/** The initiatives that work on what is behind a case: on its gap, on gaps of its theme, or on gaps that its response is evidence of. */
export async function listWorkOn(
  ctx: Context,
  { gapId, themeId, responseId }: { gapId: string | null; themeId: string | null; responseId: string | null },
): Promise<(Named & { stage: string; ownerName: string | null })[]> {
  const { rows } = await sql<Named & { stage: string; ownerName: string | null }>`
    select i.id, i.name, i.stage, m.name as owner_name from initiative i left join member m on m.id = i.owner_id
    where i.archived_at is null and i.id in (select l.initiative_id from initiative_gap l where l.gap_id = ${gapId}::uuid
      or l.gap_id in (select t.gap_id from gap_theme t where t.theme_id = ${themeId}::uuid)
      or l.gap_id in (select r.gap_id from gap_response r where r.response_id = ${responseId}::uuid))
    order by i.stage in ('finished', 'stopped'), lower(i.name) limit 20`.execute(ctx.db)
  return rows
}
