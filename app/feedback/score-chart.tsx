import { formatNumber, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { type ChartPoint, TimeChart } from '#app/ui/time-chart.tsx'
import type { Score } from '#app/kpis/score.ts'
import { comparedInWords, decimalsOf, enough, kindName, scoreInWords, unitOf } from './score.ts'

export interface ScorePoint {
  period: string
  label: string
  score: Score | null
}

interface ScoreChartProps {
  kind: string
  name: string
  points: readonly ScorePoint[]
  n: number
  /** The inbox, narrowed to these answers. */
  href: string
  small?: boolean
}

/** A score over time with its band, in a sentence and in a table; too few answers are a gap, not a point. */
export function ScoreChart({ kind, name, points, n, href, small }: ScoreChartProps) {
  const { locale } = useLocale()
  const drawn = points.map(({ period, label, score }): ChartPoint => {
    const few = score !== null && score.n < enough
    return {
      period,
      label,
      value: score && !few ? score.value : null,
      low: score && !few ? score.low : null,
      high: score && !few ? score.high : null,
      note: few ? `too few: n ${score.n}` : score ? `n ${formatNumber(score.n, 0, locale)}` : null,
    }
  })
  const known = points.filter(({ score }) => score !== null && score.n >= enough)
  const [before, now] = [known[known.length - 2], known[known.length - 1]]
  const few = points.filter(({ score }) => score !== null && score.n < enough).length
  const said = now?.score
    ? `${now.label}: ${kindName(kind)} ${scoreInWords(kind, now.score, locale)}. ${
        before ? `Against ${before.label}: ${lower(comparedInWords(kind, before.score, now.score, locale))}` : ''
      }`
    : `Too few answers to show a score: fewer than ${enough} in every period.`
  const caption = (
    <>
      {said}{' '}
      {few > 0 &&
        now &&
        `${plural(few, 'period has too few answers and stays', 'periods have too few answers and stay', locale)} empty. `}
      <TextLink href={href}>{plural(n, 'answer', 'answers', locale)}</TextLink>
    </>
  )
  if (!known.length) return <p className="text-sm text-ink-muted">{caption}</p>
  return (
    <TimeChart
      points={drawn}
      unit={unitOf(kind)}
      decimals={decimalsOf(kind)}
      direction="higher"
      label={name}
      caption={caption}
      height={small ? 160 : 240}
    />
  )
}

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1)
