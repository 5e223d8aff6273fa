// What a form of this room newly chooses has to exist (else 404) and be in use; what was there before may stay.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'

const choices = {
  ownerId: { table: 'member', gone: 'disabled_at', says: 'This person has left. Choose somebody else.' },
  unitId: { table: 'unit', gone: 'archived_at', says: 'This unit is archived. Choose another one.' },
  personaId: { table: 'persona', gone: 'archived_at', says: 'This persona is archived. Choose another one.' },
  touchpointId: { table: 'touchpoint', gone: 'archived_at', says: 'This touchpoint is archived. Choose another one.' },
} as const
type Chosen = Partial<Record<keyof typeof choices, string | null>>

export async function requireInUse(ctx: Context, chosen: Chosen, before: Chosen = {}) {
  for (const [field, { table, gone, says }] of Object.entries(choices)) {
    const id = chosen[field as keyof Chosen]
    if (!id || id === before[field as keyof Chosen]) continue
    const { rows } = await sql<{ gone: boolean }>`
      select ${sql.ref(gone)} is not null as gone from ${sql.table(table)} where id = ${id}`.execute(ctx.db)
    if (!rows[0]) throw absent()
    if (rows[0].gone) refuse(says, field)
  }
}

/** KPIs newly linked to a step, likewise. */
export async function requireLiveKpis(ctx: Context, ids: readonly string[], before: readonly string[] = []) {
  const asked = ids.filter((id) => !before.includes(id))
  if (!asked.length) return
  const found = await ctx.db.selectFrom('kpi').where('id', 'in', asked).select(['name', 'archivedAt']).execute()
  if (found.length < asked.length) throw absent()
  const gone = found.find(({ archivedAt }) => archivedAt)
  if (gone) refuse(`“${gone.name}” is archived. Choose another KPI.`, 'kpiIds')
}

/** Names to choose from, with the one that is chosen already. */
export async function listChoices(
  ctx: Context,
  table: 'persona' | 'unit' | 'touchpoint' | 'kpi',
  has: readonly string[] = [],
) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table(table)} where archived_at is null or id = any(${has}::uuid[]) order by lower(name), id`.execute(
    ctx.db,
  )
  return rows
}

export async function listOwners(ctx: Context, has: string | null = null) {
  return ctx.db
    .selectFrom('member')
    .where((eb) => eb.or([eb('disabledAt', 'is', null), eb('id', '=', has)]))
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
}
