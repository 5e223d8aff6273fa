import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  deriveStanding,
  derivedStatuses,
  disagrees,
  nextUpdateDue,
  statedStatuses,
} from '#app/action-plans/standing.ts'
import { addDays, frequencies, nextPeriod, periodOf } from '#app/kpis/period.ts'
import { initiatives } from '#db/seed/demo/initiatives.ts'
import { kpiValuesAsOf, sfo } from '#db/seed/demo/kpi-values.ts'
import { kpis } from '#db/seed/demo/kpis.ts'
import { other } from '#db/seed/demo/other.ts'
import { organisation, people, units } from '#db/seed/demo/people.ts'
import { personas, segments } from '#db/seed/demo/personas.ts'
import { acknowledgedOn, authorOf, dueDayOf, ownerOn, plans } from '#db/seed/demo/plans.ts'
import type { DemoInitiative, DemoKpi, DemoPerson, DemoPlan, DemoUnit, DemoVision } from '#db/seed/demo/types.ts'
import { outcomes, pillars, values, visions } from '#db/seed/demo/vision.ts'

const today = '2026-03-14'
const day = (offset: number) => addDays(today, offset)

interface Content {
  units: DemoUnit[]
  people: DemoPerson[]
  visions: DemoVision[]
  values: { key: string }[]
  kpis: DemoKpi[]
  initiatives: DemoInitiative[]
  plans: DemoPlan[]
  outcomes: { key: string }[]
  personas: { key: string }[]
}

const organisations: [string, Content][] = [
  ['Bayline Airport', { units, people, visions, values, kpis, initiatives, plans, outcomes, personas }],
  ['Harbour Ferries', { ...other, outcomes: [], personas: [] }],
]

