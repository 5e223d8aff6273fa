/** Two to four years of values for each KPI of Bayline Airport, the same on every machine for the same day. */
import { addDays, nextPeriod, periodOf, previousPeriod, type Frequency } from '#app/kpis/period.ts'
import { kpis } from './kpis.ts'
import type { DemoKpi, DemoKpiValue, Key } from './types.ts'

/**
 * Yearly scores of the San Francisco surveys, oldest (2013) first, as in `../sources/sfo-scores.csv`: what the shapes below
 * that say `sfo` are drawn around. `overall` is shown as it is.
 */
export const sfo = {
  overall: [
    { hits: 2643, n: 3334 },
    { hits: 2111, n: 2677 },
    { hits: 2248, n: 2810 },
    { hits: 2364, n: 2919 },
  ],
  wayfinding: [75.43, 74.94, 77.31, 77.64],
  restrooms: [75.18, 75.57, 73.71, 75.88],
  wifi: [3.6524, 3.91, 4.03, 4.0622],
  securityEase: [4.1754, 4.3403, 4.325, 4.1768],
} as const

/** How a KPI's series is drawn. `level` maps periods ago (1 is the latest) to a level, linear between its points. */
interface Shape {
  periods: number
  level: [ago: number, level: number][]
  /** Standard deviation of what chance adds to an amount, or of the single ratings of a mean. */
  spread?: number
  /** Fewest and most responses; none for amounts. */
  n?: [number, number]
  /** What each calendar month (January first) adds to the level. */
  season?: number[]
  missing?: number[]
  notes?: Record<number, string>
  restated?: Record<number, { factor: number; after: number; note: string }>
}

const yearly = (scores: readonly number[], perYear: number): [number, number][] =>
  [...scores].reverse().map((score, yearsAgo) => [(yearsAgo + 0.5) * perYear + 0.5, score])

const summer = [0, 0, 0, 0, 0, -1, -3, -3, -1, 0, 0, -1]

