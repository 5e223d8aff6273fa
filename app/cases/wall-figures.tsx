import { formatNumber, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Card } from '#app/ui/page.tsx'
import { type Counts, formulas, partInWords, shareInWords } from './wall-index.ts'

interface WallFiguresProps {
  counts: Counts & { latency: number | null }
  /** The list behind some of the cases of the window. */
  hrefFor: (more: Record<string, string>) => string
}

/** Four figures, each with what it counts and its formula; the numbers lead to their cases. */
export function WallFigures({ counts, hrefFor }: WallFiguresProps) {
  const { locale } = useLocale()
  const { due, unanswered, toldInTime, told, resolved, latency } = counts
  const part = (some: number, of: number, flag: Record<string, string>) =>
    of === 0 ? null : <TextLink href={hrefFor(flag)}>{partInWords(some, of, locale)}</TextLink>
  const items = [
    {
      name: 'Wall index',
      figure: shareInWords(unanswered, due, locale),
      n: part(unanswered, due, { flag: 'no answer in time' }),
      formula: formulas.wall,
    },
    {
      name: 'Loop closure',
      figure: shareInWords(toldInTime, due, locale),
      n: part(toldInTime, due, { flag: 'told in time' }),
      formula: formulas.loop,
    },
    {
      name: 'Resolved, of those told',
      figure: shareInWords(resolved, told, locale),
      n: part(resolved, told, { loop: 'closed loop' }),
      formula: formulas.resolved,
    },
    {
      name: 'Response to told',
      figure: latency === null ? 'nothing to measure' : plural(Math.round(latency * 10) / 10, 'day', 'days', locale),
      n: told > 0 && <>n = {formatNumber(told, 0, locale)}</>,
      formula: formulas.latency,
    },
  ]
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      {items.map(({ name, figure, n, formula }) => (
        <li key={name} className="min-w-0">
          <Card className="grid h-full content-start gap-1">
            <h2 className="text-sm text-ink-muted">{name}</h2>
            <p className={/\d/.test(figure) ? 'tabular text-2xl font-semibold' : 'text-ink-muted'}>{figure}</p>
            {n && <p className="text-sm">{n}</p>}
            <p className="mt-1 text-xs text-ink-muted">{formula}</p>
          </Card>
        </li>
      ))}
    </ul>
  )
}
