// Recording and restating values: one path for typed grids, the update form of a plan, imports and seeds.
import { sql } from 'kysely'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { Refusal } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { formatMoment, formatValue, plural } from '#app/ui/format.ts'
import { type Figures, type ValueField, type ValueInput, sameFigures, valueProblems } from './kpi.ts'
import { refuseComputed } from './computed.server.ts'
import { kpisChanged } from './kpi-standings.server.ts'

export type ValueSource = 'typed' | 'imported' | 'update' | 'computed'

/** `seenVersion`: the version the writer saw in this cell (0: empty), so that nobody overwrites what they did not see. */
export interface SeenValue extends ValueInput {
  seenVersion?: number
}

export interface KpiValues {
  kpiId: string
  values: SeenValue[]
}

export interface RecordOptions {
  /** Why earlier values are restated; asked for only when some are. */
  reason?: string | null
  source?: ValueSource
  importId?: string | null
  /**
   * What allows the values: `kpi.record` on each KPI (the default), or the update of a plan that asks for its KPI. Then the caller
   * has authorized the update, and whoever may write it gives the value with it, whoever owns the KPI.
   */
  allowedBy?: 'kpi.record' | 'plan update'
  /** Names the form's field that a problem belongs beside; else `<period>.<field>`. */
  fieldOf?: (kpiId: string, period: string, field: ValueField) => string
}

export interface RecordedValues {
  kpiId: string
  recorded: number
  restated: number
  /** Values that stood there already. */
  unchanged: number
  /** The value of each period given, new or not, in the order given. */
  ids: string[]
}

/**
 * Records or restates values of one KPI and brings its standing up to date, with one event. Refuses all of them where one is
 * wrong, or where values would be restated without a reason; what is there already is left alone.
 */
export async function recordKpiValues(
  ctx: Context,
  kpiId: string,
  values: SeenValue[],
  options: RecordOptions = {},
): Promise<RecordedValues> {
  const [recorded] = await recordManyKpiValues(ctx, [{ kpiId, values }], options)
  return recorded!
}

/** The same for several KPIs at once, all or nothing; the number of statements does not grow with them. */
export async function recordManyKpiValues(
  ctx: Context,
  given: KpiValues[],
  options: RecordOptions = {},
): Promise<RecordedValues[]> {
  const kpis = await lockKpis(ctx, given, options)
  if (options.source !== 'computed')
    await refuseComputed(
      ctx,
      given.map(({ kpiId }) => kpiId),
    )
  const stored = await storedValues(ctx, given)
  const plans = given.map(({ kpiId, values }) => planOf(ctx, kpis.get(kpiId)!, values, stored))
  const errors = new Map<string, string>()
  const fieldOf = options.fieldOf ?? ((_kpi, period, field) => `${period}.${field}`)
  for (const { kpi, problems } of plans)
    for (const { period, field, message } of problems) {
      const name = fieldOf(kpi.id, period, field)
      if (!errors.has(name)) errors.set(name, message)
    }
  for (const [name, message] of await meanwhile(ctx, plans, fieldOf)) errors.set(name, message)
  if (errors.size)
    throw new Refusal(
      errors.size === 1 ? [...errors.values()][0]! : 'Please look at the marked values.',
      Object.fromEntries(errors),
    )
  const restated = plans.flatMap((plan) => plan.changes.filter((change) => change.restates))
  if (restated.length && !options.reason) refuseRestating(restated)
  await write(ctx, plans, options)
  return plans.map((plan) => finish(ctx, plan, options))
}

/** Takes away computed values of periods that have no answers any more; what they were stays in the history. */
export async function withdrawComputedValues(ctx: Context, kpi: { id: string; name: string }, kept: readonly string[]) {
  const gone = await ctx.db
    .deleteFrom('kpiValue as v')
    .where('v.kpiId', '=', kpi.id)
    .where('v.source', '=', 'computed')
    .where(
      sql<boolean>`v.period <> all(${kept}::date[]) and not exists (select from plan_update u where u.kpi_value_id = v.id)`,
    )
    .executeTakeFirst()
  if (!gone.numDeletedRows) return
  await kpisChanged(ctx, kpi.id)
  const reason = 'Nobody’s answers count for these periods any more.'
  record(ctx, { verb: 'kpi.values-withdrawn', kind: 'kpi', id: kpi.id, title: kpi.name, reason })
}

type LockedKpi = {
  id: string
  name: string
  ownerId: string | null
  archivedAt: Date | null
  scoreKind: string
  unit: string
  decimals: number
  frequency: string
}

