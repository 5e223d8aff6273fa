// Recording and restating values: one path for typed grids, the update form of a plan, imports and seeds.
import { sql } from 'kysely'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { Refusal } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { formatMoment, formatValue, plural } from '#app/ui/format.ts'
import { type Figures, type ValueField, type ValueInput, sameFigures, valueProblems } from './kpi.ts'
import { refreshKpiStanding } from './kpi-standings.server.ts'
import { type Frequency, periodLabel } from './period.ts'

export type ValueSource = 'typed' | 'imported' | 'update'

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
  const kpis = await lockKpis(ctx, given)
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
async function lockKpis(ctx: Context, given: KpiValues[]): Promise<Map<string, LockedKpi>> {
  const ids = given.map(({ kpiId }) => kpiId)
  const { rows } = await sql<LockedKpi>`select id, name, owner_id, archived_at, score_kind, unit, decimals, frequency
    from kpi where id = any(${ids}::uuid[]) order by id for update`.execute(ctx.db)
  if (rows.length !== new Set(ids).size || ids.length !== rows.length) throw absent()
  for (const row of rows) {
    authorize(ctx, 'kpi.record', row)
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
  note: string
  before: StoredValue | null
  restates: boolean
  /** Somebody wrote this cell after the writer saw it. */
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
  const seen = new Set<string>()
  for (const input of values) {
    const { period } = input
    for (const problem of valueProblems(kpi, input, ctx.today)) plan.problems.push({ period, ...problem })
    if (seen.has(period)) plan.problems.push({ period, field: 'period', message: 'This period is given twice.' })
    seen.add(period)
    const before = stored.get(cellKey(kpi.id, period)) ?? null
    const now = figuresOf(input)
    const note = input.note === undefined ? (before?.note ?? '') : (input.note ?? '')
    const id = before?.id ?? newId(ctx)
    plan.ids.push(id)
    const restates = before !== null && !sameFigures(before, now)
    if (before && !restates && before.note === note) {
      plan.unchanged++
      continue
    }
    const unseen =
      input.seenVersion !== undefined && input.seenVersion !== (before?.version ?? 0) ? input.seenVersion : null
    plan.changes.push({ id, period, ...now, note, before, restates, unseen })
  }
  return plan
}

const figuresOf = ({ value, n = null, sd = null, promoters = null, detractors = null }: ValueInput): Figures => ({
  value,
  n,
  sd,
  promoters,
  detractors,
})

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
    const untouched = (change: Change) => {
      const was = change.unseen === null ? undefined : shown.get(change.id)
      return was !== undefined && sameFigures(was, change) && was.note === change.note
    }
    plan.unchanged += plan.changes.filter(untouched).length
    plan.changes = plan.changes.filter((change) => !untouched(change))
    for (const { before, unseen, period } of plan.changes) {
      if (unseen === null || !before) continue
      const { unit, decimals } = plan.kpi
      const who = `${before.who ?? 'Somebody'} recorded ${formatValue(before.value, unit, decimals)} here on`
      const at = formatMoment(before.recordedAt, ctx.org.locale, ctx.org.timeZone)
      errors.set(
        fieldOf(plan.kpi.id, period, 'value'),
        `${who} ${at}, after you opened this page. Save again to restate it.`,
      )
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
  await refreshKpiStanding(ctx, [...new Set(changes.map(({ kpiId }) => kpiId))])
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

// ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface EarlierValue extends Figures {
  note: string
  who: string | null
  recordedAt: Date
}

/** Values of one KPI, newest first, each with what was recorded for its period before. Two statements. */
export async function listKpiValues(
  ctx: Context,
  kpiId: string,
  { limit, offset = 0 }: { limit: number; offset?: number },
) {
  const rows = await ctx.db
    .selectFrom('kpiValue as v')
    .leftJoin('member as m', 'm.id', 'v.recordedBy')
    .where('v.kpiId', '=', kpiId)
    .select([
      'v.id',
      'v.period',
      'v.value',
      'v.n',
      'v.sd',
      'v.promoters',
      'v.detractors',
      'v.note',
      'v.source',
      'v.dataImportId',
    ])
    .select(['v.recordedAt', 'v.version', 'm.name as who'])
    .orderBy('v.period', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  const restated = rows.filter((row) => row.version > 1).map((row) => row.id)
  const earlier = restated.length ? await earlierValues(ctx, restated) : []
  return rows.map((row) => {
    let later: Figures = row
    const before: EarlierValue[] = []
    for (const { id, ...was } of earlier) {
      if (id !== row.id) continue
      if (!sameFigures(was, later)) before.push(was)
      later = was
    }
    return { ...row, earlier: before }
  })
}

/** What stood there before, newest first. */
async function earlierValues(ctx: Context, ids: string[]) {
  const { rows } = await sql<EarlierValue & { id: string }>`
    select h.id, h.value, h.n, h.sd, h.promoters, h.detractors, h.note, h.recorded_at, m.name as who
    from history.kpi_value h left join member m on m.id = h.recorded_by
    where h.id = any(${ids}::uuid[]) and h.recorded_to <= as_of_moment() order by h.recorded_from desc, h.version desc`.execute(
    ctx.db,
  )
  return rows
}

/** A KPI's newest values for its chart, oldest first. */
export async function listKpiSeries(ctx: Context, kpiId: string, limit = 520) {
  const rows = await ctx.db
    .selectFrom('kpiValue')
    .where('kpiId', '=', kpiId)
    .select(['period', 'value', 'n', 'sd', 'promoters', 'detractors'])
    .orderBy('period', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

export interface GridCell extends Figures {
  kpiId: string
  period: string
  note: string
  version: number
}

/** What stands in these KPIs' cells from a day on; cells without a value are absent. */
export async function listCells(ctx: Context, kpiIds: string[], from: string, to: string): Promise<GridCell[]> {
  const { rows } = await sql<GridCell>`select kpi_id, period, value, n, sd, promoters, detractors, note, version
    from kpi_value where kpi_id = any(${kpiIds}::uuid[]) and period between ${from} and ${to}`.execute(ctx.db)
  return rows
}

/** The label of a period in messages and titles. */
export const labelOf = (kpi: { frequency: string }, period: string) => periodLabel(period, kpi.frequency as Frequency)
