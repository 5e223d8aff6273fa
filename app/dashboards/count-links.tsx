import { TextLink } from '#app/ui/link.tsx'
import { StatusShape, type Tone } from '#app/ui/status.tsx'

export interface Counted {
  tone: Tone
  word: string
  count: number
  /** The list behind the number. */
  href: string
}

/** Numbers with their words in a line, each opening its list; what there is none of stays quiet. */
export function CountLinks({ counts, label }: { counts: readonly Counted[]; label: string }) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {counts.map(({ tone, word, count, href }) => (
        <li key={word} className="inline-flex items-center gap-1.5">
          <StatusShape tone={count > 0 ? tone : 'neutral'} />
          <TextLink href={href} quiet className={count > 0 ? '' : 'font-normal! text-ink-muted!'}>
            <span className="tabular font-semibold">{count}</span> {word.toLowerCase()}
          </TextLink>
        </li>
      ))}
    </ul>
  )
}
