// The content of the evidence chain: every reference leads somewhere, and everybody was there when they are said to have done something.
import { expect, it } from 'vitest'
import { addDays } from '#app/kpis/period.ts'
import { pseudonymRefusal } from '#app/reconstructions/reconstruction.ts'
import { pseudonymRefusal as customerNameRefusal } from '#app/stories/story.ts'
import { bayline } from '#db/seed/content.ts'
import { surveyFile } from '#db/seed/demo/feedback.ts'
import type { DemoMap } from '#db/seed/demo/types.ts'
import { knownOn } from '#db/seed/evidence-acts.ts'

const today = '2026-03-14'
const { people, units, personas, segments, kpis, initiatives, touchpoints, journeys, maps } = bayline
const { posts, themes, visits, observations, gaps, experiences, reconstructions, cases, caseRules, replies } = bayline
const { customerStories } = bayline

const has = (list: readonly { key: string }[], key: string | null | undefined, about: string) => {
  if (key !== null && key !== undefined)
    expect(
      list.map((one) => one.key),
      about,
    ).toContain(key)
}
/** Somebody who had joined by that day and had not left. */
function wasThere(key: string | null, on: number) {
  if (key === null) return
  const person = people.find((one) => one.key === key)
  expect(person, key).toBeDefined()
  expect(person!.joinedOn ?? 1, `${key} had joined by ${on}`).toBeLessThanOrEqual(on)
  expect(person!.leftOn ?? 1, `${key} was still there on ${on}`).toBeGreaterThanOrEqual(on)
}
const ordered = (days: number[]) => expect(days).toEqual([...days].sort((a, b) => a - b))

const stepsDrawn = (map: DemoMap) => [
  ...(map.phases ?? []).flatMap(({ steps }) => steps),
  ...(map.add ?? []).map(({ step }) => step),
]
/** The keys of the steps of a journey's map that was in force on a day. */
function stepsOn(journey: string, kind: 'as-is' | 'to-be', day: number): Set<string> {
  const keys = new Set<string>()
  for (const map of maps) {
    if (map.journey !== journey || map.currentOn === null || map.currentOn >= day) continue
    if (map.kind !== 'as-is' && map.kind !== kind) continue
    for (const { key } of stepsDrawn(map)) keys.add(key)
    for (const key of map.drop ?? []) keys.delete(key)
  }
  return keys
}
function stepWas(step: string, kind: 'as-is' | 'to-be', on: number) {
  const [journey, key] = step.split(' ')
  expect([...stepsOn(journey!, kind, on)], `${step} on ${on}`).toContain(key)
}

it('uses each key once', () => {
  for (const list of [touchpoints, journeys, posts, themes, visits, observations, gaps, reconstructions, cases]) {
    const keys = list.map((one) => one.key)
    expect(new Set(keys).size).toBe(keys.length)
  }
})

it('has maps whose steps, touchpoints, KPIs and owners are there', () => {
  for (const journey of journeys) {
    has(personas, journey.persona, journey.key)
    wasThere(journey.owner, journey.recordedOn)
  }
  for (const touchpoint of touchpoints) {
    wasThere(touchpoint.owner, touchpoint.recordedOn)
    has(units, touchpoint.unit, touchpoint.key)
  }
  for (const map of maps) {
    has(journeys, map.journey, map.reason)
    wasThere(map.by, map.recordedOn)
    ordered([map.recordedOn, map.currentOn ?? 0])
    for (const step of stepsDrawn(map)) {
      has(touchpoints, step.touchpoint, step.key)
      wasThere(step.owner ?? null, map.recordedOn)
      for (const kpi of step.kpis) has(kpis, kpi, step.key)
    }
    const known = [...Object.keys(map.change ?? {}), ...(map.drop ?? []), ...(map.add ?? []).map(({ after }) => after)]
    for (const key of known) stepWas(`${map.journey} ${key}`, 'as-is', map.recordedOn)
  }
})

