import { clsx } from 'clsx'
import { CornerDownRight } from 'lucide-react'
import { statusWord } from '#app/action-plans/status.ts'
import { type Stage, flagNames, stageNames, stageTones } from '#app/initiatives/initiative.ts'
import { paths } from '#app/paths.ts'
import { formatNumber, formatValue, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Badge, StatusShape } from '#app/ui/status.tsx'
import type { OutcomeRow } from '#app/vision/outcome-list.server.ts'
import { horizonName, missingHints, missingWords } from '#app/vision/outcome.ts'
import { type TargetStanding, againstTargetWord } from './kpi-words.ts'
import type { Box, Group, Lane, MapKpi, MapPlan } from './strategy-map.ts'

type Outcome = Pick<
  OutcomeRow,
  'id' | 'title' | 'pillarId' | 'pillarName' | 'horizon' | 'state' | 'ownerName' | 'missing' | 'kpi'
>

interface MapProps {
  org: string
  vision: { id: string; statement: string; brandPromise: string } | null
  groups: Group<Outcome>[]
  lines: number
}

/** One tree, drawn as a map where there is room and on paper, and as an outline on a phone or read aloud. */
export function StrategyMap({ org, vision, groups, lines }: MapProps) {
  const titles = new Map(
    groups.flatMap(({ lanes }) =>
      lanes.flatMap(({ outcome }) => (outcome ? [[outcome.id, outcome.title] as const] : [])),
    ),
  )
  return (
    <div className="map grid gap-5 text-sm print:gap-[0.8em]" style={{ '--map-lines': lines } as React.CSSProperties}>
      {vision && (
        <p className="border-s-2 border-accent ps-4">
          <TextLink
            href={paths.vision(org)}
            quiet
            className="map-statement font-serif text-xl font-normal! text-pretty"
          >
            <span dir="auto">{vision.statement}</span>
          </TextLink>
        </p>
      )}
      <div aria-hidden className="map-head map-small text-xs font-medium text-ink-muted max-lg:hidden print:hidden">
        <span>Bold outcomes</span>
        <div className="map-head-rest">
          <span>Initiatives</span>
          <span>Action plans</span>
          <span>KPIs they are to move</span>
        </div>
      </div>
      <div className="map-groups grid gap-5">
        {groups.map((group) => (
          <section
            key={group.pillarId ?? 'outside'}
            aria-label={group.pillarName}
            className="grid gap-4 print:gap-[0.5em]"
          >
            <h2 className="map-title border-b border-line-strong pb-1 text-base font-semibold print:pb-0">
              {group.pillarId ? (
                <TextLink href={paths.pillar(org, group.pillarId)} quiet className="font-semibold!">
                  {group.pillarName}
                </TextLink>
              ) : (
                <span className="inline-flex items-center gap-2">
                  <StatusShape tone="warn" />
                  {group.pillarName}
                </span>
              )}
            </h2>
            {group.lanes.map((lane) => (
              <LaneRow key={lane.outcome?.id ?? 'none'} org={org} lane={lane} titles={titles} />
            ))}
          </section>
        ))}
      </div>
      <MapLegend />
    </div>
  )
}

interface LaneProps {
  org: string
  lane: Lane<Outcome>
  titles: Map<string, string>
}

function LaneRow({ org, lane, titles }: LaneProps) {
  const { outcome, boxes, references, hidden } = lane
  const all = paths.initiatives(org, outcome ? { outcome: outcome.id } : { flag: 'ad hoc' })
  return (
    <div className="map-lane border-b border-line pb-4 last:border-0 print:pb-[0.4em]">
      {outcome ? (
        <OutcomeBox org={org} outcome={outcome} />
      ) : (
        <p className="text-ink-muted">Linked to no bold outcome. Link them, or let them go.</p>
      )}
      <ul className="map-boxes min-w-0">
        {boxes.map((box) => (
          <li key={box.id} id={`i-${box.id}`} className="scroll-mt-24 target:bg-accent-soft">
            <InitiativeBox org={org} box={box} titles={titles} />
          </li>
        ))}
        {references.map((one) => (
          <li key={one.id} className="text-ink-muted">
            <span data-one-line>
              <CornerDownRight aria-hidden className="me-1.5 inline size-3.5 rtl:-scale-x-100" />
              <a href={`#i-${one.id}`} className="font-medium text-ink hover:underline">
                {one.name}
              </a>{' '}
              serves this too; shown under “{titles.get(one.laneId)}”
            </span>
          </li>
        ))}
        {hidden > 0 && (
          <li>
            <TextLink href={all}>and {plural(hidden, 'more initiative')}</TextLink>
          </li>
        )}
        {boxes.length + references.length === 0 && (
          <li className="flex items-center gap-1.5 font-medium text-warn">
            <StatusShape tone="warn" /> No initiative serves it
          </li>
        )}
      </ul>
    </div>
  )
}