/** Locked in one order, so that two grids cannot wait for each other. */
async function lockKpis(
  ctx: Context,
  given: KpiValues[],
  { allowedBy = 'kpi.record' }: RecordOptions,
): Promise<Map<string, LockedKpi>> {
  const ids = given.map(({ kpiId }) => kpiId)
  const { rows } = await sql<LockedKpi>`select id, name, owner_id, archived_at, score_kind, unit, decimals, frequency
    from kpi where id = any(${ids}::uuid[]) order by id for no key update`.execute(ctx.db)
  if (rows.length !== new Set(ids).size || ids.length !== rows.length) throw absent()
  for (const row of rows) {
    if (allowedBy === 'kpi.record') authorize(ctx, 'kpi.record', row)
    if (row.archivedAt) throw new Refusal(`“${row.name}” is archived. Restore it before recording values.`)
  }
  return new Map(rows.map((row) => [row.id, row]))
}

interface StoredValue extends Figures {
  id: string
  kpiId: string
  period: string
  note: string
  version: number
  who: string | null
  recordedAt: Date
}

const cellKey = (kpiId: string, period: string) => `${kpiId}/${period}`

async function storedValues(ctx: Context, given: KpiValues[]): Promise<Map<string, StoredValue>> {
  const cells = given.flatMap(({ kpiId, values }) => values.map(({ period }) => ({ kpiId, period })))
  const { rows } = await sql<StoredValue>`
    select v.id, v.kpi_id, v.period, v.value, v.n, v.sd, v.promoters, v.detractors, v.note, v.version, v.recorded_at, m.name as who
    from unnest(${cells.map((cell) => cell.kpiId)}::uuid[], ${cells.map((cell) => cell.period)}::date[]) as c (kpi_id, period)
    join kpi_value v on v.kpi_id = c.kpi_id and v.period = c.period
    left join member m on m.id = v.recorded_by`.execute(ctx.db)
  return new Map(rows.map((row) => [cellKey(row.kpiId, row.period), row]))
}

interface Change extends Figures {
  id: string
  period: string
  given: ValueInput
  note: string
  before: StoredValue | null
  restates: boolean
  /** The version the writer saw, where somebody wrote another since. */
  unseen: number | null
}

interface Plan {
  kpi: LockedKpi
  changes: Change[]
  unchanged: number
  ids: string[]
  problems: { period: string; field: ValueField; message: string }[]
}

function planOf(ctx: Context, kpi: LockedKpi, values: SeenValue[], stored: Map<string, StoredValue>): Plan {
  const plan: Plan = { kpi, changes: [], unchanged: 0, ids: [], problems: [] }
  const periods = new Set<string>()
  for (const given of values) {
    const { period } = given
    const before = stored.get(cellKey(kpi.id, period)) ?? null
    const now = completed(given, before)
    for (const problem of valueProblems(kpi, { period, ...now }, ctx.today)) plan.problems.push({ period, ...problem })
    if (periods.has(period)) plan.problems.push({ period, field: 'period', message: 'This period is given twice.' })
    periods.add(period)
    const id = before?.id ?? newId(ctx)
    plan.ids.push(id)
    const restates = before !== null && !sameFigures(before, now)
    if (before && !restates && before.note === now.note) {
      plan.unchanged++
      continue
    }
    const seen = given.seenVersion ?? before?.version ?? 0
    const unseen = seen === (before?.version ?? 0) ? null : seen
    plan.changes.push({ id, period, ...now, given, before, restates, unseen })
  }
  return plan
}

/** What is left out stays as it is where the value does; beside another value it would be wrong. A note always stays. */
function completed(given: ValueInput, before: StoredValue | null): Figures & { note: string } {
  const stays = before !== null && before.value === given.value && (given.n === undefined || before.n === given.n)
  const kept = (field: 'n' | 'sd' | 'promoters' | 'detractors') =>
    given[field] === undefined ? (stays ? before[field] : null) : given[field]
  return {
    value: given.value,
    n: kept('n'),
    sd: kept('sd'),
    promoters: kept('promoters'),
    detractors: kept('detractors'),
    note: given.note === undefined ? (before?.note ?? '') : (given.note ?? ''),
  }
}

const givenFields = ['value', 'n', 'sd', 'promoters', 'detractors'] as const

/**
 * Cells that changed after they were seen: left alone where the writer did not touch them, a problem beside the cell where
 * they did. Takes the untouched ones out of the plans.
 */