const shapes: Record<Exclude<Key, 'overall'>, Shape> = {
  nps: {
    periods: 30,
    level: [
      [1, 36],
      [8, 34],
      [16, 30],
      [30, 27],
    ],
    n: [380, 460],
    season: summer,
    missing: [19],
    notes: {
      11: 'Includes the four days of the winter closure.',
      18: 'First month after the survey tool was replaced; last month is lost.',
    },
  },
  wayfinding: {
    periods: 36,
    level: yearly(sfo.wayfinding, 12),
    n: [205, 275],
    missing: [23],
    notes: {
      22: 'No interviews last month: the interviewers were needed as hosts during the move of check-in.',
      9: 'Concourse B half rebuilt.',
    },
  },
  restrooms: {
    periods: 30,
    level: yearly(sfo.restrooms, 12),
    n: [210, 270],
    missing: [1, 14],
    notes: {
      13: 'Interviews resumed after the change of the field team.',
      6: 'Two blocks in Concourse A closed for the refit.',
    },
  },
  wifi: {
    periods: 14,
    level: yearly(sfo.wifi, 4),
    spread: 1.08,
    n: [480, 590],
    notes: { 7: 'First full quarter with the new access points in both concourses.' },
  },
  'security-ease': {
    periods: 30,
    level: yearly(sfo.securityEase, 12),
    spread: 0.92,
    n: [195, 245],
    notes: { 4: 'Lanes 3 and 4 closed for works in 19 of 30 mornings.' },
  },
  assistance: {
    periods: 20,
    level: [
      [1, 73],
      [10, 71],
      [20, 68],
    ],
    n: [9, 24],
    missing: [1],
    notes: {
      6: 'Too few answers to say anything: the questionnaire was out of print at one desk.',
      13: 'Now asked by telephone too.',
    },
  },
  'app-use': {
    periods: 15,
    level: [
      [1, 22.4],
      [5, 18],
      [9, 11.5],
      [15, 5],
    ],
    n: [410_000, 520_000],
    spread: 0.5,
    notes: { 9: 'Live journey opened to everybody.' },
  },
  'parking-ahead': {
    periods: 100,
    level: [
      [1, 58],
      [40, 55],
      [62, 46],
      [76, 35],
      [100, 31],
    ],
    n: [2_050, 2_900],
    spread: 1.1,
    missing: [33, 71, 72],
    notes: {
      70: 'Two weeks missing: the entry cameras were exchanged.',
      63: 'Single price shown in every sales channel from this week.',
    },
  },
  'security-wait': {
    periods: 36,
    level: [
      [1, 14.9],
      [4, 14.2],
      [6, 12.2],
      [12, 11.9],
      [20, 14.6],
      [36, 16.9],
    ],
    spread: 0.7,
    notes: {
      4: 'Lanes 3 and 4 closed for works in 19 of 30 mornings.',
      11: 'Without the four days of the winter closure.',
    },
  },
  'last-bag': {
    periods: 28,
    level: [
      [1, 29.2],
      [9, 30.4],
      [16, 32.8],
      [28, 34],
    ],
    spread: 0.8,
    restated: {
      7: {
        factor: 0.955,
        after: 41,
        note: 'Restated: one airline’s flights were counted from touchdown, not from on blocks.',
      },
    },
  },
  complaints: {
    periods: 36,
    level: [
      [1, 474],
      [8, 498],
      [18, 560],
      [36, 622],
    ],
    spread: 19,
    season: [10, -20, -15, 0, 0, 15, 45, 40, 5, -10, -20, 15],
    missing: [25, 26],
    notes: {
      11: 'The winter closure alone brought 130 cases.',
      24: 'Two months missing: cases were kept in five mailboxes while the tool was being moved.',
    },
    restated: {
      4: { factor: 0.93, after: 33, note: 'Restated: cases that came in by two channels had been counted twice.' },
    },
  },
  answered: {
    periods: 28,
    level: [
      [1, 84],
      [7, 81],
      [12, 74],
      [18, 58],
      [28, 45],
    ],
    n: [440, 590],
    spread: 1.5,
    restated: {
      9: {
        factor: 1.045,
        after: 28,
        note: 'Restated: answers of the parking partner had not been counted as answers.',
      },
    },
  },
  spend: {
    periods: 12,
    level: [
      [1, 15.55],
      [6, 14.9],
      [12, 14.2],
    ],
    spread: 0.22,
    restated: {
      3: { factor: 0.985, after: 47, note: 'Restated by Finance: a tenant had reported sales with tax.' },
    },
  },
  goodwill: {
    periods: 24,
    level: [
      [1, 86_500],
      [9, 96_000],
      [10, 104_000],
      [11, 171_000],
      [12, 108_000],
      [24, 118_000],
    ],
    spread: 4_800,
    notes: { 11: 'The winter closure: hotels and taxis for 1,900 stranded passengers.' },
  },
  'crew-nps': {
    periods: 9,
    level: [
      [1, 14],
      [4, 6],
      [9, -4],
    ],
    n: [610, 980],
    notes: { 5: 'First time that all sixty companies took part; before it was twenty-two.' },
  },
}

/** Values that stand in the records on the given day, oldest first, KPI by KPI; nothing is recorded after that day. */
export function kpiValuesAsOf(today: string): DemoKpiValue[] {
  return kpis
    .filter((kpi) => !kpi.computed)
    .flatMap((kpi) => (kpi.key === 'overall' ? overallValues(kpi, today) : drawnValues(kpi, today)))
}

/** How many days after a period's end its value is usually recorded: fewest and most. */
const lag: Record<Frequency, [number, number]> = {
  weekly: [1, 2],
  monthly: [3, 8],
  quarterly: [6, 12],
  yearly: [15, 25],
}

function overallValues(kpi: DemoKpi, today: string): DemoKpiValue[] {
  const draw = generator(kpi.key)
  return sfo.overall.flatMap(({ hits, n }, at) =>
    recorded(kpi, today, sfo.overall.length - at, draw, { value: round((100 * hits) / n, 1), n, note: '' }),
  )
}

function drawnValues(kpi: DemoKpi, today: string): DemoKpiValue[] {
  const shape = shapes[kpi.key]
  if (shape === undefined) throw new Error(`${kpi.key} has no shape`)
  const draw = generator(kpi.key)
  const values: DemoKpiValue[] = []
  for (let ago = shape.periods; ago >= 1; ago--) {
    const month = Number(periodAgo(kpi.frequency, today, ago).slice(5, 7)) - 1
    const level = levelAt(shape.level, ago) + (shape.season?.[month] ?? 0)
    const drawn = drawValue(kpi, shape, level, draw)
    if (shape.missing?.includes(ago)) continue
    const [value] = recorded(kpi, today, ago, draw, { ...drawn, note: shape.notes?.[ago] ?? '' })
    if (value !== undefined) values.push(withRestatement(value, shape.restated?.[ago], kpi, today))
  }
  return values
}