function OutcomeBox({ org, outcome }: { org: string; outcome: Outcome }) {
  const { locale } = useLocale()
  const { kpi } = outcome
  const standing = kpi && againstTargetWord(kpi.againstTarget as TargetStanding)
  return (
    <div className="grid min-w-0 content-start gap-1.5 print:gap-[0.2em]">
      <p className="map-small text-xs text-ink-muted">
        {horizonName(outcome.horizon)} · {outcome.ownerName ?? <Missing>No owner</Missing>}
      </p>
      <h3 className="map-title text-base leading-snug">
        <TextLink href={paths.outcome(org, outcome.id)} quiet className="font-semibold!">
          <span dir="auto">{outcome.title}</span>
        </TextLink>
      </h3>
      {kpi && standing && (
        <p>
          <StatusShape tone={standing.tone} className="me-1.5" />
          <TextLink href={paths.kpi(org, kpi.id)} quiet className="font-normal!">
            {kpi.name}{' '}
            <span className="tabular font-semibold">{formatValue(kpi.value, kpi.unit, kpi.decimals, locale)}</span>
          </TextLink>
          <span className="text-ink-muted"> {standing.word.toLowerCase()}</span>
        </p>
      )}
      {(outcome.missing.length > 0 || outcome.state !== 'open') && (
        <p className="flex flex-wrap gap-1.5">
          {outcome.state !== 'open' && <Badge tone="done">{outcome.state}</Badge>}
          {outcome.missing.map((half) => (
            <span key={half} title={missingHints[half]}>
              <Badge tone="warn">{missingWords[half]}</Badge>
            </span>
          ))}
        </p>
      )}
    </div>
  )
}

const Missing = ({ children }: { children: React.ReactNode }) => (
  <span className="inline-flex items-center gap-1 font-medium text-warn">
    <StatusShape tone="warn" /> {children}
  </span>
)

function InitiativeBox({ org, box, titles }: { org: string; box: Box; titles: Map<string, string> }) {
  const stage = box.stage as Stage
  const running = stage === 'running'
  const seen = running ? statusWord(box.derived) : { tone: stageTones[stage], word: stageNames[stage] }
  const loud = running && (box.derived === 'stale' || box.derived === 'off track')
  return (
    <div className="map-box">
      <div className="min-w-0">
        <p className="flex items-baseline gap-1.5">
          <StatusShape tone={seen.tone} className="translate-y-px" />
          <TextLink href={paths.initiative(org, box.id)} quiet className="print:line-clamp-2">
            <span dir="auto">{box.name}</span>
          </TextLink>
        </p>
        <p className="map-small flex flex-wrap items-center gap-x-2 gap-y-1 ps-4 text-xs text-ink-muted">
          <span className={clsx('shrink-0 whitespace-nowrap', loud && 'font-semibold text-bad')}>{seen.word}</span>
          {box.ownerName && <span className="truncate">{box.ownerName}</span>}
          {box.flags.map((flag) => (
            <Badge key={flag} tone="warn">
              {flagNames[flag]}
            </Badge>
          ))}
          {box.disagreements > 0 && <Badge tone="warn">{box.disagreements} disagree</Badge>}
        </p>
        {box.alsoServes.length > 0 && (
          <p className="map-small ps-4 text-xs text-ink-muted" data-one-line>
            also serves {box.alsoServes.map((id) => `“${titles.get(id)}”`).join(' and ')}
          </p>
        )}
        {box.flags.includes('ad hoc') && box.adHocReason && (
          <p className="map-small line-clamp-2 ps-4 text-xs text-ink-muted">Because: {box.adHocReason}</p>
        )}
      </div>
      <Branch
        label={`Action plans of ${box.name}`}
        none={running ? 'No action plan' : null}
        filled={box.plans.length > 0}
      >
        {box.plans.map((plan) => (
          <PlanLine key={plan.id} org={org} plan={plan} running={running} />
        ))}
        {box.morePlans > 0 && (
          <li>
            <TextLink href={paths.actionPlans(org, { initiative: box.id })}>
              and {plural(box.morePlans, 'more plan')}
            </TextLink>
          </li>
        )}
      </Branch>
      <Branch
        label={`KPIs that ${box.name} is to move`}
        none={box.flags.includes('no KPI') ? 'No KPI' : null}
        filled={box.kpis.length > 0}
      >
        {box.kpis.map((kpi) => (
          <KpiLine key={kpi.id} org={org} kpi={kpi} />
        ))}
        {box.moreKpis > 0 && (
          <li>
            <TextLink href={paths.initiative(org, box.id)}>and {plural(box.moreKpis, 'more KPI')}</TextLink>
          </li>
        )}
      </Branch>
    </div>
  )
}

