import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { StatusShape, type Tone } from '#app/ui/status.tsx'
import { type Lack, waitTone, waitWords } from './theme.ts'

interface NextStepProps {
  org: string
  theme: { id: string; waited: number | null; lacks: Lack[] }
  can: { decide: boolean; appoint: boolean }
  /** Where a gap that rests on this theme is opened; null where the viewer may not. */
  newGap: string | null
}

/** What the theme waits for, each with the way to go on for those who may. */
export function ThemeNextStep({ org, theme, can, newGap }: NextStepProps) {
  const { id, waited, lacks } = theme
  const decide = can.decide ? { href: paths.themeDecision(org, id), label: 'Decide' } : null
  const lines: { key: string; tone: Tone; says: string; way: { href: string; label: string } | null }[] = []
  if (waited !== null)
    lines.push({
      key: 'waits',
      tone: waitTone(waited) === 'neutral' ? 'info' : waitTone(waited),
      says: `Customers say it, and it is ${waitWords(waited)}.`,
      way: decide && { ...decide, label: 'Act, watch or decline' },
    })
  for (const lack of lacks) {
    if (lack === 'no gap')
      lines.push({
        key: lack,
        tone: 'bad',
        says: 'The chain is broken here: it was decided to act, and no gap has been opened.',
        way: newGap ? { href: newGap, label: 'Open a gap' } : null,
      })
    if (lack === 'review due')
      lines.push({
        key: lack,
        tone: 'warn',
        says: 'It was to be looked at again by now.',
        way: decide && { ...decide, label: 'Decide again' },
      })
    if (lack === 'no owner')
      lines.push({
        key: lack,
        tone: 'warn',
        says: 'Nobody owns it.',
        way: can.appoint ? { href: paths.editTheme(org, id), label: 'Appoint an owner' } : null,
      })
  }
  if (!lines.length) return null
  const loud = lines.some(({ tone }) => tone === 'bad')
  return (
    <ul
      aria-label="What is missing"
      className={`grid gap-2 rounded-lg border px-4 py-3 text-sm ${loud ? 'border-bad/30 bg-bad-soft' : 'border-warn/30 bg-warn-soft'}`}
    >
      {lines.map(({ key, tone, says, way }) => (
        <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusShape tone={tone} />
          <span>{says}</span>
          {way && <TextLink href={way.href}>{way.label}</TextLink>}
        </li>
      ))}
    </ul>
  )
}
