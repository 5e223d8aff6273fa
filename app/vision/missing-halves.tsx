import { Badge } from '#app/ui/status.tsx'
import { type Half, missingWords } from './outcome.ts'

/** The halves of its measure that an outcome lacks, flagged the same way everywhere. */
export function MissingHalves({ missing }: { missing: readonly Half[] }) {
  if (!missing.length) return null
  return (
    <span className="inline-flex flex-wrap gap-1.5 align-middle">
      {missing.map((half) => (
        <Badge key={half} tone="warn">
          {missingWords[half]}
        </Badge>
      ))}
    </span>
  )
}