it('has listening posts at steps, and themes decided by people who may', () => {
  for (const post of posts) {
    wasThere(post.owner, post.setUpOn)
    for (const step of post.covers) stepWas(step, 'as-is', post.setUpOn)
    if (post.restricted) {
      expect(post.restricted.on).toBeGreaterThan(post.setUpOn)
      expect(post.restricted.until).toBeGreaterThan(14)
      wasThere(post.restricted.by, post.restricted.on)
    }
  }
  for (const theme of themes) {
    wasThere(theme.foundBy, theme.foundOn)
    wasThere(theme.owner, theme.foundOn)
    ordered([theme.foundOn, ...theme.decisions.map(({ on }) => on)])
    for (const { by, on, decision, reviewOn } of theme.decisions) {
      wasThere(by, on)
      expect(by === theme.owner || people.find(({ key }) => key === by)!.role === 'cx_leader', theme.key).toBe(true)
      expect(reviewOn === undefined, theme.key).toBe(decision !== 'watch')
    }
  }
  expect(new Set(themes.map(({ decisions }) => decisions.at(-1)?.decision))).toEqual(
    new Set(['act', 'watch', 'decline', undefined]),
  )
})

it('has visits and observations of people who were there, at steps that were', () => {
  for (const visit of visits) {
    wasThere(visit.plannedBy, visit.plannedOn)
    wasThere(visit.visitor, Math.min(0, visit.due))
    expect(visit.due, visit.key).toBeGreaterThanOrEqual(visit.plannedOn)
    expect(visit.nothingOn === undefined, visit.key).toBe(visit.note === undefined)
    stepWas(visit.step, 'as-is', visit.plannedOn)
  }
  for (const seen of observations) {
    wasThere(seen.by, seen.on)
    has(touchpoints, seen.touchpoint, seen.key)
    has(units, seen.unit, seen.key)
    if (seen.step) stepWas(seen.step, 'as-is', seen.on)
    expect(seen.step ?? seen.touchpoint ?? seen.place, seen.key).toBeDefined()
    expect(seen.on, seen.key).toBeLessThan(0)
    if (seen.visit === undefined) continue
    const visit = visits.find(({ key }) => key === seen.visit)
    expect(visit, seen.key).toMatchObject({ visitor: seen.by })
    expect(seen.on, seen.key).toBeGreaterThanOrEqual(visit!.plannedOn)
  }
})

/** Everything that was imported from the survey before a day. */
const saidBefore = (day: number) =>
  Array.from({ length: 12 }, (_, month) => month)
    .filter((month) => -month * 30 < day)
    .map((month) => surveyFile(today, month))
    .join()

it('has gaps between steps that were, on evidence that is there, closed by initiatives that exist', () => {
  for (const gap of gaps) {
    wasThere(gap.by, gap.on)
    wasThere(gap.owner, gap.on)
    has(personas, gap.persona, gap.key)
    has(segments, gap.segment, gap.key)
    has(touchpoints, gap.touchpoint, gap.key)
    if (gap.steps) stepWas(`${gap.steps.journey} ${gap.steps.asIs}`, 'as-is', gap.on)
    if (gap.steps?.toBe) stepWas(`${gap.steps.journey} ${gap.steps.toBe}`, 'to-be', gap.on)
    for (const key of gap.observations ?? []) expect(knownOn(bayline, 'observation', key)).toBeLessThanOrEqual(0)
    for (const key of gap.themes ?? []) expect(knownOn(bayline, 'theme', key)).toBeLessThanOrEqual(0)
    for (const { words } of gap.saying ?? []) expect(saidBefore(gap.on), gap.key).toContain(words)
    ordered([gap.on, ...(gap.initiative ? [gap.initiative.on] : []), ...gap.moves.map(({ on }) => on)])
    for (const { by, on } of gap.moves) {
      wasThere(by, on)
      expect(by, gap.key).toBe(gap.owner)
    }
    closes(gap.initiative, gap.on)
  }
  for (const one of reconstructions) {
    wasThere(one.by, one.on)
    has(journeys, one.journey, one.key)
    expect(pseudonymRefusal(one.pseudonym)).toBeNull()
    stepWas(`${one.journey} ${one.gap.mismatch.step}`, 'as-is', one.on)
    closes(one.gap.initiative, one.gap.on)
    expect(one.text(today)).toContain(one.offMap.event)
    ordered([one.on, one.offMap.on, one.gap.on, one.gap.initiative.on])
    // Nobody's way is written down before the last of it has happened.
    const days = one.text(today).match(/^\d{4}-\d\d-\d\d/gm)!
    expect(days.length).toBeGreaterThan(5)
    for (const day of days) expect(day < addDays(today, one.on), day).toBe(true)
  }
})

