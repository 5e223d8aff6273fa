// What tests of KPIs share: the fields of a new KPI, and a KPI with an owner.
import type { z } from 'zod'
import type { newKpiForm } from '#app/kpis/kpi.ts'
import { createKpi } from '#app/kpis/kpis.server.ts'
import type { Person, World } from '#tests/support/world.ts'

type KpiInput = z.output<typeof newKpiForm>

let count = 0

export const kpiInput = (given: Partial<KpiInput> = {}): KpiInput => ({
  name: `KPI ${++count}`,
  kind: 'perception',
  definition: 'What customers say.',
  formula: null,
  unit: null,
  decimals: 1,
  scoreKind: 'amount',
  direction: 'up',
  frequency: 'monthly',
  source: null,
  ownerId: null,
  ...given,
})

/** The clock of these tests stands on 20 January 2026, in Berlin. */
export const clock = new Date('2026-01-20T10:00:00Z')

/** A KPI of this owner, added by the CX leader on 20 January 2026. */
export async function addKpi(w: World, owner: Person | null, given: Partial<KpiInput> = {}): Promise<string> {
  const { id } = await w.as(
    w.lea,
    (ctx) => createKpi(ctx, kpiInput({ ownerId: owner?.memberId ?? null, ...given })),
    clock,
  )
  return id
}

/** What a command refused, or null where it went through. */
export async function refusalOf(
  work: Promise<unknown>,
): Promise<{ status?: number; message?: string; errors?: Record<string, string> } | null> {
  try {
    await work
    return null
  } catch (problem) {
    return problem as { status?: number; message?: string; errors?: Record<string, string> }
  }
}
