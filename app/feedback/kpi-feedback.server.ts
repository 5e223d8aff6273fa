// KPIs computed from feedback: what they are computed from, and the job that writes their values through the KPIs' own commands.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion } from '#app/access/change.server.ts'
import { type Context, absent, actingAsSystem, authorize, newId } from '#app/access/context.server.ts'
import { Conflict, refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { enqueue } from '#app/jobs/enqueue.server.ts'
import { listOrganisations } from '#app/jobs/tidy.server.ts'
import { facetOf } from '#app/kpis/computed.ts'
import { askForKpis, findComputed } from '#app/kpis/computed.server.ts'
import { kpisChanged } from '#app/kpis/kpi-standings.server.ts'
import { type SeenValue, recordKpiValues, withdrawComputedValues } from '#app/kpis/kpi-values.server.ts'
import { type Frequency, addDays, periodOf } from '#app/kpis/period.ts'
import { fits, type kpiFeedbackForm } from './kpi-feedback.ts'
import { type Sums, deviationOf, scoreOfSums } from './score.ts'
import { readSeries } from './scores.server.ts'

/** Has a KPI computed from feedback from now on, or from something else than before. */
export async function computeKpiFromFeedback(ctx: Context, kpiId: string, form: z.output<typeof kpiFeedbackForm>) {
  const kpi = await lock(ctx, 'kpi', kpiId)
  authorize(ctx, 'kpi.edit', kpi)
  if (kpi.archivedAt) refuse('This KPI is archived. Restore it before changing it.')
  const { version, ...fields } = form
  const from = { ...fields, language: fields.language ?? '' }
  if (
    [from.touchpointId, from.segmentId, from.personaId, from.unitId, from.themeId, from.language || null].filter(
      Boolean,
    ).length > 1
  )
    refuse(
      'Choose at most one of touchpoint, segment, persona, unit, theme and language: the sums are kept by each of them alone.',
    )
  const question = await ctx.db
    .selectFrom('question')
    .where('id', '=', form.questionId)
    .select('scoreKind')
    .executeTakeFirst()
  if (!question) throw absent()
  if (!fits(question.scoreKind ?? '', kpi.scoreKind))
    refuse(
      'This question’s scores are of another kind than the KPI’s values. Choose another question, or edit the KPI.',
      'questionId',
    )
  const before = await ctx.db
    .selectFrom('kpiFeedback')
    .where('kpiId', '=', kpiId)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()
  if ((before?.version ?? 0) !== version) throw new Conflict(before?.version ?? 0, {})
  if (before)
    await ctx.db
      .updateTable('kpiFeedback')
      .set({ ...from, ...nextVersion(ctx, before) })
      .where('id', '=', before.id)
      .execute()
  else
    await ctx.db
      .insertInto('kpiFeedback')
      .values({ id: newId(ctx), kpiId, ...from, setBy: ctx.viewer.memberId || null })
      .execute()
  record(ctx, { verb: 'kpi.computed-from-feedback', kind: 'kpi', id: kpiId, title: kpi.name })
  await kpisChanged(ctx, kpiId)
  await askForKpis(ctx)
}

/** Ends it: values so far stay, and people record them again. */
export async function endKpiFeedback(ctx: Context, kpiId: string, form: { version: number; reason: string }) {
  const kpi = await lock(ctx, 'kpi', kpiId)
  authorize(ctx, 'kpi.edit', kpi)
  const row = await ctx.db
    .selectFrom('kpiFeedback')
    .where('kpiId', '=', kpiId)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()
  if (!row) refuse('This KPI is not computed from feedback.')
  if (row.version !== form.version) throw new Conflict(row.version, {})
  await ctx.db.deleteFrom('kpiFeedback').where('id', '=', row.id).execute()
  await kpisChanged(ctx, kpiId)
  record(ctx, { verb: 'kpi.recorded-by-hand-again', kind: 'kpi', id: kpiId, title: kpi.name, reason: form.reason })
}

// ── Computing ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The nightly job for every organisation; it also takes up recounts that were asked for and got lost with a restore. */
export async function computeKpisEverywhere() {
  for (const org of await listOrganisations())
    await actingAsSystem(org, async (ctx) => {
      await askForKpis(ctx)
      const { rows } = await sql<{ question: string }>`select question_id as question from score_recount`.execute(
        ctx.db,
      )
      for (const { question } of rows)
        await enqueue(ctx, 'recount-scores', { question }, { key: `recount-scores ${question}` })
    })
}

/** The job: each computed KPI in a transaction of its own. Running it again changes nothing. */
export async function computeKpis({ org: slug }: { org: string }) {
  const ids = await actingAsSystem({ slug }, async ({ db }) => {
    const { rows } = await sql<{
      kpiId: string
    }>`select f.kpi_id from kpi_feedback f join kpi k on k.id = f.kpi_id where k.archived_at is null order by 1`.execute(
      db,
    )
    return rows.map(({ kpiId }) => kpiId)
  })
  for (const id of ids) await actingAsSystem({ slug }, (ctx) => computeKpi(ctx, id))
}

/**
 * Writes what the sums say of every period that is over; the one that runs is left out, as a value that still grows would be read as one.
 * A closed period that late responses changed is restated: both values stay on record. One that nobody answers any more loses its value.
 */
export async function computeKpi(ctx: Context, kpiId: string) {
  const [kpi, from] = [await lock(ctx, 'kpi', kpiId), await findComputed(ctx, kpiId)]
  if (!from || kpi.archivedAt) return
  const frequency = kpi.frequency as Frequency
  const last = addDays(periodOf(ctx.today, frequency), -1)
  const [series] = await readSeries(ctx, {
    question: from.questionId,
    ...facetOf(from),
    frequency,
    from: '1990-01-01',
    to: last,
  })
  const periods = [...(series?.periods ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
  const values = periods
    .map(([period, sums]) => valueOf(kpi, from.scoreKind, period, sums))
    .filter((value) => value !== null)
  await withdrawComputedValues(
    ctx,
    kpi,
    periods.map(([period]) => period),
  )
  for (let at = 0; at < values.length; at += 500)
    await recordKpiValues(ctx, kpiId, values.slice(at, at + 500), { source: 'computed', reason: lateReason })
}

const lateReason = 'Responses arrived late, were withdrawn, or are counted differently.'

function valueOf(kpi: { scoreKind: string; unit: string }, kind: string, period: string, sums: Sums): SeenValue | null {
  const score = scoreOfSums({ scoreKind: kind }, sums)
  if (!score) return null
  const value = kind === 'csat' && kpi.unit.trim() !== '%' ? score.value / 100 : score.value
  const rounded = (x: number) => Math.round(x * 1e8) / 1e8
  const counts =
    kind === 'nps' ? { promoters: sums.promoters, detractors: sums.detractors } : { promoters: null, detractors: null }
  const deviation = deviationOf(sums)
  return {
    period,
    value: kind === 'nps' ? Math.round(value * 1e4) / 1e4 : rounded(value),
    n: sums.n,
    sd: kind === 'ces' || kind === 'mean' ? deviation && rounded(deviation) : null,
    ...counts,
  }
}
