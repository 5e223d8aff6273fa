/** What a map says of each step, lane by lane: the same for reading and for editing. */
import type { ReactNode } from 'react'
import { recordPath } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { StatusShape, type Tone } from '#app/ui/status.tsx'
import { HeatCell } from './heat.tsx'
import type { MapStep, Named } from './map-page.server.ts'
import { gradeName, ratingKinds, ratingNames } from './rating.ts'
import { channelName } from './touchpoint.ts'

/** The lanes by their rows; the curve has the row after the ratings to itself. */
export const laneNames = [
  'What the customer does',
  'Touchpoint',
  ...ratingKinds.map((kind) => ratingNames[kind]),
  'Emotion curve',
  'Evidence',
  'KPIs',
  'Listening posts',
  'Seen and open',
] as const
export const curveRow = laneNames.indexOf('Emotion curve')

/** The first two rows are phases and steps. */
const rowOf = (lane: (typeof laneNames)[number]) => laneNames.indexOf(lane) + 2

export function Lanes({ step, org }: { step: MapStep; org: string }) {
  return (
    <dl className="map-facts">
      <Lane name="What the customer does">
        {step.description && (
          <span dir="auto" className="map-words" title={step.description.length > 140 ? step.description : undefined}>
            {step.description}
          </span>
        )}
      </Lane>
      <Lane name="Touchpoint">
        {step.touchpoint && (
          <>
            <Linked kind="touchpoint" to={step.touchpoint} org={org} />
            <span className="text-ink-muted"> · {channelName(step.touchpoint.channel).toLowerCase()}</span>
          </>
        )}
      </Lane>
      {ratingKinds.map((kind) => (
        <Lane key={kind} name={ratingNames[kind] as (typeof laneNames)[number]} tight>
          <HeatCell kind={kind} rating={step.ratings[kind]} />
        </Lane>
      ))}
      <Lane name="Evidence">
        <span className="inline-flex items-center gap-1.5" title={step.ratingNote || undefined}>
          <StatusShape tone={gradeTones[step.grade] ?? 'neutral'} />
          {gradeName(step.grade)}
        </span>
      </Lane>
      <Lane name="KPIs">
        <Several kind="kpi" rows={step.kpis} org={org} />
      </Lane>
      <Lane name="Listening posts">
        <Several kind="listening_post" rows={step.posts} org={org} />
      </Lane>
      <Lane name="Seen and open">{countsOf(step)}</Lane>
    </dl>
  )
}

const gradeTones: Record<string, Tone> = { assumed: 'neutral', reported: 'info', observed: 'good', measured: 'done' }

function countsOf({ observations, gaps }: MapStep): string {
  return [observations ? plural(observations, 'observation') : '', gaps ? plural(gaps, 'open gap') : '']
    .filter(Boolean)
    .join(', ')
}

function Lane({ name, tight, children }: { name: (typeof laneNames)[number]; tight?: boolean; children?: ReactNode }) {
  return (
    <div className={tight ? 'map-lane-cell map-tight' : 'map-lane-cell'} style={{ gridRow: rowOf(name) - 1 }}>
      <dt>{name}</dt>
      <dd>{children || <span aria-hidden className="map-nothing" />}</dd>
    </div>
  )
}

function Several({ kind, rows, org }: { kind: string; rows: readonly Named[]; org: string }) {
  if (!rows.length) return null
  return (
    <ul>
      {rows.slice(0, 3).map((row) => (
        <li key={row.id}>
          <Linked kind={kind} to={row} org={org} />
        </li>
      ))}
      {rows.length > 3 && <li className="text-ink-muted">and {rows.length - 3} more</li>}
    </ul>
  )
}

function Linked({ kind, to, org }: { kind: string; to: Named; org: string }) {
  const href = recordPath(org, kind, to.id)
  return href ? (
    <TextLink href={href} quiet className="font-normal!">
      {to.name}
    </TextLink>
  ) : (
    <span dir="auto">{to.name}</span>
  )
}
