// What a KPI is: its vocabulary, its forms, and what may be recorded as one of its values. Pure.
import {
  choice,
  dateOnly,
  form,
  longText,
  number,
  optionalId,
  optionalLongText,
  optionalText,
  text,
  version,
  wholeNumber,
} from '#app/ui/schema.ts'
import { type Frequency, frequencies, periodLabel, periodOf } from './period.ts'
import { type Score, mean, netPromoterScore, topBox } from './score.ts'
import { type Direction, type TargetStanding, directions } from './target-path.ts'

export const kpiKinds = ['perception', 'behaviour', 'operations', 'finance', 'employee'] as const
export type KpiKind = (typeof kpiKinds)[number]
export const kpiKindNames: Record<KpiKind, string> = {
  perception: 'Perception',
  behaviour: 'Behaviour',
  operations: 'Operations',
  finance: 'Finance',
  employee: 'Employee',
}
export const kpiKindHints: Record<KpiKind, string> = {
  perception: 'What customers say: NPS, satisfaction, effort, trust.',
  behaviour: 'What customers do: returns, complaints, churn, recommendations.',
  operations: 'What we deliver: waiting times, faults, first-time resolution.',
  finance: 'What it brings or costs: revenue per customer, cost to serve.',
  employee: 'What our people say and do: engagement, turnover, training.',
}

export const scoreKinds = ['nps', 'csat', 'ces', 'mean', 'share', 'sum', 'count', 'amount'] as const
export type ScoreKind = (typeof scoreKinds)[number]
export const scoreKindNames: Record<ScoreKind, string> = {
  nps: 'NPS: share of promoters less share of detractors',
  csat: 'CSAT: share of the top boxes',
  ces: 'CES: mean agreement, 1 to 5 or 1 to 7',
  mean: 'Another mean of answers or cases',
  share: 'Another share of answers or cases',
  sum: 'A sum',
  count: 'A count',
  amount: 'Any other amount',
}

export const frequencyNames: Record<Frequency, string> = {
  weekly: 'Weekly',
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  yearly: 'Yearly',
}
export const directionNames: Record<Direction, string> = { up: 'More is better', down: 'Less is better' }

export const targetStandingNames: Record<TargetStanding, string> = {
  met: 'Target met',
  'within the band': 'Within the band',
  missed: 'Target missed',
  'no target': 'No target',
}
export const targetStandingTones = {
  met: 'good',
  'within the band': 'info',
  missed: 'bad',
  'no target': 'neutral',
} as const

// ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const fields = {
  name: text({ label: 'a name', max: 160 }),
  kind: choice(kpiKinds, { label: 'a kind' }),
  definition: longText({ max: 3000 }),
  formula: optionalLongText({ max: 2000 }),
  unit: optionalText({ max: 20 }),
  decimals: wholeNumber({ min: 0, max: 4 }),
  scoreKind: choice(scoreKinds, { label: 'what its values are' }),
  direction: choice(directions, { label: 'which way is better' }),
  frequency: choice(frequencies, { label: 'how often it is measured' }),
  source: optionalText({ max: 300 }),
  ownerId: optionalId(),
}
export const newKpiForm = form(fields)
export const editKpiForm = form({ ...fields, version: version() })
export const archiveForm = form({ reason: optionalLongText({ max: 1000 }), version: version() })
export const targetForm = form({
  dueOn: dateOnly({ label: 'a day' }),
  value: number({ label: 'a value' }),
  reason: longText({ max: 1000 }),
})
export const withdrawalForm = form({ reason: longText({ max: 1000 }), version: version() })

/** A KPI as the fields of its form. */
export function formValues(row: {
  name: string
  kind: string
  definition: string
  formula: string
  unit: string
  decimals: number
  scoreKind: string
  direction: string
  frequency: string
  source: string
  ownerId: string | null
}): Record<string, string> {
  const { name, kind, definition, formula, unit, scoreKind, direction, frequency, source } = row
  const decimals = String(row.decimals)
  return {
    name,
    kind,
    definition,
    formula,
    unit,
    decimals,
    scoreKind,
    direction,
    frequency,
    source,
    ownerId: row.ownerId ?? '',
  }
}

// ── Values ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What of a KPI decides how its values are read. */
export interface Scale {
  scoreKind: string
  unit: string
  decimals: number
  frequency: string
}

/** What was measured in one period. Shares are per cent where the unit is `%`, and from 0 to 1 elsewhere. */
export interface Figures {
  value: number
  n: number | null
  /** Standard deviation of the answers, for means. */
  sd: number | null
  promoters: number | null
  detractors: number | null
}

export interface ValueInput {
  /** The period's first day. */
  period: string
  value: number
  n?: number | null
  sd?: number | null
  promoters?: number | null
  detractors?: number | null
  note?: string | null
}

export type ValueField = 'period' | 'value' | 'n' | 'sd' | 'promoters' | 'detractors' | 'note'

export interface ValueProblem {
  field: ValueField
  message: string
}

/** Which figures beside the value make a band, by kind of score. None: a sum, count or amount has no band. */
export function bandFields(scoreKind: string): ('n' | 'sd' | 'promoters' | 'detractors')[] {
  if (scoreKind === 'nps') return ['n', 'promoters', 'detractors']
  if (scoreKind === 'csat' || scoreKind === 'share') return ['n']
  if (scoreKind === 'ces' || scoreKind === 'mean') return ['n', 'sd']
  return []
}

