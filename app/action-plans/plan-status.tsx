import { Badge, Status } from '#app/ui/status.tsx'
import { statusWord } from './status.ts'

interface PlanStatusProps {
  stated: string | null | undefined
  derived: string | null | undefined
  /** The owner says all is well and the records do not bear it out. */
  disagrees: boolean | null | undefined
}

/** What the owner says beside what the records show. */
export function PlanStatus({ stated, derived, disagrees }: PlanStatusProps) {
  const seen = statusWord(derived)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="inline-flex items-baseline gap-1.5">
        <span className="text-xs text-ink-muted">said</span>
        {stated ? (
          <Status tone={statusWord(stated).tone}>{statusWord(stated).word}</Status>
        ) : (
          <Status tone="neutral">nothing yet</Status>
        )}
      </span>
      <span className="inline-flex items-baseline gap-1.5">
        <span className="text-xs text-ink-muted">seen</span>
        <Status tone={seen.tone}>{seen.word}</Status>
      </span>
      {disagrees && <Badge tone="warn">disagree</Badge>}
    </span>
  )
}
