// Importing a KPI's values from a file: one line a period.
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { lock } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { type Effect, type ReadRow, type RowProblem, importKind } from '#app/imports/import-kind.ts'
import { type ImportField, type NumberStyle, readNumberAs } from '#app/imports/mapping.ts'
import { paths } from '#app/paths.ts'
import { formatValue } from '#app/ui/format.ts'
import { type Figures, type Scale, bandFields, npsOf, sameFigures, valueProblems } from './kpi.ts'
import { refuseComputed } from './computed.server.ts'
import { kpisChanged } from './kpi-standings.server.ts'
import { insertKpiValuesInBulk } from './kpi-values-in-bulk.server.ts'
import { type Frequency, parsePeriod, periodLabel } from './period.ts'

interface Target extends Scale {
  id: string
  name: string
  today: string
  existing: Map<string, Figures & { note: string }>
}

interface Row extends Figures {
  period: string
  note: string
}

export const kpiValueImport = importKind<Target, Row>({
  kind: 'kpi_value',
  rows: ['value', 'values'],
  target: readTarget,
  about: (target, org) => ({ title: target.name, href: paths.kpi(org, target.id) }),
  fields: fieldsOf,
  read,
  keyField: 'period',
  keyOf: (row) => row.period,
  nameOf: (target, row) => periodLabel(row.period, target.frequency as Frequency),
  effectOf,
  apply,
})

async function readTarget(ctx: Context, id: string | null, to: 'look' | 'stage' | 'apply'): Promise<Target> {
  if (!id) throw absent()
  const kpi =
    to === 'apply'
      ? await lock(ctx, 'kpi', id)
      : await ctx.db.selectFrom('kpi').selectAll().where('id', '=', id).executeTakeFirst()
  if (!kpi) throw absent()
  authorize(ctx, 'kpi.record', kpi)
  if (kpi.archivedAt && to !== 'look') refuse('This KPI is archived. Restore it before importing values.')
  if (to !== 'look') await refuseComputed(ctx, [id])
  const values = await ctx.db
    .selectFrom('kpiValue')
    .where('kpiId', '=', id)
    .select(['period', 'value', 'n', 'sd', 'promoters', 'detractors', 'note'])
    .execute()
  const { name, scoreKind, unit, decimals, frequency } = kpi
  return {
    id,
    name,
    scoreKind,
    unit,
    decimals,
    frequency,
    today: ctx.today,
    existing: new Map(values.map((value) => [value.period, value])),
  }
}

const isNumber = (cell: string) => readNumberAs('point', cell) !== null || readNumberAs('comma', cell) !== null
const isPeriod = (cell: string) =>
  /^\s*(\d{4}([-/ ]?(\d{1,2}(-\d{1,2})?|[qw]\d{1,2}))?|q[1-4][- ]\d{4}|[a-z]{3,9}\.?[ -]\d{4}|(\d{1,2}[./]){1,2}\d{4})\b/i.test(
    cell,
  )

function fieldsOf({ scoreKind }: Pick<Target, 'scoreKind'>): ImportField[] {
  const wanted = new Set<string>(bandFields(scoreKind))
  const all: (ImportField & { when?: string })[] = [
    {
      name: 'period',
      label: 'Period',
      required: true,
      aliases: [
        'period',
        'month',
        'date',
        'week',
        'quarter',
        'year',
        'day',
        'monat',
        'datum',
        'zeitraum',
        'mois',
        'periode',
      ],
      looksLike: isPeriod,
    },
    {
      name: 'value',
      label: 'Value',
      required: true,
      number: true,
      aliases: [
        'value',
        'score',
        'result',
        'rating',
        'mean',
        'average',
        'nps',
        'csat',
        'ces',
        'wert',
        'valeur',
        'share',
        'amount',
        'total',
      ],
      looksLike: isNumber,
    },
    {
      name: 'n',
      label: 'n: how many answers',
      number: true,
      aliases: [
        'n',
        'count',
        'responses',
        'respondents',
        'answers',
        'sample',
        'samplesize',
        'base',
        'anzahl',
        'antworten',
        'reponses',
        'effectif',
        'reviews',
      ],
    },
    {
      name: 'sd',
      label: 'Standard deviation',
      number: true,
      when: 'sd',
      aliases: ['sd', 'stdev', 'stddev', 'standarddeviation', 'sigma'],
    },
    { name: 'promoters', label: 'Promoters', number: true, when: 'promoters', aliases: ['promoters'] },
    { name: 'detractors', label: 'Detractors', number: true, when: 'detractors', aliases: ['detractors'] },
    {
      name: 'note',
      label: 'Note',
      aliases: ['note', 'notes', 'comment', 'comments', 'remark', 'remarks', 'notiz', 'kommentar', 'commentaire'],
    },
  ]
  return all.filter(({ when }) => !when || wanted.has(when))
}

