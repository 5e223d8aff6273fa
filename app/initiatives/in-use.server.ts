// Whom and what an initiative may refer to: people who are still there, and what is not archived.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { requireActive } from '#app/action-plans/plan-access.server.ts'
import { requireOpenUnit } from '#app/people/units.server.ts'

interface People {
  ownerId: string | null
  sponsorId: string | null
  unitId: string | null
}

/** Who and which unit is newly named has to be there still; who was named before may stay. */
export async function requirePeople(ctx: Context, form: People, before?: People) {
  const { ownerId, sponsorId } = form
  await requireActive(ctx, { ownerId, sponsorId }, before && { ownerId: before.ownerId, sponsorId: before.sponsorId })
  await requireOpenUnit(ctx, form.unitId, before?.unitId)
}

export interface Links {
  coreValueIds: string[]
  outcomeIds: string[]
  personaIds: string[]
  gapIds: string[]
}

const linked = [
  ['coreValueIds', 'core_value', 'name', 'value'],
  ['outcomeIds', 'outcome', 'title', 'outcome'],
  ['personaIds', 'persona', 'name', 'persona'],
  ['gapIds', 'gap', 'name', 'gap'],
] as const

/** What is newly linked has to exist (else 404) and not be archived; what was linked before may stay. */
export async function requireLinked(ctx: Context, form: Links, before?: Links) {
  for (const [field, table, title, word] of linked) {
    const added = form[field].filter((id) => !before?.[field].includes(id))
    if (!added.length) continue
    const { rows } = await sql<{ title: string; archived: boolean }>`
      select ${sql.ref(title)} as title, archived_at is not null as archived from ${sql.table(table)} where id = any(${added}::uuid[])`.execute(
      ctx.db,
    )
    if (rows.length < added.length) throw absent()
    const gone = rows.find(({ archived }) => archived)
    if (gone) refuse(`The ${word} “${gone.title}” is archived. Take it off, or restore it first.`, field)
  }
}
