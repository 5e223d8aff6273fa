import type { Score } from '#app/kpis/score.ts'
import { formatNumber, formatValue, plural } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { decimalsOf, unitOf } from '#app/feedback/score.ts'

/** A score with the band around it and how many answers it rests on; never the bare figure. */
export function ScoreFigure({ score, scoreKind }: { score: Score | null; scoreKind: string }) {
  const { locale } = useLocale()
  if (!score) return <span className="text-ink-muted">no answers</span>
  const [unit, decimals] = [unitOf(scoreKind), decimalsOf(scoreKind)]
  // Where all answers are alike, their spread says nothing of how sure the score is.
  const band =
    score.low !== null &&
    score.high !== null &&
    score.low < score.high &&
    `${formatNumber(score.low, decimals, locale)} to ${formatValue(score.high, unit, decimals, locale)}`
  return (
    <span className="tabular">
      <span className="font-medium">{formatValue(score.value, unit, decimals, locale)}</span>
      <span className="block text-xs text-ink-muted">
        {band && `${band} · `}
        {plural(score.n, 'answer', 'answers', locale)}
      </span>
    </span>
  )
}