async function meanwhile(ctx: Context, plans: Plan[], fieldOf: NonNullable<RecordOptions['fieldOf']>) {
  const unseen = plans.flatMap((plan) => plan.changes.filter((change) => change.unseen !== null && change.before))
  const errors = new Map<string, string>()
  if (!unseen.length) return errors
  const { rows } = await sql<Figures & { id: string; version: number; note: string }>`
    select h.id, h.version, h.value, h.n, h.sd, h.promoters, h.detractors, h.note
    from unnest(${unseen.map((change) => change.id)}::uuid[], ${unseen.map((change) => change.unseen)}::int[]) as c (id, version)
    join history.kpi_value h on h.id = c.id and h.version = c.version`.execute(ctx.db)
  const shown = new Map(rows.map((row) => [row.id, row]))
  for (const plan of plans) {
    const untouched = ({ id, given, unseen }: Change) => {
      const was = unseen === null ? undefined : shown.get(id)
      if (!was || (given.note !== undefined && (given.note ?? '') !== was.note)) return false
      return givenFields.every((field) => given[field] === undefined || given[field] === was[field])
    }
    plan.unchanged += plan.changes.filter(untouched).length
    plan.changes = plan.changes.filter((change) => !untouched(change))
    for (const { before, unseen, period } of plan.changes) {
      if (unseen === null || !before) continue
      const { unit, decimals } = plan.kpi
      const who = `${before.who ?? 'Somebody'} recorded ${formatValue(before.value, unit, decimals)} here on`
      const at = formatMoment(before.recordedAt, ctx.org.locale, ctx.org.timeZone)
      const message = `${who} ${at}, after you opened this page. Save again to restate it.`
      errors.set(fieldOf(plan.kpi.id, period, 'value'), message)
    }
  }
  return errors
}

function refuseRestating(restated: Change[]): never {
  const what = plural(restated.length, 'value that was recorded earlier', 'values that were recorded earlier')
  const message = `Say why: this changes ${what}. Both the earlier and the new stay on record.`
  throw new Refusal(message, { reason: message })
}

async function write(ctx: Context, plans: Plan[], { source = 'typed', importId = null }: RecordOptions) {
  const changes = plans.flatMap(({ kpi, changes }) => changes.map((change) => ({ kpiId: kpi.id, ...change })))
  if (!changes.length) return
  const written = { source, data_import_id: importId, recorded_by: ctx.viewer.memberId || null, recorded_at: ctx.now }
  const rows = changes.map(({ kpiId, before, id, period, value, n, sd, promoters, detractors, note }) => ({
    ...{ id, kpi_id: kpiId, period, value, n, sd, promoters, detractors, note },
    ...(before ? { version: before.version + 1 } : { version: 1 }),
    ...written,
  }))
  const isNew = (row: { version: number }) => row.version === 1
  const [fresh, changed] = [rows.filter(isNew), rows.filter((row) => !isNew(row))]
  if (fresh.length)
    await sql`insert into kpi_value (id, kpi_id, period, value, n, sd, promoters, detractors, note, version, source, data_import_id, recorded_by, recorded_at)
      select id, kpi_id, period, value, n, sd, promoters, detractors, note, version, source, data_import_id, recorded_by, recorded_at
      from jsonb_populate_recordset(null::kpi_value, ${JSON.stringify(fresh)}::jsonb)`.execute(ctx.db)
  if (changed.length)
    await sql`update kpi_value v set value = c.value, n = c.n, sd = c.sd, promoters = c.promoters, detractors = c.detractors, note = c.note,
        version = c.version, source = c.source, data_import_id = c.data_import_id, recorded_by = c.recorded_by, recorded_at = c.recorded_at
      from jsonb_populate_recordset(null::kpi_value, ${JSON.stringify(changed)}::jsonb) c where v.id = c.id`.execute(
      ctx.db,
    )
  await kpisChanged(ctx, [...new Set(changes.map(({ kpiId }) => kpiId))])
}

function finish(ctx: Context, { kpi, changes, unchanged, ids }: Plan, { reason }: RecordOptions): RecordedValues {
  const restated = changes.filter((change) => change.restates).length
  if (changes.length) {
    const one = changes.length === 1 ? 'value' : 'values'
    const verb = restated === changes.length ? `kpi.${one}-restated` : `kpi.${one}-recorded`
    record(ctx, { verb, kind: 'kpi', id: kpi.id, title: kpi.name, reason: restated ? reason : null })
  }
  return { kpiId: kpi.id, recorded: changes.length - restated, restated, unchanged, ids }
}
