import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Status } from '#app/ui/status.tsx'
import { type Pair, pairFateNames } from './comparison.ts'

const tones = { added: 'good', dropped: 'bad', changed: 'warn', same: 'neutral' } as const

interface PairListProps {
  pairs: readonly Pair[]
  org: string
  before: string
  after: string
  /** Whether what lies between the two is a gap one may open. */
  gaps: boolean
}

/** The steps of two maps side by side, each pair with what is different. */
export function PairList({ pairs, org, before, after, gaps }: PairListProps) {
  return (
    <div className="grid gap-2" role="table" aria-label={`${before} beside ${after}`}>
      <div
        role="row"
        className="grid grid-cols-2 gap-4 text-sm text-ink-muted max-sm:sr-only sm:grid-cols-[1fr_1fr_1.4fr]"
      >
        <span role="columnheader">{before}</span>
        <span role="columnheader">{after}</span>
        <span role="columnheader">What is different</span>
      </div>
      {pairs.map((pair) => (
        <div
          key={`${pair.before?.id} ${pair.after?.id}`}
          role="row"
          className="grid gap-x-4 gap-y-1 border-t border-line pt-2.5 pb-1 sm:grid-cols-[1fr_1fr_1.4fr]"
        >
          <Side step={pair.before} org={org} label={before} />
          <Side step={pair.after} org={org} label={after} />
          <div role="cell" className="grid content-start gap-1.5 text-sm">
            <span className="flex flex-wrap items-center justify-between gap-x-4">
              <Status tone={tones[pair.fate]}>{pairFateNames[pair.fate]}</Status>
              {gaps && pair.fate !== 'same' && (
                <TextLink href={paths.newGap(org, { step: pair.before?.id, toBeStep: pair.after?.id })}>
                  Open a gap<span className="sr-only"> for {(pair.after ?? pair.before)?.name}</span>
                </TextLink>
              )}
            </span>
            {pair.changes.length > 0 && (
              <dl className="grid gap-1">
                {pair.changes.map(({ label, before: was, after: now }) => (
                  <div key={label} className="grid gap-x-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
                    <dt className="text-ink-muted">{label}</dt>
                    <dd dir="auto" className="min-w-0">
                      {was && <del>{was}</del>} {now && <ins>{now}</ins>}
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </div>
        </div>
      ))}
    </div>
  )
}

function Side({ step, org, label }: { step: Pair['before']; org: string; label: string }) {
  return (
    <div role="cell" className="min-w-0">
      {step ? (
        <>
          <span className="text-sm text-ink-muted sm:sr-only">{label}: </span>
          <TextLink href={paths.journeyStep(org, step.id)} quiet>
            {step.name}
          </TextLink>
        </>
      ) : (
        <span className="text-sm text-ink-muted">not there</span>
      )}
    </div>
  )
}
