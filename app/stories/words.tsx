import { clsx } from 'clsx'
import { EyeOff } from 'lucide-react'
import { RestrictedWords } from '#app/ui/restricted-words.tsx'
import type { Standing } from './story.ts'

interface WordsProps {
  story: {
    quote: string
    pseudonym: string
    readable: boolean
    restricted: { reason: string; endsOn: string } | null
    erasedAt: Date | string | null
  }
  standing: Standing
  large?: boolean
}

/** What the customer said and what we call them; or why it cannot be read. */
export function Words({ story, standing, large }: WordsProps) {
  const long = story.quote.length > 420
  if (story.readable)
    return (
      <figure className="min-w-0">
        <blockquote
          dir="auto"
          className={clsx(
            'font-serif text-pretty whitespace-pre-line',
            large
              ? clsx('story-quote max-w-2xl text-2xl leading-snug sm:text-3xl', long && 'story-quote-long')
              : 'line-clamp-6 text-lg leading-snug',
          )}
        >
          “{story.quote}”
        </blockquote>
        <figcaption dir="auto" className={clsx('text-ink-muted', large ? 'story-name mt-4 text-lg' : 'mt-2 text-sm')}>
          {story.pseudonym}
        </figcaption>
      </figure>
    )
  if (story.erasedAt)
    return (
      <p className="text-ink-muted italic">
        {standing === 'withdrawn'
          ? 'The customer has withdrawn: their words are gone for good.'
          : 'The customer’s words were erased: they are gone for good.'}
      </p>
    )
  if (story.restricted) return <RestrictedWords restricted={story.restricted} />
  return (
    <p className="flex gap-2 text-sm text-ink-muted">
      <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {standing === 'ended'
          ? 'The consent has ended: only those who work on the story read the words.'
          : 'Not published: only those who work on the story read the words.'}
      </span>
    </p>
  )
}
