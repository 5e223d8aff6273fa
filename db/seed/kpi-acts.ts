/** Tells how KPIs were defined, given targets, recorded period by period, and restated where a value proved wrong. */
import { newKpiForm, targetForm } from '#app/kpis/kpi.ts'
import { addKpiTarget } from '#app/kpis/kpi-targets.server.ts'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import { createKpi } from '#app/kpis/kpis.server.ts'
import { daysBetween, periodOf, previousPeriod } from '#app/kpis/period.ts'
import type { DemoKpi, DemoKpiValue, DemoPlan, DemoUpdate } from './demo/types.ts'
import { type Story, dateOf, fill, grouped, idOf, remember, researcherOf, runsThings, tell } from './story.ts'

/** Values that a plan's update brought along, by plan and day of the update. */
export type Carried = Map<string, DemoKpiValue>
export const carriedKey = (plan: DemoPlan, update: DemoUpdate) => `${plan.key} ${update.on}`

export function tellKpis(story: Story): Carried {
  const values = story.kpiValues(story.today)
  const carried = carriedByUpdates(story, values)
  const elsewhere = new Set(carried.values())
  for (const kpi of story.kpis) {
    tellKpi(story, kpi)
    tellValues(
      story,
      kpi,
      values.filter((value) => value.kpi === kpi.key && !elsewhere.has(value)),
    )
    for (const value of values) if (value.kpi === kpi.key) tellRestatement(story, value)
  }
  return carried
}

/** Contributors own KPIs and record their values, but somebody else sets them up. */
const definerOf = (story: Story, kpi: DemoKpi) => (runsThings(story, kpi.owner) ? kpi.owner : researcherOf(story))

function tellKpi(story: Story, kpi: DemoKpi) {
  const { key, name, kind, definition, formula, unit, decimals, scoreKind, direction, frequency, source } = kpi
  const words = { name, kind, definition, formula, unit, decimals, scoreKind, direction, frequency, source }
  tell(story, kpi.definedOn, 'define', definerOf(story, kpi), async (ctx) => {
    const form = fill(newKpiForm, { ...words, ownerId: idOf(story, 'member', kpi.owner) })
    remember(story, 'kpi', key, (await createKpi(ctx, form)).id)
  })
  for (const { dueOn, value, reason, setOn } of kpi.targets)
    tell(story, setOn, 'link', definerOf(story, kpi), (ctx) =>
      addKpiTarget(ctx, idOf(story, 'kpi', key), fill(targetForm, { dueOn: dateOf(story, dueOn), value, reason })),
    )
}

/** What was recorded on one day goes in together, as from one file or one sitting. */
function tellValues(story: Story, kpi: DemoKpi, values: DemoKpiValue[]) {
  const days = grouped(values, ({ recordedOn, source }) => `${recordedOn} ${source}`)
  for (const together of days.values()) {
    const { recordedOn, recordedBy, source } = together[0]!
    tell(story, daysBetween(story.today, recordedOn), 'measure', recordedBy, (ctx) =>
      recordKpiValues(ctx, idOf(story, 'kpi', kpi.key), together.map(figuresOf), { source }),
    )
  }
}

const figuresOf = ({ period, value, n, sd, promoters, detractors, note }: DemoKpiValue) => ({
  period,
  value,
  n,
  sd,
  promoters,
  detractors,
  note,
})

function tellRestatement(story: Story, { kpi, restated, ...first }: DemoKpiValue) {
  if (!restated) return
  const { on, by, value, n, note } = restated
  const now = { ...figuresOf({ kpi, ...first }), value, n }
  tell(story, daysBetween(story.today, on), 'measure', by, (ctx) =>
    recordKpiValues(ctx, idOf(story, 'kpi', kpi), [now], { reason: note, source: 'typed' }),
  )
}

/**
 * An update brings the value of the latest period that had ended, where it can be its first record: it was not imported,
 * needs no note, is not restated earlier, and no other update brought it.
 */
function carriedByUpdates(story: Story, values: DemoKpiValue[]): Carried {
  const carried: Carried = new Map()
  const taken = new Set<DemoKpiValue>()
  const reporting = story.plans
    .flatMap((plan) => plan.updates.map((update) => ({ plan, update })))
    .filter(({ update }) => update.reportsKpi)
    .sort((a, b) => a.update.on - b.update.on)
  for (const { plan, update } of reporting) {
    const kpi = story.kpis.find(({ key }) => key === plan.kpi)
    if (!kpi) continue
    const on = dateOf(story, update.on)
    const period = previousPeriod(periodOf(on, kpi.frequency), kpi.frequency)
    const value = values.find((one) => one.kpi === kpi.key && one.period === period)
    if (!value || taken.has(value) || value.source !== 'typed' || value.note !== '') continue
    if (value.restated && value.restated.on <= on) continue
    taken.add(value)
    carried.set(carriedKey(plan, update), value)
  }
  return carried
}
