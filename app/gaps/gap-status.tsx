import { Status } from '#app/ui/status.tsx'
import { type GapState, gapStateNames, gapStateTones } from './gap.ts'

export function GapStatus({ state }: { state: string }) {
  const one = state as GapState
  return <Status tone={gapStateTones[one]}>{gapStateNames[one]}</Status>
}

/** “4 of 5”; what is not rated says so. */
export function Point({ value }: { value: number | null }) {
  if (value === null) return <span className="text-ink-muted">not rated</span>
  return (
    <span className="tabular whitespace-nowrap">
      {value}
      <span className="text-ink-muted"> of 5</span>
    </span>
  )
}
