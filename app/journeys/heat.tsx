import { clsx } from 'clsx'
import {
  type Rating,
  type RatingKind,
  evidenceGrades,
  fewestAnswers,
  goodness,
  gradeMeanings,
  gradeNames,
  ratingKinds,
  ratingNames,
  ratingWord,
  ratingWords,
} from './rating.ts'

const looks = [
  'bg-bad-soft text-bad',
  'bg-warn-soft text-warn',
  'bg-sunken text-ink-muted',
  'bg-good-soft/60 text-good',
  'bg-good-soft text-good',
] as const

/** A rating as a number, a bar of five and a colour that say the same; where it is from stands behind it. */
export function HeatCell({ kind, rating }: { kind: RatingKind; rating: Rating | null }) {
  if (!rating) return <span className="heat-none">not rated</span>
  const full = Math.round(rating.value)
  return (
    <span className={clsx('heat', looks[goodness(kind, rating.value) - 1])}>
      <span className="tabular w-6 font-semibold text-ink">{rating.value}</span>
      <svg viewBox="0 0 38 8" aria-hidden className="h-2 w-9.5 shrink-0">
        {[1, 2, 3, 4, 5].map((level) => (
          <rect
            key={level}
            x={(level - 1) * 8 + 0.5}
            y="0.5"
            width="5.5"
            height="7"
            fill={level <= full ? 'currentColor' : 'none'}
            stroke="currentColor"
          />
        ))}
      </svg>
      <span className="min-w-0 truncate text-ink">
        <span className={rating.from === 'feedback' ? 'sr-only' : undefined}>{ratingWord(kind, rating.value)}</span>
        {rating.from === 'feedback' && (
          <span title={`${ratingWord(kind, rating.value)}: from ${rating.n} answers of customers`}>
            <span className="sr-only">, from feedback, </span>n {rating.n}
          </span>
        )}
      </span>
    </span>
  )
}

/** What numbers and grades mean, in words. */
export function MapLegend() {
  return (
    <dl className="grid gap-x-8 gap-y-1 text-sm text-ink-muted sm:grid-cols-2">
      {ratingKinds.map((kind) => (
        <div key={kind} className="flex gap-2">
          <dt className="w-18 shrink-0 font-medium text-ink">{ratingNames[kind]}</dt>
          <dd>
            1 {ratingWords[kind][0]} to 5 {ratingWords[kind][4]}
          </dd>
        </div>
      ))}
      <div className="flex gap-2">
        <dt className="w-18 shrink-0 font-medium text-ink">“n 120”</dt>
        <dd>
          The mean of so many answers of customers in the last twelve months, from {fewestAnswers} on; without it, rated
          by hand.
        </dd>
      </div>
      <div className="flex gap-2">
        <dt className="w-18 shrink-0 font-medium text-ink">Curve</dt>
        <dd>A square is an emotion below 2.5, a diamond one from 2.5 to 3.5, a circle one above 3.5.</dd>
      </div>
      <div className="flex gap-2 sm:col-span-2">
        <dt className="w-18 shrink-0 font-medium text-ink">Evidence</dt>
        <dd>{evidenceGrades.map((grade) => `${gradeNames[grade]}: ${gradeMeanings[grade]}`).join('. ')}.</dd>
      </div>
    </dl>
  )
}
