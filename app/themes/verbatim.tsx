import type { ReactNode } from 'react'
import { formatDay, inWords } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { RestrictedWords } from '#app/ui/restricted-words.tsx'

interface VerbatimProps {
  verbatim: {
    answeredOn: string
    texts: string[]
    restricted?: { reason: string; endsOn: string } | null
    postName: string
    touchpointName: string | null
    /** Left out where it says nothing: before it is tagged. */
    taggedBy?: string | null
  }
  /** Says who tagged it, or that the theme's words did. */
  showTagger?: boolean
  actions?: ReactNode
}

/** What one customer wrote, as it was written; personal data was masked before it was stored. */
export function Verbatim({ verbatim, showTagger, actions }: VerbatimProps) {
  const { locale } = useLocale()
  const { answeredOn, texts, postName, touchpointName, taggedBy } = verbatim
  const where = [postName, touchpointName, formatDay(answeredOn, locale)].filter(Boolean).join(' · ')
  return (
    <figure className="border-s-2 border-line-strong/60 ps-4 break-inside-avoid">
      {verbatim.restricted && <RestrictedWords restricted={verbatim.restricted} />}
      <blockquote className="grid gap-1.5">
        {texts.map((text, at) => (
          <p key={at} dir="auto" className="max-w-prose whitespace-pre-line break-words">
            “{text}”
          </p>
        ))}
      </blockquote>
      <figcaption className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
        <span>{where}</span>
        {showTagger && <span>{taggedBy ? `tagged by ${inWords([taggedBy])}` : 'tagged by the theme’s words'}</span>}
        {actions}
      </figcaption>
    </figure>
  )
}
