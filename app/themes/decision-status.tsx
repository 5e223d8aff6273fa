import { clsx } from 'clsx'
import { formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Status, StatusShape } from '#app/ui/status.tsx'
import { type Decision, decisionNames, decisionTones, waitTone, waitWords } from './theme.ts'

interface DecisionStatusProps {
  theme: { decision: string; waited: number | null; reviewOn: string | null }
}

const ink = { neutral: 'text-ink-muted', warn: 'text-warn font-medium', bad: 'text-bad font-medium' }

/** The decision; where there is none, for how many days there has been none, more loudly the longer. */
export function DecisionStatus({ theme: { decision, waited, reviewOn } }: DecisionStatusProps) {
  const { locale } = useLocale()
  if (waited !== null)
    return (
      <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', ink[waitTone(waited)])}>
        <StatusShape tone={waitTone(waited)} />
        {waitWords(waited)}
      </span>
    )
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Status tone={decisionTones[decision as Decision]}>{decisionNames[decision as Decision]}</Status>
      {decision === 'watch' && reviewOn && (
        <span className="text-sm text-ink-muted">until {formatDay(reviewOn, locale)}</span>
      )}
    </span>
  )
}
