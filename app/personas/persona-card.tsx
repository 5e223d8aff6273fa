import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { FreshnessStatus } from './freshness-status.tsx'
import { Portrait } from './portrait.tsx'

interface PersonaCardProps {
  persona: {
    id: string
    name: string
    summary: string
    quote: string
    pictureId: string | null
    reviewBy: string | null
    segmentName?: string | null
  }
  org: string
  today: string
  /** 2 where the cards stand right under the page's title. */
  headingLevel?: 2 | 3
}

/** One persona at a glance: a face, a voice, and whether they are still true. */
export function PersonaCard({ persona, org, today, headingLevel = 2 }: PersonaCardProps) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3'
  return (
    <article className="card relative flex min-w-0 flex-col gap-4 rounded-lg border border-line bg-raised p-5 hover:border-line-strong">
      <div className="flex items-center gap-4">
        <Portrait name={persona.name} pictureId={persona.pictureId} org={org} className="size-16" />
        <div className="min-w-0">
          <Heading dir="auto" className="text-lg leading-snug">
            <TextLink
              href={paths.persona(org, persona.id)}
              quiet
              className="after:absolute after:inset-0 after:rounded-lg"
            >
              {persona.name}
            </TextLink>
          </Heading>
          <p className="text-sm text-ink-muted">{persona.segmentName ?? 'No segment'}</p>
        </div>
      </div>
      {persona.quote ? (
        <blockquote dir="auto" className="line-clamp-4 font-serif text-lg leading-snug text-pretty">
          “{persona.quote}”
        </blockquote>
      ) : (
        <p dir="auto" className="line-clamp-4 text-ink-muted">
          {persona.summary || 'Nothing said yet.'}
        </p>
      )}
      <div className="mt-auto border-t border-line pt-3">
        <FreshnessStatus reviewBy={persona.reviewBy} today={today} />
      </div>
    </article>
  )
}
