import { ArrowLeftRight, Map as MapIcon, Plus } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDay, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Card, Section } from '#app/ui/page.tsx'
import { Badge, Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { type MapState, mapKindName, mapKinds, mapName, mapStateNames, mapStateTones } from './journey-map.ts'
import { type Ratings, curveSentence } from './rating.ts'

interface Listed {
  id: string
  kind: string
  number: number
  state: string
  reason: string
  stepCount: number
  createdByName: string | null
  createdAt: string | Date
  archivedAt: string | Date | null
}
interface Phase {
  id: string
  name: string
  steps: { id: string; name: string; ratings: Ratings; gaps: number }[]
}

interface JourneyMapsProps {
  org: string
  journeyId: string
  maps: Listed[]
  current: { map: Listed; phases: Phase[] }[]
  canDraw: boolean
}

/** The maps of a journey: as it is beside as it is to be, and every version there has been. */
export function JourneyMaps({ org, journeyId, maps, current, canDraw }: JourneyMapsProps) {
  return (
    <>
      <Section
        title="Its maps"
        actions={
          current.length === 2 && (
            <LinkButton href={paths.journeyComparison(org, journeyId)} size="small" icon={ArrowLeftRight}>
              Compare the two
            </LinkButton>
          )
        }
      >
        <div className="grid gap-4 sm:grid-cols-2">
          {mapKinds.map((kind) => {
            const found = current.find(({ map }) => map.kind === kind)
            return found ? (
              <InShort key={kind} {...found} org={org} journeyId={journeyId} />
            ) : (
              <EmptyState
                key={kind}
                icon={MapIcon}
                title={kind === 'as-is' ? 'Not drawn yet as it is' : 'Not drawn yet as it is to be'}
                actions={
                  canDraw && (
                    <LinkButton href={paths.newJourneyMap(org, journeyId, { kind })} icon={Plus}>
                      Draw it
                    </LinkButton>
                  )
                }
              >
                {kind === 'as-is'
                  ? 'Write down the steps as you believe they are; then go and see.'
                  : 'Begins as a copy of how it is: change what is to be different.'}
              </EmptyState>
            )
          })}
        </div>
      </Section>
      {maps.length > 0 && <Versions org={org} journeyId={journeyId} maps={maps} canDraw={canDraw} />}
    </>
  )
}

function InShort({ map, phases, org, journeyId }: { map: Listed; phases: Phase[]; org: string; journeyId: string }) {
  const steps = phases.flatMap((phase) => phase.steps)
  const state = map.state as MapState
  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="font-semibold">
          <TextLink href={paths.journeyMap(org, journeyId, map.id)}>{mapName(map)}</TextLink>
        </h3>
        <Status tone={mapStateTones[state]}>{mapStateNames[state]}</Status>
      </div>
      <ol className="mt-3 grid gap-1 text-sm">
        {phases.map((phase) => (
          <li key={phase.id} className="flex justify-between gap-3 border-t border-line pt-1">
            <span dir="auto" className="min-w-0">
              {phase.name}
            </span>
            <span className="shrink-0 text-ink-muted">{plural(phase.steps.length, 'step')}</span>
          </li>
        ))}
      </ol>
      <p className="mt-3 text-sm text-ink-muted">{steps.length ? curveSentence(steps) : 'No step yet.'}</p>
    </Card>
  )
}

function Versions({ org, journeyId, maps, canDraw }: Omit<JourneyMapsProps, 'current'>) {
  const { locale } = useLocale()
  return (
    <Section
      title="Versions"
      count={maps.length}
      actions={
        canDraw && (
          <LinkButton href={paths.newJourneyMap(org, journeyId)} size="small" icon={Plus}>
            New version
          </LinkButton>
        )
      }
    >
      <Table
        caption="Versions of its maps"
        rows={maps}
        rowKey={(map) => map.id}
        rowHref={(map) => paths.journeyMap(org, journeyId, map.id)}
        columns={[
          {
            key: 'map',
            header: 'Map',
            cell: (map) => (
              <TextLink href={paths.journeyMap(org, journeyId, map.id)} quiet>
                {mapKindName(map.kind)}, version {map.number}
              </TextLink>
            ),
          },
          {
            key: 'state',
            header: 'State',
            cell: (map) =>
              map.archivedAt ? (
                <Badge>Archived</Badge>
              ) : (
                <Status tone={mapStateTones[map.state as MapState]}>{mapStateNames[map.state as MapState]}</Status>
              ),
          },
          { key: 'steps', header: 'Steps', cell: (map) => map.stepCount },
          {
            key: 'begun',
            header: 'Begun',
            cell: (map) =>
              `${formatDay(new Date(map.createdAt).toISOString(), locale)}${map.createdByName ? `, ${map.createdByName}` : ''}`,
          },
          { key: 'reason', header: 'Why', cell: (map) => <span dir="auto">{map.reason}</span> },
        ]}
      />
    </Section>
  )
}