describe.each(organisations)('%s', (_name, content) => {
  const has = (list: { key: string }[], key: string | null) => {
    if (key !== null) expect(list.map((one) => one.key)).toContain(key)
  }
  /** Somebody who had joined by that day and had not left. */
  const wasThere = (key: string | null, on: number) => {
    if (key === null) return
    const person = content.people.find((one) => one.key === key)
    expect(person, key).toBeDefined()
    expect(person!.joinedOn, `${key} had joined by ${on}`).not.toBeNull()
    expect(person!.joinedOn!, `${key} had joined by ${on}`).toBeLessThanOrEqual(on)
    expect(person!.leftOn ?? 1, `${key} was still there on ${on}`).toBeGreaterThanOrEqual(on)
  }

  it('uses each key and name once', () => {
    for (const list of [
      content.units,
      content.people,
      content.values,
      content.kpis,
      content.initiatives,
      content.plans,
    ]) {
      const keys = list.map((one) => one.key)
      expect(new Set(keys).size).toBe(keys.length)
    }
    for (const list of [content.units, content.people, content.kpis, content.initiatives, content.plans]) {
      const names = list.map((one) => one.name.toLowerCase())
      expect(new Set(names).size).toBe(names.length)
    }
    expect(new Set(content.people.map((person) => person.email)).size).toBe(content.people.length)
  })

  it('has a tree of units, people in them and visions in their order', () => {
    for (const unit of content.units) has(content.units, unit.parent)
    expect(content.units.filter((unit) => unit.parent === null)).toHaveLength(1)
    for (const person of content.people) {
      has(content.units, person.unit)
      expect(person.email).toMatch(/^[a-z.]+@(demo|other)\.example$/)
      if (person.joinedOn !== null) expect(person.joinedOn).toBeGreaterThanOrEqual(person.invitedOn)
    }
    for (const vision of content.visions) {
      wasThere(vision.draftedBy, vision.draftedOn)
      wasThere(vision.ratifiedBy, vision.ratifiedOn ?? 0)
      const days = [vision.draftedOn, vision.proposedOn, vision.ratifiedOn].filter((one) => one !== null)
      expect(days).toEqual([...days].sort((a, b) => a - b))
    }
  })

  it('has KPIs with owners and targets that were set by people who were there', () => {
    for (const kpi of content.kpis) {
      wasThere(kpi.owner, kpi.definedOn)
      const days = kpi.targets.map((target) => target.dueOn)
      expect(days, kpi.key).toEqual([...new Set(days)].sort((a, b) => a - b))
      for (const target of kpi.targets) expect(target.setOn, kpi.key).toBeGreaterThanOrEqual(kpi.definedOn)
    }
  })

  it('has initiatives whose links resolve and whose stages follow one another', () => {
    const order = ['idea', 'proposed', 'approved', 'running']
    for (const initiative of content.initiatives) {
      has(content.units, initiative.unit)
      for (const key of initiative.values) has(content.values, key)
      for (const key of initiative.outcomes) has(content.outcomes, key)
      for (const key of initiative.personas) has(content.personas, key)
      for (const link of initiative.kpis) {
        has(content.kpis, link.kpi)
        expect(link.expectedDirection).toBe(content.kpis.find((kpi) => kpi.key === link.kpi)!.direction)
      }
      const { stages } = initiative
      expect(stages[0]!.by, initiative.key).toBe(initiative.createdBy)
      expect(stages.slice(0, 4).map((one) => one.stage)).toEqual(order.slice(0, Math.min(4, stages.length)))
      expect(stages.map((one) => one.on)).toEqual(stages.map((one) => one.on).sort((a, b) => a - b))
      for (const { by, on } of stages) wasThere(by, on)
      wasThere(initiative.owner, initiative.ownerAcceptedOn ?? 0)
      wasThere(initiative.sponsor, stages[0]!.on)
      if (initiative.formerOwner) wasThere(initiative.formerOwner.person, initiative.formerOwner.until)
    }
  })

  it('has plans whose people were there, and days that could have been', () => {
    for (const plan of content.plans) {
      const initiative = content.initiatives.find((one) => one.key === plan.initiative)!
      expect(initiative, plan.key).toBeDefined()
      expect(plan.recordedOn, plan.key).toBeGreaterThanOrEqual(
        initiative.stages.find((one) => one.stage === 'approved')!.on,
      )
      expect(plan.recordedOn).toBeLessThanOrEqual(plan.starts)
      expect(plan.starts).toBeLessThan(plan.ends)
      if (plan.kpi !== null) has(content.kpis, plan.kpi)
      for (const on of [plan.recordedOn, plan.finishedOn ?? plan.archivedOn ?? 0]) {
        wasThere(ownerOn(plan, on), on)
        wasThere(plan.reviewer, on)
        expect(ownerOn(plan, on), plan.key).not.toBe(plan.reviewer)
      }
    }
  })

  it('has action items that are done by somebody, and whose due days moved forward with a reason', () => {
    for (const plan of content.plans) {
      const keys = plan.items.flatMap((item) => item.key ?? [])
      expect(new Set(keys).size, plan.key).toBe(keys.length)
      const titles = plan.items.map((item) => item.title)
      expect(new Set(titles).size, plan.key).toBe(titles.length)
      for (const item of plan.items) {
        const about = `${plan.key}: ${item.title}`
        wasThere(item.owner, plan.recordedOn)
        wasThere(item.owner, item.done ?? 0)
        expect(item.done ?? 0, about).toBeLessThanOrEqual(0)
        expect(item.done ?? 0, about).toBeGreaterThan(plan.recordedOn)
        expect(item.progress === undefined || item.done === undefined, about).toBe(true)
        expect(item.progress ?? 0, about).toBeLessThan(100)
        for (const move of item.moves ?? []) {
          expect(move.on, about).toBeLessThanOrEqual(0)
          expect(move.on, about).toBeGreaterThan(plan.recordedOn)
          expect(move.to, about).toBeGreaterThan(item.due)
          expect(move.reason.length, about).toBeGreaterThan(10)
        }
        if (item.blockedBy === undefined) continue
        const blocker = plan.items.find((one) => one.key === item.blockedBy)
        expect(blocker, about).toBeDefined()
        expect(blocker).not.toBe(item)
        if (item.done !== undefined) expect(blocker!.done, about).toBeLessThanOrEqual(item.done)
      }
      for (const milestone of plan.milestones) expect(milestone.reached ?? 0, plan.key).toBeLessThanOrEqual(0)
    }
  })

  it('has updates in order, by those who owned the plan, never twice the same', () => {
    const texts = content.plans.flatMap((plan) => plan.updates.map((update) => update.text))
    expect(new Set(texts).size).toBe(texts.length)
    for (const plan of content.plans) {
      const days = plan.updates.map((update) => update.on)
      expect(days, plan.key).toEqual([...new Set(days)].sort((a, b) => a - b))
      for (const update of plan.updates) {
        expect(update.on, plan.key).toBeGreaterThanOrEqual(plan.starts)
        expect(update.on).toBeLessThanOrEqual(plan.finishedOn ?? 0)
        wasThere(authorOf(plan, update), update.on)
        expect(update.text, plan.key).toMatch(/^\S.*[.?!”]$/)
        expect(update.next, plan.key).toMatch(/^\S.*[.?!]$/)
        expect(`${update.text}${update.next}${update.help ?? ''}`).not.toMatch(/'|lorem/i)
        if (update.reportsKpi) expect(plan.kpi, plan.key).not.toBeNull()
        const acknowledged = acknowledgedOn(update)
        if (acknowledged !== null) expect(acknowledged).toBeGreaterThan(update.on)
        expect(acknowledged ?? 0).toBeLessThanOrEqual(0)
      }
      const last = plan.updates.at(-1)
      if (plan.finishedOn === undefined) continue
      expect(last, plan.key).toMatchObject({ status: 'done', on: plan.finishedOn })
      expect(
        plan.items.every((item) => item.done !== undefined),
        plan.key,
      ).toBe(true)
      expect(
        plan.milestones.every((milestone) => milestone.reached !== undefined),
        plan.key,
      ).toBe(true)
    }
  })

  it('stays within its two years and never records the future', () => {
    const recorded = new Set([
      'draftedOn',
      'proposedOn',
      'ratifiedOn',
      'supersededOn',
      'recordedOn',
      'reviewedOn',
      'setOn',
    ])
    for (const name of [
      'on',
      'definedOn',
      'finishedOn',
      'archivedOn',
      'reached',
      'done',
      'joinedOn',
      'invitedOn',
      'leftOn',
    ])
      recorded.add(name)
    const walk = (value: unknown, name = ''): void => {
      if (Array.isArray(value)) return value.forEach((one) => walk(one, name))
      if (value !== null && typeof value === 'object')
        return Object.entries(value).forEach(([key, one]) => walk(one, key))
      if (typeof value !== 'number') return
      if (recorded.has(name)) expect(value, name).toBeLessThanOrEqual(0)
      if (recorded.has(name) || /^(due|dueOn|to|starts|ends|reviewBy|until|effectiveOn)$/.test(name)) {
        expect(value, name).toBeGreaterThanOrEqual(-760)
        expect(value, name).toBeLessThanOrEqual(420)
      }
    }
    walk(content)
  })
})

describe('the showcase', () => {
  it('is as large as promised', () => {
    expect(units).toHaveLength(14)
    expect(people).toHaveLength(40)
    expect(values).toHaveLength(5)
    expect(pillars).toHaveLength(3)
    expect(outcomes).toHaveLength(6)
    expect(personas).toHaveLength(6)
    expect(segments.length).toBeGreaterThanOrEqual(4)
    expect(kpis).toHaveLength(17)
    expect(initiatives).toHaveLength(18)
    expect(plans).toHaveLength(40)
    expect(plans.flatMap((plan) => plan.items).length).toBeGreaterThanOrEqual(250)
    expect(plans.flatMap((plan) => plan.updates)).toHaveLength(400)
    expect(organisation.slug).toBe('demo')
  })

  it('has somebody in every role, a leaver and two who have not accepted', () => {
    const emails = people.map((person) => person.email)
    for (const name of ['admin', 'leader', 'owner', 'contributor', 'executive'])
      expect(emails).toContain(`${name}@demo.example`)
    expect(people.filter((person) => person.leftOn !== undefined)).toHaveLength(1)
    expect(people.filter((person) => person.joinedOn === null)).toHaveLength(2)
    expect(new Set(people.map((person) => person.role)).size).toBe(5)
  })

  it('says each value with three do’s and three don’ts', () => {
    for (const value of [...values, ...other.values]) {
      expect(value.dos).toHaveLength(3)
      expect(value.donts).toHaveLength(3)
    }
  })

  it('has one ratified vision and one draft, and outcomes that lack a half', () => {
    expect(visions.map((vision) => vision.state).sort()).toEqual(['draft', 'ratified', 'superseded'])
    expect(outcomes.filter((outcome) => outcome.what === null)).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome.how === null)).toHaveLength(1)
    expect(new Set(outcomes.map((outcome) => outcome.horizon)).size).toBe(3)
    for (const outcome of outcomes) {
      expect(pillars.map((pillar) => pillar.key)).toContain(outcome.pillar)
      if (outcome.what) expect(kpis.map((kpi) => kpi.key)).toContain(outcome.what.kpi)
      if (outcome.how === null) expect(outcome.ratings).toHaveLength(0)
      for (const rating of outcome.ratings) {
        const rater = people.find((person) => person.key === rating.by)!
        expect(rater.joinedOn!).toBeLessThanOrEqual(rating.on)
        expect(rating.on).toBeGreaterThanOrEqual(outcome.recordedOn)
      }
    }
  })

  it('has a stale persona and five that are not', () => {
    expect(personas.filter((persona) => persona.reviewBy < 0)).toHaveLength(1)
    for (const persona of personas) expect(segments.map((segment) => segment.key)).toContain(persona.segment)
  })

  it('has initiatives in every stage, two ad hoc, one without a reason, an owner and a KPI', () => {
    const stages = initiatives.map((initiative) => initiative.stages.at(-1)!.stage)
    expect(new Set(stages).size).toBe(6)
    expect(stages.filter((stage) => stage === 'running').length).toBeGreaterThan(8)
    const adHoc = initiatives.filter(({ values: served, outcomes: goals }) => served.length + goals.length === 0)
    expect(adHoc).toHaveLength(2)
    expect(adHoc.filter((initiative) => initiative.adHocReason !== undefined)).toHaveLength(1)
    expect(initiatives.filter((initiative) => initiative.owner === null)).toHaveLength(1)
    const approved = (stage: string) => stage !== 'idea' && stage !== 'proposed'
    expect(initiatives.filter((one, at) => one.kpis.length === 0 && approved(stages[at]!))).toHaveLength(1)
  })

  it('covers every stated and every derived status, and disagrees in places', () => {
    const standings = plans
      .filter((plan) => plan.archivedOn === undefined)
      .map((plan) => ({ plan, stated: plan.updates.at(-1)?.status ?? null, derived: standingOf(plan) }))
    expect(new Set(standings.map(({ derived }) => derived))).toEqual(new Set(derivedStatuses))
    expect(new Set(standings.map(({ stated }) => stated))).toEqual(new Set([...statedStatuses, null]))
    const disagreeing = standings
      .filter(({ stated, derived }) => disagrees(stated, derived))
      .map(({ plan }) => plan.key)
    expect(disagreeing.length).toBeGreaterThanOrEqual(3)
    expect(disagreeing).toContain('signs-screens')
    for (const { plan, derived } of standings.filter(({ stated }) => stated === 'done'))
      expect(derived, plan.key).toBe('done')
  })

  it('gives each of the five accounts something to do', () => {
    const key = (name: string) => people.find((person) => person.email === `${name}@demo.example`)!.key
    const owned = plans.filter((plan) => plan.owner === key('owner') && plan.finishedOn === undefined)
    const due = owned.map((plan) => nextUpdateDue(day(plan.updates.at(-1)?.on ?? plan.starts), plan.cadence))
    expect(due).toContain(today)
    expect(due.some((on) => on < today)).toBe(true)
    expect(outcomes.filter((outcome) => outcome.owner === key('leader')).length).toBeGreaterThanOrEqual(2)
    expect(initiatives.filter((initiative) => initiative.sponsor === key('executive')).length).toBeGreaterThanOrEqual(2)
    const items = plans.flatMap((plan) => plan.items).filter((item) => item.owner === key('contributor'))
    expect(items.filter((item) => item.done === undefined && dueDayOf(item) < 0).length).toBeGreaterThanOrEqual(2)
    expect(items.filter((item) => item.done === undefined && dueDayOf(item) >= 0).length).toBeGreaterThanOrEqual(2)
  })
})

