// What the pages for typing values do with a form: from fields to values, and problems back beside their fields.
import type { z } from 'zod'
import { type Context, absent } from '#app/access/context.server.ts'
import { Refusal } from '#app/access/problems.ts'
import { plural } from '#app/ui/format.ts'
import { bandFields } from './kpi.ts'
import { type KpiValues, type RecordedValues, recordManyKpiValues } from './kpi-values.server.ts'
import { type TypedValues, type gridForm, typedCells, typedRows, type valuesForm } from './value-entry.ts'

/** Saves the lines of one KPI's page. Returns what was done, in words. */
export async function saveRows(ctx: Context, kpiId: string, form: z.output<typeof valuesForm>): Promise<string> {
  const kpi = await ctx.db.selectFrom('kpi').where('id', '=', kpiId).select('scoreKind').executeTakeFirst()
  if (!kpi) throw absent()
  const fields = bandFields(kpi.scoreKind)
  const typed = typedRows(form, fields.length ? fields : ['n'], kpi.scoreKind)
  typed.values = typed.values.map((value) => ({ ...value, kpiId }))
  return save(ctx, typed, form.reason)
}

/** Saves the changed cells of a grid, all or none. */
export const saveCells = (ctx: Context, form: z.output<typeof gridForm>) => save(ctx, typedCells(form), form.reason)

async function save(ctx: Context, { values, errors }: TypedValues, reason: string | null): Promise<string> {
  if (Object.keys(errors).length) throw new Refusal('Please look at the marked values.', errors, 400)
  const given = new Map<string, KpiValues>()
  const places = new Map<string, number>()
  for (const { kpiId, at, ...value } of values) {
    if (kpiId === null) continue
    if (!given.has(kpiId)) given.set(kpiId, { kpiId, values: [] })
    given.get(kpiId)!.values.push(value)
    places.set(`${kpiId}/${value.period}`, at)
  }
  const fieldOf = (kpiId: string, period: string, field: string) =>
    `${field === 'period' ? 'value' : field}_${places.get(`${kpiId}/${period}`)}`
  return inWords(await recordManyKpiValues(ctx, [...given.values()], { reason, fieldOf }))
}

function inWords(results: RecordedValues[]): string {
  const sum = (field: 'recorded' | 'restated') => results.reduce((total, result) => total + result[field], 0)
  const [recorded, restated] = [sum('recorded'), sum('restated')]
  if (!recorded && !restated) return 'Nothing changed.'
  const said = [
    recorded && `${plural(recorded, 'value')} recorded`,
    restated && `${plural(restated, 'value')} restated`,
  ]
  return `${said.filter(Boolean).join(', ')}.`
}