interface BranchProps {
  label: string
  filled: boolean
  /** What is missing; null where nothing has to be there. */
  none: string | null
  children: React.ReactNode
}

function Branch({ label, filled, none, children }: BranchProps) {
  if (filled)
    return (
      <ul aria-label={label} className="map-branch min-w-0 max-lg:ps-4 print:ps-0">
        {children}
      </ul>
    )
  if (!none) return <span aria-hidden className="max-lg:hidden print:block" />
  return (
    <p className="min-w-0 max-lg:ps-4 print:ps-0">
      <Missing>{none}</Missing>
    </p>
  )
}

function PlanLine({ org, plan, running }: { org: string; plan: MapPlan; running: boolean }) {
  const { locale } = useLocale()
  const seen = statusWord(plan.finished ? 'done' : plan.derived)
  const loud = running && !plan.finished && ['stale', 'off track', 'at risk'].includes(plan.derived)
  return (
    <li className="flex items-baseline gap-1.5 not-print:min-h-6" title={`${plan.name}: ${seen.word}`}>
      <StatusShape tone={seen.tone} className="translate-y-px" />
      <TextLink
        href={paths.actionPlan(org, plan.id)}
        quiet
        className="line-clamp-2 min-w-0 font-normal! not-print:py-0.5 print:line-clamp-3"
      >
        <span dir="auto">{plan.name}</span>
      </TextLink>
      <span
        className={clsx(
          'map-small ms-auto shrink-0 text-xs',
          loud ? (plan.derived === 'at risk' ? 'font-medium text-warn' : 'font-medium text-bad') : 'text-ink-muted',
          loud || 'sr-only',
        )}
      >
        {seen.word}
      </span>
      {!plan.ownerName && !plan.finished && <Badge tone="warn">No owner</Badge>}
      {plan.disagrees && <span className="map-small shrink-0 text-xs text-warn">disagrees</span>}
      {plan.progress !== null && (
        <span className={clsx('map-small tabular w-8 shrink-0 text-end text-xs text-ink-muted', !loud && 'ms-auto')}>
          {formatNumber(Math.round(plan.progress), 0, locale)}%
        </span>
      )}
    </li>
  )
}

function KpiLine({ org, kpi }: { org: string; kpi: MapKpi }) {
  const { locale } = useLocale()
  const standing = againstTargetWord(kpi.againstTarget as TargetStanding)
  return (
    <li className="flex items-baseline gap-1.5 not-print:min-h-6" title={`${kpi.name}: ${standing.word}`}>
      <StatusShape tone={standing.tone} className="translate-y-px" />
      <span className="sr-only">{standing.word}:</span>
      <TextLink
        href={paths.kpi(org, kpi.id)}
        quiet
        className="line-clamp-2 min-w-0 font-normal! not-print:py-0.5 print:line-clamp-3"
      >
        {kpi.name}
      </TextLink>
      <span className="tabular ms-auto shrink-0 font-medium">
        {formatValue(kpi.value, kpi.unit, kpi.decimals, locale)}
      </span>
    </li>
  )
}

/** What the shapes stand for. */
function MapLegend() {
  const keys = [
    { tone: 'good', word: 'on track, target met' },
    { tone: 'warn', word: 'at risk, or something is missing' },
    { tone: 'bad', word: 'off track, stale, target missed' },
    { tone: 'info', word: 'proposed or approved; within the band' },
    { tone: 'neutral', word: 'no data' },
    { tone: 'done', word: 'done' },
  ] as const
  return (
    <ul aria-label="What the shapes mean" className="map-small flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-muted">
      {keys.map(({ tone, word }) => (
        <li key={tone} className="inline-flex items-center gap-1.5">
          <StatusShape tone={tone} />
          {word}
        </li>
      ))}
    </ul>
  )
}
