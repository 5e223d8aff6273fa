import { ProgressBar } from '#app/ui/chart.tsx'
import { Status } from '#app/ui/status.tsx'
import { PlanStatus } from './plan-status.tsx'
import { statusWord } from './status.ts'

interface Part {
  status: string
  sentence: string
}

interface StandingProps {
  stated: string | null
  judged: {
    status: string
    disagrees: boolean
    progress: number | null
    freshness: Part
    schedule: Part
    measure: Part
  }
}

/** What is said beside what is seen, and the three sentences that the seen status is the worst of. */
export function PlanStanding({ stated, judged }: StandingProps) {
  const parts = [
    ['Freshness', judged.freshness],
    ['Schedule', judged.schedule],
    ['Measure', judged.measure],
  ] as const
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-8 gap-y-3">
        <PlanStatus stated={stated} derived={judged.status} disagrees={judged.disagrees} />
        <span className="w-56 max-w-full">
          <ProgressBar value={judged.progress} label="Progress of the plan" />
        </span>
      </div>
      <dl className="grid gap-3">
        {parts.map(([name, part]) => (
          <div key={name} className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[7rem_6.5rem_minmax(0,1fr)]">
            <dt className="text-sm text-ink-muted">{name}</dt>
            <dd className="contents">
              <span>
                <Status tone={statusWord(part.status).tone}>{statusWord(part.status).word}</Status>
              </span>
              <span className="max-w-prose text-sm">{part.sentence}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="max-w-prose text-sm text-ink-muted">
        What is seen is the worst of these three; what is said is the owner’s own word in the last update.
      </p>
    </div>
  )
}
