import { formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Notice } from './notice.tsx'

interface VisionNextStepProps {
  vision: { state: string; archivedAt: Date | null; effectiveOn: string | null }
  today: string
  /** For a superseded version that is in force until the next one takes effect. */
  heldUntil: string | null
  canMove: boolean
}

/** What happens with this version next, in one sentence. */
export function VisionNextStep({ vision, today, heldUntil, canMove }: VisionNextStepProps) {
  const { locale } = useLocale()
  if (heldUntil)
    return (
      <Notice tone="info">Superseded, and still the vision to work by until {formatDay(heldUntil, locale)}.</Notice>
    )
  if (vision.archivedAt) return <Notice tone="info">This draft is archived. Restore it to go on with it.</Notice>
  if (vision.state === 'draft' && canMove)
    return (
      <Notice tone="info">
        A draft binds nobody. When its words stand, propose it to those who ratify the vision.
      </Notice>
    )
  if (vision.state === 'proposed')
    return (
      <Notice tone="info">
        {canMove
          ? 'It waits for a decision: ratify it, or send it back and say what has to change.'
          : 'It waits to be ratified by a CX leader or an executive.'}
      </Notice>
    )
  if (vision.state === 'ratified' && vision.effectiveOn && vision.effectiveOn > today)
    return (
      <Notice tone="good">
        Ratified, and not in force yet: it takes effect on {formatDay(vision.effectiveOn, locale)}.
      </Notice>
    )
  return null
}
