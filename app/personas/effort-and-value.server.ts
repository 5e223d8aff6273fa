// Effort and budget of initiatives by segment, beside what each segment holds.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { listCountChoices, measuredIn } from './customer-counts.server.ts'
import { type Outlay, byImbalance, spentBySegment } from './effort-and-value.ts'

export const liveStages = ['proposed', 'approved', 'running'] as const

export const effortRules = {
  filters: { stage: ['active', 'idea', 'proposed', 'approved', 'running', 'finished', 'stopped'], count: 'id' },
  sorts: ['imbalance'],
  defaultSort: 'imbalance',
} as const

/** The stages an address asks for; without one, those of initiatives that live. */
export function stagesOf({ filters }: Pick<ListQuery, 'filters'>): string[] {
  const asked = filters.stage ?? ['active']
  return [...new Set(asked.flatMap((stage) => (stage === 'active' ? liveStages : [stage])))]
}

/** Every segment with its shares, the largest imbalance first, and what goes to none; all of it of one count and some stages. */
export async function effortAndValue(ctx: Context, query: Pick<ListQuery, 'filters'>) {
  const counts = await listCountChoices(ctx)
  const count = counts.find(({ id }) => id === query.filters.count?.[0]) ?? counts[0] ?? null
  const found = count ? await measuredIn(ctx, count.id) : []
  const outlays = await listOutlays(ctx, stagesOf(query))
  const spent = spentBySegment(outlays)
  const whole = { effortDays: sumOf(outlays, 'effortDays'), budget: sumOf(outlays, 'budget') }
  const segments = await ctx.db
    .selectFrom('segment')
    .select(['id', 'name', 'share as estimate', 'archivedAt'])
    .execute()
  const rows = segments
    .map(({ archivedAt, ...segment }) => ({ ...segment, archived: archivedAt !== null }))
    .filter(({ id, archived }) => !archived || spent.has(id) || found.some(({ segmentId }) => segmentId === id))
    .map((segment) => ({ ...segment, ...sharesOf(segment.id) }))
  function sharesOf(id: string | null) {
    const measured = found.find(({ segmentId }) => segmentId === id) ?? null
    const { effortDays = 0, budget = 0, initiatives = 0 } = spent.get(id) ?? {}
    return {
      ...{ effortDays, budget, initiatives },
      customers: measured?.customers ?? null,
      share: measured?.share ?? null,
      valueShare: measured?.valueShare ?? null,
      effortShare: whole.effortDays > 0 ? (100 * effortDays) / whole.effortDays : null,
      budgetShare: whole.budget > 0 ? (100 * budget) / whole.budget : null,
    }
  }
  return {
    ...{ count, counts, whole },
    measure: found[0] ?? null,
    rows: byImbalance(rows),
    none: sharesOf(null),
    initiatives: {
      all: outlays.length,
      withoutEffort: outlays.filter(({ effortDays }) => effortDays === null).length,
      withoutBudget: outlays.filter(({ budget }) => budget === null).length,
      withoutSegment: outlays.filter(({ segmentIds }) => !segmentIds.length).length,
    },
  }
}

const sumOf = (outlays: readonly Outlay[], key: 'effortDays' | 'budget') =>
  outlays.reduce((sum, one) => sum + Math.round((one[key] ?? 0) * 100), 0) / 100

/** What each initiative costs and for which segments it works: those of its personas. */
async function listOutlays(ctx: Context, stages: readonly string[]): Promise<Outlay[]> {
  const { rows } = await sql<Outlay>`select i.effort_days as "effortDays", i.budget,
    array(select distinct p.segment_id::text from initiative_persona l join persona p on p.id = l.persona_id
      where l.initiative_id = i.id and p.segment_id is not null order by 1) as "segmentIds"
    from initiative i where i.archived_at is null and i.stage = any(${stages})`.execute(ctx.db)
  return rows
}
