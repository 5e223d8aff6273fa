import type { ReactNode } from 'react'
import { LinkButton } from '#app/ui/button.tsx'
import { formatNumber, plural } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Card } from '#app/ui/page.tsx'
import { Badge } from '#app/ui/status.tsx'
import { missingHints, missingWords } from './outcome.ts'
import { type RatingSummary, fewestRatings, ratingNames, ratings } from './rating.ts'

interface HowMeasureProps {
  question: string
  rating: RatingSummary
  edit: string | null
  children?: ReactNode
}

/** The feeling: the question, and what people last said to it. */
export function HowMeasure({ question, rating, edit, children }: HowMeasureProps) {
  return (
    <Card className="grid content-start gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">HOW: the feeling that shows it</h3>
        {!question && <Badge tone="warn">{missingWords.how}</Badge>}
      </div>
      {question ? (
        <>
          <p dir="auto" className="font-serif text-lg">
            {question}
          </p>
          <Summary rating={rating} />
          {children}
        </>
      ) : (
        <div className="grid justify-items-start gap-3">
          <p className="text-ink-muted">{missingHints.how}</p>
          {edit && (
            <LinkButton href={edit} size="small">
              Write the question
            </LinkButton>
          )}
        </div>
      )}
    </Card>
  )
}

function Summary({ rating }: { rating: RatingSummary }) {
  const { locale } = useLocale()
  if (rating.n === 0) return <p className="text-ink-muted">Nobody has rated it yet.</p>
  if (rating.average === null)
    return (
      <p className="text-ink-muted">
        Too few to say: {plural(rating.n, 'person has', 'people have')} rated it, {fewestRatings} are needed.
      </p>
    )
  const most = Math.max(...rating.counts)
  return (
    <div className="grid gap-x-8 gap-y-3 sm:grid-cols-[auto_minmax(0,1fr)] sm:items-center">
      <div>
        <p className="flex items-baseline gap-1.5">
          <span className="tabular text-2xl font-semibold">{formatNumber(rating.average, 1, locale)}</span>
          <span className="text-ink-muted">of 5</span>
        </p>
        <p className="text-sm text-ink-muted">
          {rating.low === rating.high ? `all ${rating.low}` : `from ${rating.low} to ${rating.high}`}, n = {rating.n}
        </p>
      </div>
      <ul aria-label="How many people gave each rating" className="grid gap-1 text-xs">
        {[...ratings].reverse().map((value) => (
          <li key={value} className="grid grid-cols-[1rem_minmax(0,1fr)_1.5rem] items-center gap-2">
            <span className="tabular text-ink-muted" title={ratingNames[value]}>
              {value}
            </span>
            <span className="keep-colour h-1.5 rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${(rating.counts[value - 1]! / most) * 100}%` }}
              />
            </span>
            <span className="tabular text-end">{rating.counts[value - 1]}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