function read(target: Target, cells: Record<string, string>, numbers: NumberStyle): ReadRow<Row> {
  const problems: RowProblem[] = []
  const period = periodIn(cells.period ?? '', target.frequency as Frequency, problems)
  const number = (field: 'value' | 'n' | 'sd' | 'promoters' | 'detractors') => {
    const written = cells[field] ?? ''
    if (isMissing(written)) return null
    const found = readNumberAs(numbers, written)
    if (found === null)
      problems.push({ field, reason: `“${written.slice(0, 40)}” is no number as this file writes them.` })
    return found
  }
  const [n, sd, promoters, detractors] = [number('n'), number('sd'), number('promoters'), number('detractors')]
  const value = number('value') ?? (target.scoreKind === 'nps' ? npsOf({ n, promoters, detractors }) : null)
  if (value === null && !problems.some(({ field }) => field === 'value'))
    problems.push({ field: 'value', reason: 'There is no value in this line.' })
  const note = (cells.note ?? '').slice(0, 1000)
  if (value === null || period === null || problems.length) return { row: null, problems }
  const row: Row = { period, value, n, sd, promoters, detractors, note }
  const wrong = valueProblems(target, row, target.today).map(({ field, message }) => ({ field, reason: message }))
  return wrong.length ? { row: null, problems: wrong } : { row, problems: [] }
}

const isMissing = (cell: string) => /^(|-|–|—|na|n\/a|null|none|nan|#n\/a)$/i.test(cell)

function periodIn(written: string, frequency: Frequency, problems: RowProblem[]): string | null {
  const wrong = (reason: string) => {
    problems.push({ field: 'period', reason })
    return null
  }
  if (written === '') return wrong('There is no period in this line.')
  const plain = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:/.exec(written)?.[1] ?? written
  const day = plain.replace(/^(\d{1,2})\.(\d{4})$/, '$1/$2')
  const [, first, mark, second, year] = /^(\d{1,2})([./])(\d{1,2})[./](\d{4})$/.exec(day) ?? []
  if (first && second && year) {
    if (mark === '/' && Number(first) <= 12 && Number(second) <= 12 && first !== second)
      return wrong(
        `“${written}” can be read two ways. Write ${year}-${second.padStart(2, '0')}-${first.padStart(2, '0')} or ${year}-${first.padStart(2, '0')}-${second.padStart(2, '0')}.`,
      )
    const [d, m] = mark === '/' && Number(second) > 12 ? [second, first] : [first, second]
    return (
      parsePeriod(`${year}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}`, frequency) ??
      wrong(`“${written}” is no day that exists.`)
    )
  }
  return (
    parsePeriod(day, frequency) ??
    wrong(`“${written.slice(0, 40)}” is no ${periodWord[frequency]}. Write it like ${periodExample[frequency]}.`)
  )
}

const periodWord: Record<Frequency, string> = { weekly: 'week', monthly: 'month', quarterly: 'quarter', yearly: 'year' }
const periodExample: Record<Frequency, string> = {
  weekly: '2026-W05',
  monthly: '2026-01',
  quarterly: '2026-Q1',
  yearly: '2026',
}

function effectOf(target: Target, row: Row): { effect: Effect; before: string | null; after: string } {
  const before = target.existing.get(row.period)
  const after = inWords(target, row)
  if (!before) return { effect: 'new', before: null, after }
  const noted = row.note !== '' && row.note !== before.note
  return { effect: sameFigures(before, row) && !noted ? 'same' : 'restated', before: inWords(target, before), after }
}

function inWords(target: Target, row: Figures & { note: string }): string {
  const exact = formatValue(row.value, target.unit, Math.max(target.decimals, decimalsOf(row.value)))
  const beside = [
    row.n !== null && `n ${row.n}`,
    row.sd !== null && `sd ${row.sd}`,
    row.promoters !== null && `${row.promoters} promoters`,
  ]
  const more = [
    ...beside,
    row.detractors !== null && `${row.detractors} detractors`,
    row.note && `“${row.note}”`,
  ].filter(Boolean)
  return [exact, ...more].join(', ')
}

/** Digits that were measured are shown where old and new are compared. */
const decimalsOf = (value: number) => Math.min(6, (String(value).split('.')[1] ?? '').length)

async function apply(
  ctx: Context,
  target: Target,
  rows: Row[],
  { importId, reason }: { importId: string; reason: string | null },
) {
  const values = rows.map((row) => ({ ...row, kpiId: target.id }))
  const { digest, ...applied } = await insertKpiValuesInBulk(ctx, values, { source: 'imported', importId })
  await kpisChanged(ctx, target.id)
  if (digest.rows) {
    const why = applied.restated ? reason : null
    record(ctx, { verb: 'kpi.values-imported', kind: 'kpi', id: target.id, title: target.name, reason: why, digest })
  }
  return applied
}