function drawValue(kpi: DemoKpi, shape: Shape, level: number, draw: Draw): Omit<DemoKpiValue, RecordedPart> {
  const [fewest, most] = shape.n ?? [0, 0]
  const n = Math.round(fewest + draw.uniform() * (most - fewest))
  if (kpi.scoreKind === 'nps') {
    const passives = 0.3
    const promoters = draw.binomial(n, (1 - passives + level / 100) / 2)
    const detractors = Math.min(n - promoters, draw.binomial(n, (1 - passives - level / 100) / 2))
    return { value: round((100 * (promoters - detractors)) / n, kpi.decimals), n, promoters, detractors, note: '' }
  }
  if (kpi.scoreKind === 'mean' || kpi.scoreKind === 'ces') {
    const sd = shape.spread ?? 1
    return {
      value: round(level + (draw.normal() * sd) / Math.sqrt(n), kpi.decimals),
      n,
      sd: round(sd + 0.03 * draw.normal(), 2),
      note: '',
    }
  }
  if (kpi.scoreKind === 'csat' || kpi.scoreKind === 'share') {
    const wobble = (shape.spread ?? 0) * draw.normal()
    return { value: round((100 * draw.binomial(n, (level + wobble) / 100)) / n, kpi.decimals), n, note: '' }
  }
  return { value: round(level + (shape.spread ?? 0) * draw.normal(), kpi.decimals), n: null, note: '' }
}

type RecordedPart = 'kpi' | 'period' | 'source' | 'recordedOn' | 'recordedBy'

/** Empty if the value would be recorded after today; what was measured before Sirius came in by import, with the definition. */
function recorded(
  kpi: DemoKpi,
  today: string,
  ago: number,
  draw: Draw,
  drawn: Omit<DemoKpiValue, RecordedPart>,
): DemoKpiValue[] {
  const period = periodAgo(kpi.frequency, today, ago)
  const [soonest, latest] = lag[kpi.frequency]
  const on = addDays(nextPeriod(period, kpi.frequency), Math.round(soonest + draw.uniform() * (latest - soonest)))
  const imported = addDays(today, kpi.definedOn)
  if (on > today) return []
  const source = on <= imported ? 'imported' : 'typed'
  return [{ kpi: kpi.key, period, ...drawn, source, recordedOn: on <= imported ? imported : on, recordedBy: kpi.owner }]
}

function withRestatement(
  value: DemoKpiValue,
  restated: { factor: number; after: number; note: string } | undefined,
  kpi: DemoKpi,
  today: string,
): DemoKpiValue {
  const on = addDays(value.recordedOn, restated?.after ?? 0)
  if (restated === undefined || on > today) return value
  const corrected = round(value.value * restated.factor, kpi.decimals)
  return { ...value, restated: { on, value: corrected, n: value.n, note: restated.note, by: kpi.owner } }
}

function periodAgo(frequency: Frequency, today: string, ago: number): string {
  let period = periodOf(today, frequency)
  for (let back = 0; back < ago; back++) period = previousPeriod(period, frequency)
  return period
}

function levelAt(points: readonly [number, number][], ago: number): number {
  const after = points.findIndex(([at]) => at >= ago)
  const [to, before] = [points.at(after)!, points[after - 1]]
  if (before === undefined || after < 0) return after < 0 ? points.at(-1)![1] : to[1]
  return before[1] + ((ago - before[0]) / (to[0] - before[0])) * (to[1] - before[1])
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}

type Draw = ReturnType<typeof generator>

/** Seeded with the KPI's key (mulberry32), so that each series stays as it is when another changes. */
function generator(key: string) {
  let state = [...key].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261)
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const binomial = (n: number, share: number) =>
    Math.min(n, Math.max(0, Math.round(n * share + normal() * Math.sqrt(n * share * (1 - share)))))
  return { uniform, normal, binomial }
}
