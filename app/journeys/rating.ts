// How a step feels to customers: three ratings from 1 to 5, by hand or from feedback, and what they rest on. Pure.
import { optionalChoice } from '#app/ui/schema.ts'

export const ratingKinds = ['success', 'effort', 'emotion'] as const
export type RatingKind = (typeof ratingKinds)[number]
export const ratingNames: Record<RatingKind, string> = { success: 'Success', effort: 'Effort', emotion: 'Emotion' }
export const ratingQuestions: Record<RatingKind, string> = {
  success: 'Do customers get what they came for?',
  effort: 'How much effort does it cost them?',
  emotion: 'How do they feel about it?',
}
/** What 1 to 5 mean, in words. */
export const ratingWords: Record<RatingKind, readonly [string, string, string, string, string]> = {
  success: ['never', 'seldom', 'half the time', 'mostly', 'always'],
  effort: ['none', 'little', 'some', 'much', 'very much'],
  emotion: ['very bad', 'bad', 'neither', 'good', 'very good'],
}
export const ratingLevels = ['1', '2', '3', '4', '5'] as const
export const optionalRating = () => optionalChoice(ratingLevels)

/** The word of a value, rounded where feedback gave it. */
export const ratingWord = (kind: RatingKind, value: number) =>
  ratingWords[kind][Math.min(5, Math.max(1, Math.round(value))) - 1]!

/** How good a rating is for the customer, 1 to 5: much effort is bad. */
export const goodness = (kind: RatingKind, value: number) =>
  Math.min(5, Math.max(1, Math.round(kind === 'effort' ? 6 - value : value)))

export const evidenceGrades = ['assumed', 'reported', 'observed', 'measured'] as const
export type EvidenceGrade = (typeof evidenceGrades)[number]
export const gradeNames: Record<EvidenceGrade, string> = {
  assumed: 'Assumed',
  reported: 'Reported',
  observed: 'Observed',
  measured: 'Measured',
}
export const gradeMeanings: Record<EvidenceGrade, string> = {
  assumed: 'we believe so',
  reported: 'customers or colleagues said so',
  observed: 'somebody went and saw it',
  measured: 'there are figures',
}
export const gradeName = (grade: string) => gradeNames[grade as EvidenceGrade] ?? grade

export interface Rating {
  value: number
  from: 'hand' | 'feedback'
  /** Answers it was computed from; 0 where rated by hand. */
  n: number
}
export type Ratings = Record<RatingKind, Rating | null>

/** Fewer answers than this do not replace what somebody rated by hand. */
export const fewestAnswers = 10

/** Sums of one question that measures a rating of a step. */
export interface ScoreSums {
  measures: string
  scoreKind: string | null
  scaleLow: number
  scaleHigh: number
  n: number
  total: number
}

/**
 * The mean of all answers on the scale from 1 to 5. A customer effort score asks whether it was easy, so its high end is little effort.
 * Null without answers.
 */
export function fromFeedback(kind: RatingKind, sums: readonly ScoreSums[]): { value: number; n: number } | null {
  let [n, total] = [0, 0]
  for (const one of sums) {
    if (one.measures !== kind || one.n <= 0 || one.scaleHigh <= one.scaleLow) continue
    const share = (one.total / one.n - one.scaleLow) / (one.scaleHigh - one.scaleLow)
    const good = Math.min(1, Math.max(0, kind === 'effort' && one.scoreKind === 'ces' ? 1 - share : share))
    n += one.n
    total += one.n * (1 + 4 * good)
  }
  return n > 0 ? { value: Math.round((total / n) * 10) / 10, n } : null
}

/** What is shown of a step: feedback where enough customers answered, else what was rated by hand, else the few answers there are. */
export function ratingsOf(byHand: Record<RatingKind, number | null>, sums: readonly ScoreSums[]): Ratings {
  return Object.fromEntries(
    ratingKinds.map((kind): [RatingKind, Rating | null] => {
      const [hand, heard] = [byHand[kind], fromFeedback(kind, sums)]
      if (heard && (heard.n >= fewestAnswers || hand === null)) return [kind, { ...heard, from: 'feedback' }]
      return [kind, hand === null ? null : { value: hand, from: 'hand', n: 0 }]
    }),
  ) as Ratings
}

/** Feedback is a figure, whatever was said by hand. */
export const gradeShown = (grade: string, ratings: Ratings) =>
  ratingKinds.some((kind) => ratings[kind]?.from === 'feedback') ? 'measured' : grade

interface Felt {
  name: string
  ratings: Ratings
}

/** What the emotion curve shows, in one or two sentences. */
export function curveSentence(steps: readonly Felt[]): string {
  const rated = steps.flatMap(({ name, ratings }) => (ratings.emotion ? [{ name, value: ratings.emotion.value }] : []))
  if (!rated.length) return 'No step has a rating of how customers feel yet.'
  const worst = rated.reduce((low, one) => (one.value < low.value ? one : low))
  const best = rated.reduce((high, one) => (one.value > high.value ? one : high))
  const missing = steps.length - rated.length
  const rest = missing ? ` ${missing} of ${steps.length} steps ${missing === 1 ? 'has' : 'have'} no rating.` : ''
  if (worst.value === best.value) return `It stays at ${worst.value} (${ratingWord('emotion', worst.value)}).${rest}`
  return `Lowest at “${worst.name}” (${worst.value}, ${ratingWord('emotion', worst.value)}), highest at “${best.name}” (${best.value}, ${ratingWord('emotion', best.value)}).${rest}`
}