function closes(initiative: { key: string; on: number } | undefined, since: number) {
  if (!initiative) return
  const found = initiatives.find(({ key }) => key === initiative.key)
  expect(found, initiative.key).toBeDefined()
  expect(initiative.on).toBeGreaterThan(since)
  expect(initiative.on).toBeGreaterThanOrEqual(found!.stages[0]!.on)
  const last = found!.stages.at(-1)!
  if (last.stage === 'stopped' || last.stage === 'finished') expect(initiative.on).toBeLessThan(last.on)
}

it('has cases, rules and replies of people who were there', () => {
  for (const one of cases) {
    wasThere(one.openedBy, one.openedOn)
    wasThere(one.owner, one.openedOn)
    has(touchpoints, one.touchpoint, one.key)
    const days = [...(one.log ?? []), one.told, one.resolved, one.closed].flatMap((step) => (step ? [step.on] : []))
    for (const on of days) expect(on, one.key).toBeGreaterThanOrEqual(one.openedOn)
    if (one.handedOver) wasThere(one.handedOver.to, one.handedOver.on)
    if (one.closed) expect(Boolean(one.told && one.resolved) || one.closed.reason, one.key).toBeTruthy()
  }
  for (const rule of caseRules) {
    wasThere(rule.owner, rule.madeOn)
    has(posts, rule.post, rule.name)
    expect(rule.words.length > 0 || rule.post !== undefined, rule.name).toBe(true)
  }
  expect(caseRules.some(({ switchedOn }) => switchedOn !== null)).toBe(true)
  for (const { initiative, on, by, text, reason } of replies) {
    wasThere(by, on)
    expect(initiatives.find(({ key }) => key === initiative)!.stages.at(-1)!.on).toBeLessThan(on)
    expect(text === undefined).toBe(reason !== undefined)
  }
})

it('has stories of people who were there, about steps, personas and initiatives that are there', () => {
  for (const one of customerStories) {
    wasThere(one.owner, one.recordedOn)
    has(personas, one.persona, one.key)
    has(initiatives, one.initiative, one.key)
    if (one.step) stepWas(one.step, 'as-is', one.recordedOn)
    expect(customerNameRefusal(one.pseudonym), one.key).toBeNull()
    const days = [one.recordedOn, one.consent?.on, one.publishedOn, one.withdrawn?.on].filter(
      (day) => day !== undefined,
    )
    ordered(days)
    if (one.publishedOn !== undefined) expect(Boolean(one.consent && one.outcome && one.step), one.key).toBe(true)
  }
})

it('has KPIs that are computed from posts and touchpoints that are there', () => {
  const computed = kpis.flatMap((kpi) => (kpi.computed ? [{ ...kpi.computed, definedOn: kpi.definedOn }] : []))
  expect(computed.length).toBeGreaterThan(0)
  for (const { post, touchpoint, since, definedOn } of computed) {
    has(posts, post, touchpoint)
    has(touchpoints, touchpoint, post)
    expect(since).toBeGreaterThan(definedOn)
  }
})

it('says what delights and pains personas, most of it with evidence that is there', () => {
  const rested = new Set<string>()
  for (const { persona, on, sentence, ...rests } of experiences) {
    has(personas, persona, sentence)
    wasThere(personas.find(({ key }) => key === persona)!.owner, on)
    for (const key of rests.observations ?? []) expect(knownOn(bayline, 'observation', key)).toBeLessThanOrEqual(0)
    for (const key of rests.themes ?? []) expect(knownOn(bayline, 'theme', key)).toBeLessThanOrEqual(0)
    for (const { words } of rests.saying ?? []) expect(saidBefore(on), sentence).toContain(words)
    if (rests.observations ?? rests.themes ?? rests.saying) rested.add(persona)
  }
  expect(rested.size).toBeGreaterThanOrEqual(3)
  const assumed = experiences.filter(({ observations, themes, saying }) => !observations && !themes && !saying)
  expect(assumed.length).toBeGreaterThan(0)
})