function standingOf(plan: DemoPlan) {
  const last = plan.updates.at(-1)
  return deriveStanding({
    today,
    startsOn: day(plan.starts),
    cadence: plan.cadence,
    graceDays: organisation.graceDays,
    lastUpdateOn: last === undefined ? null : day(last.on),
    items: plan.items.map((item) => ({
      dueOn: day(dueDayOf(item)),
      doneOn: item.done === undefined ? null : day(item.done),
      weight: item.weight ?? 1,
    })),
    milestones: plan.milestones.map(({ name, due, reached }) => ({
      name,
      dueOn: day(due),
      reachedOn: reached === undefined ? null : day(reached),
    })),
    measure: null,
    finished: plan.finishedOn !== undefined,
  }).status
}

describe.each(['2026-03-14', '2026-01-01', '2027-12-31', '2028-02-29'])('the KPI values as of %s', (now) => {
  const all = kpiValuesAsOf(now)

  it('are the same each time, one to a period, and never from the future', () => {
    expect(kpiValuesAsOf(now)).toEqual(all)
    expect(new Set(all.map((value) => `${value.kpi} ${value.period}`)).size).toBe(all.length)
    for (const value of all) {
      const { frequency, definedOn } = kpis.find((kpi) => kpi.key === value.kpi)!
      expect(periodOf(value.period, frequency)).toBe(value.period)
      expect(value.recordedOn <= now).toBe(true)
      expect(value.recordedOn >= nextPeriod(value.period, frequency)).toBe(true)
      expect(value.recordedOn >= addDays(now, definedOn)).toBe(true)
      if (value.restated) expect(value.restated.on > value.recordedOn && value.restated.on <= now).toBe(true)
    }
  })

  it('fit their scales and their counts', () => {
    for (const value of all) {
      const { scoreKind, unit } = kpis.find((kpi) => kpi.key === value.kpi)!
      if (unit === '%') expect(value.value).toBeLessThanOrEqual(100)
      if (unit === '%') expect(value.value).toBeGreaterThanOrEqual(0)
      if (unit === 'of 5') expect(value.value).toBeLessThanOrEqual(5)
      if (scoreKind !== 'nps') continue
      expect(value.value).toBeCloseTo((100 * (value.promoters! - value.detractors!)) / value.n!, 1)
      expect(value.promoters! + value.detractors!).toBeLessThanOrEqual(value.n!)
    }
  })

  it('cover two years or more of every older KPI, with gaps, restatements and too few responses', () => {
    const of = (key: string) => all.filter((value) => value.kpi === key)
    for (const kpi of kpis.filter(({ computed }) => !computed))
      expect(of(kpi.key).length, kpi.key).toBeGreaterThanOrEqual(kpi.frequency === 'yearly' ? 3 : 8)
    expect(new Set(kpis.map((kpi) => kpi.frequency))).toEqual(new Set(frequencies))
    expect(all.filter((value) => value.restated).length).toBeGreaterThanOrEqual(4)
    expect(of('assistance').every((value) => value.n! < 30)).toBe(true)
    expect(of('complaints').length).toBeLessThan(36)
  })
})

it('the shapes said to be taken from the surveys are those of the committed scores', () => {
  const csv = readFileSync(new URL('../../db/seed/sources/sfo-scores.csv', import.meta.url), 'utf8')
  const [head, ...lines] = csv.trim().split('\n')
  const names = head!.split(',')
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at]!, cell])))
  const column = (measure: string, name: string) =>
    rows.filter((row) => row.measure === measure).map((row) => Number(row[name]))
  expect(sfo.wayfinding).toEqual(column('wayfinding', 'top_two_share').map((share) => Number((100 * share).toFixed(2))))
  expect(sfo.restrooms).toEqual(column('restrooms', 'top_two_share').map((share) => Number((100 * share).toFixed(2))))
  expect(sfo.wifi).toEqual(column('wifi', 'mean'))
  expect(sfo.securityEase).toEqual(column('security-ease', 'mean'))
  expect(sfo.overall.map(({ n }) => n)).toEqual(column('overall', 'n'))
  expect(sfo.overall.map(({ hits }) => hits)).toEqual(
    column('overall', 'rated4').map((four, at) => four + column('overall', 'rated5')[at]!),
  )
})
