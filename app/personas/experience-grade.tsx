import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Status, StatusShape } from '#app/ui/status.tsx'
import { type Grade, type GradePart, gradeParts, isAssumed } from './experience.ts'

export interface Graded extends Grade {
  id: string
  themeId: string | null
  responseId: string | null
  observationId: string | null
}

/** What a line rests on, each number with the way to the list behind it; or that it is assumed. */
export function ExperienceGrade({ org, experience }: { org: string; experience: Graded }) {
  const { locale } = useLocale()
  const parts = gradeParts(experience, locale)
  const assumed = isAssumed(experience)
  if (!parts.length) return <Status tone="neutral">Assumed: nothing is linked to it yet</Status>
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <StatusShape tone={assumed ? 'neutral' : 'good'} className="relative top-px" />
      <span>
        {assumed && 'Assumed: '}
        {parts.map((part, at) => (
          <span key={part.of}>
            {at > 0 && ', '}
            <TextLink href={behind(org, experience, part)}>{part.says}</TextLink>
          </span>
        ))}
      </span>
    </span>
  )
}

/** A single theme's responses, response or observation at once; several stand on the line's own page. */
function behind(org: string, { id, themeId, responseId, observationId }: Graded, { of }: GradePart): string {
  if (of === 'themes' && themeId) return paths.feedback(org, { theme: themeId })
  if (of === 'responses' && responseId) return paths.response(org, responseId)
  if (of === 'observations' && observationId) return paths.observation(org, observationId)
  return `${paths.personaExperience(org, id)}#evidence`
}