const isShare = (scoreKind: string) => scoreKind === 'csat' || scoreKind === 'share'
const wholeOf = (scale: Scale) => (scale.unit.trim() === '%' ? 100 : 1)

/** The value with its band in the KPI's own unit (measures.md 1); null without n, and `se` null where no band can be told. */
export function scoreOf(scale: Scale, figures: Figures): Score | null {
  const { value, n, sd, promoters, detractors } = figures
  if (!n) return null
  const plain = { value, n, low: null, high: null, se: null }
  if (scale.scoreKind === 'nps') {
    if (promoters === null || detractors === null) return plain
    const score = netPromoterScore({ promoters, detractors, passives: n - promoters - detractors })
    return score && { ...score, value }
  }
  if (isShare(scale.scoreKind)) {
    const whole = wholeOf(scale)
    const score = topBox({ hits: (value / whole) * n, n })
    return score && { value, n, low: score.low * whole, high: score.high * whole, se: score.se * whole }
  }
  if (scale.scoreKind === 'ces' || scale.scoreKind === 'mean') return mean({ mean: value, sd, n })
  return plain
}

/** NPS from its counts, in points to four decimals; null where they do not give one. */
export function npsOf({ n, promoters, detractors }: Pick<Figures, 'n' | 'promoters' | 'detractors'>): number | null {
  if (!n || promoters === null || detractors === null) return null
  return Math.round((1_000_000 * (promoters - detractors)) / n) / 10_000
}

/** What is wrong with a value, each with the field it belongs beside. None: it may be recorded. */
export function valueProblems(scale: Scale, input: ValueInput, today: string): ValueProblem[] {
  return [
    ...periodProblems(scale.frequency as Frequency, input.period, today),
    ...rangeProblems(scale, input.value),
    ...countProblems(scale, input),
  ]
}

function periodProblems(frequency: Frequency, period: string, today: string): ValueProblem[] {
  const first = periodOf(period, frequency)
  if (first !== period)
    return [{ field: 'period', message: `This is no first day of a period. Use ${periodLabel(first, frequency)}.` }]
  if (period <= periodOf(today, frequency)) return []
  return [
    {
      field: 'period',
      message: `${periodLabel(period, frequency)} has not begun. Values are recorded from its first day on.`,
    },
  ]
}

function rangeProblems(scale: Scale, value: number): ValueProblem[] {
  const [low, high] = rangeOf(scale)
  if (Math.abs(value) >= 1e15) return [{ field: 'value', message: 'This number is too large.' }]
  if (value >= low && value <= high) return []
  const said = { nps: 'NPS runs', csat: 'This share runs', share: 'This share runs', ces: 'CES runs' }[scale.scoreKind]
  return [
    { field: 'value', message: said ? `${said} from ${low} to ${high}.` : `A ${scale.scoreKind} is ${low} or more.` },
  ]
}

function rangeOf(scale: Scale): [number, number] {
  if (scale.scoreKind === 'nps') return [-100, 100]
  if (scale.scoreKind === 'ces') return [1, 7]
  if (scale.scoreKind === 'count') return [0, Infinity]
  return isShare(scale.scoreKind) ? [0, wholeOf(scale)] : [-Infinity, Infinity]
}

const largestCount = 2_147_483_647

function countProblems(scale: Scale, input: ValueInput): ValueProblem[] {
  const { value, n = null, sd = null, promoters = null, detractors = null } = input
  const problems: ValueProblem[] = []
  for (const [field, count] of Object.entries({ n, promoters, detractors }) as ['n', number | null][])
    if (count !== null && !(Number.isInteger(count) && count >= 0 && count <= largestCount))
      problems.push({ field, message: 'Write a whole number, 0 or more.' })
  if (sd !== null && !(sd >= 0)) problems.push({ field: 'sd', message: 'A standard deviation is 0 or more.' })
  if (problems.length) return problems
  if (n === 0) return [{ field: 'n', message: 'Without answers there is no value. Leave the whole line empty.' }]
  if (scale.scoreKind !== 'nps' || (promoters === null && detractors === null)) return problems
  if (promoters === null) return [{ field: 'promoters', message: 'Give the promoters too, or neither.' }]
  if (detractors === null) return [{ field: 'detractors', message: 'Give the detractors too, or neither.' }]
  if (n === null) return [{ field: 'n', message: 'Give n: promoters and detractors are counted out of it.' }]
  if (promoters + detractors > n)
    return [{ field: 'n', message: `${promoters} promoters and ${detractors} detractors are more than ${n} answers.` }]
  const exact = (100 * (promoters - detractors)) / n
  if (Math.abs(exact - value) <= 0.5 + 1e-9) return problems
  return [{ field: 'value', message: `These counts give an NPS of ${exact.toFixed(1)}, not ${value}.` }]
}

/** Whether two records of a period say the same; a new note restates nothing. */
export const sameFigures = (a: Figures, b: Figures) =>
  a.value === b.value && a.n === b.n && a.sd === b.sd && a.promoters === b.promoters && a.detractors === b.detractors
