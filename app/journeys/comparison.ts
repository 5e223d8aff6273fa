// Two maps over each other, step by step: what is added, dropped, moved and changed. Pure.
import { type RatingKind, type Ratings, ratingKinds, ratingNames, ratingWord } from './rating.ts'

export interface ComparedStep {
  id: string
  name: string
  description: string
  lineId: string
  cameFromId: string | null
  touchpoint: { name: string } | null
  ownerName: string | null
  ratings: Ratings
  grade: string
  kpis: readonly { name: string }[]
}
export interface ComparedPhase {
  name: string
  steps: readonly ComparedStep[]
}

export const pairFates = ['added', 'dropped', 'changed', 'same'] as const
export type PairFate = (typeof pairFates)[number]
export const pairFateNames: Record<PairFate, string> = {
  added: 'Added',
  dropped: 'Dropped',
  changed: 'Changed',
  same: 'As before',
}

export interface PairChange {
  label: string
  before: string
  after: string
}

export interface Pair {
  fate: PairFate
  phase: string
  before: ComparedStep | null
  after: ComparedStep | null
  changes: PairChange[]
}

interface Placed extends ComparedStep {
  phase: string
}

const placed = (phases: readonly ComparedPhase[]): Placed[] =>
  phases.flatMap(({ name, steps }) => steps.map((step) => ({ ...step, phase: name })))

/**
 * Every step of both maps once: in the order of the later map, each dropped step where it stood before. Steps belong together that are of
 * one line, or of which one came from the other.
 */
export function compareMaps(before: readonly ComparedPhase[], after: readonly ComparedPhase[]): Pair[] {
  const [old, now] = [placed(before), placed(after)]
  const partners = new Map<string, Placed>()
  const taken = new Set<string>()
  for (const related of [sameLine, derived])
    for (const step of now) {
      const partner = partners.has(step.id) ? undefined : old.find((one) => !taken.has(one.id) && related(one, step))
      if (!partner) continue
      partners.set(step.id, partner)
      taken.add(partner.id)
    }
  const pairs: Pair[] = now.map((step) => {
    const partner = partners.get(step.id) ?? null
    const changes = partner ? changesOf(partner, step) : []
    const fate = !partner ? 'added' : changes.length ? 'changed' : 'same'
    return { fate, phase: step.phase, before: partner, after: step, changes }
  })
  for (const [at, step] of old.entries()) {
    if (taken.has(step.id)) continue
    const pair: Pair = { fate: 'dropped', phase: step.phase, before: step, after: null, changes: [] }
    const earlier = old.slice(0, at).reverse()
    const stands = (one: Placed) => pairs.findIndex((each) => each.before?.id === one.id)
    const anchor = earlier.map(stands).find((index) => index >= 0) ?? -1
    pairs.splice(anchor + 1, 0, pair)
  }
  return pairs
}

const sameLine = (a: ComparedStep, b: ComparedStep) => a.lineId === b.lineId
const derived = (a: ComparedStep, b: ComparedStep) => a.cameFromId === b.id || b.cameFromId === a.id

function changesOf(before: Placed, after: Placed): PairChange[] {
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(', ')
  const all: PairChange[] = [
    { label: 'Name', before: before.name, after: after.name },
    { label: 'Phase', before: before.phase, after: after.phase },
    { label: 'What the customer does', before: before.description, after: after.description },
    { label: 'Touchpoint', before: before.touchpoint?.name ?? '', after: after.touchpoint?.name ?? '' },
    { label: 'Process owner', before: before.ownerName ?? '', after: after.ownerName ?? '' },
    ...ratingKinds.map((kind) => ({
      label: ratingNames[kind],
      before: inWords(kind, before.ratings),
      after: inWords(kind, after.ratings),
    })),
    { label: 'KPIs', before: names(before.kpis), after: names(after.kpis) },
  ]
  return all.filter((change) => change.before !== change.after)
}

const inWords = (kind: RatingKind, ratings: Ratings) => {
  const rating = ratings[kind]
  return rating ? `${rating.value}, ${ratingWord(kind, rating.value)}` : ''
}

/** `3 added, 1 dropped, 5 changed, 12 as before`. */
export function comparisonSentence(pairs: readonly Pair[]): string {
  const count = (fate: PairFate) => pairs.filter((pair) => pair.fate === fate).length
  const said = pairFates.flatMap((fate) => (count(fate) ? [`${count(fate)} ${pairFateNames[fate].toLowerCase()}`] : []))
  return said.length ? `${said.join(', ')}.` : 'Neither map has a step yet.'
}
