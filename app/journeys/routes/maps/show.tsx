import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Check, Download, Map as MapIcon, Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { Badge, Status } from '#app/ui/status.tsx'
import { Notice } from '#app/vision/notice.tsx'
import { CurveInWords } from '../../emotion-curve.tsx'
import { MapLegend } from '../../heat.tsx'
import { type MapState, mapName, mapStateNames, mapStateTones } from '../../journey-map.ts'
import { MapBoard } from '../../map-board.tsx'
import { MapEditor } from '../../map-editor.tsx'
import { findMap, listPhases, listRemoved } from '../../map-page.server.ts'
import styles from '../../journey-map.css?url'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.map.journeyName}: ${mapName(data.map)} · Sirius` : 'Map · Sirius' },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const map = await findMap(ctx, idOf(args.params.id), idOf(args.params.map))
    const edits = may(ctx.viewer, 'journey.edit', map) && !map.journeyArchivedAt
    const open = map.state !== 'superseded' && !map.archivedAt
    const editing = edits && open && new URL(args.request.url).searchParams.has('edit')
    return {
      org: ctx.org.slug,
      today: ctx.today,
      map,
      phases: await listPhases(ctx, map),
      editing,
      removed: editing ? await listRemoved(ctx, map.id) : [],
      can: {
        edit: edits && open,
        draw: edits,
        makeCurrent: edits && open && map.state === 'draft',
        archive: edits && map.state !== 'current',
      },
      timeline: editing ? null : await timelineOf(ctx, 'journey_map', map.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function JourneyMap() {
  const { org, today, map, phases, editing, removed, can, timeline } = useLoaderData<typeof loader>()
  const here = [org, map.journeyId, map.id] as const
  const label = `${map.journeyName}: ${mapName(map)}`
  return (
    <div className="map-sheet">
      <Page
        title={mapName(map)}
        eyebrow={
          <Breadcrumbs
            items={[
              { label: 'Journeys', href: paths.journeys(org) },
              { label: map.journeyName, href: paths.journey(org, map.journeyId) },
            ]}
          />
        }
        lede={<Standing map={map} />}
        actions={
          <>
            {editing ? (
              <LinkButton href={paths.journeyMap(...here)} variant="primary" icon={Check}>
                Done
              </LinkButton>
            ) : (
              can.edit && (
                <LinkButton href={paths.journeyMap(...here, { edit: 1 })} variant="primary" icon={Pencil}>
                  Edit the map
                </LinkButton>
              )
            )}
            {can.makeCurrent && !editing && (
              <LinkButton href={paths.journeyMapCurrent(...here)}>Make it current…</LinkButton>
            )}
            {!can.edit && can.draw && (
              <LinkButton href={paths.newJourneyMap(org, map.journeyId, { kind: map.kind, from: map.id })}>
                New version from this…
              </LinkButton>
            )}
            {can.archive && !editing && (
              <LinkButton href={paths.journeyMapArchive(...here)} variant="quiet">
                {map.archivedAt ? 'Restore' : 'Archive'}
              </LinkButton>
            )}
          </>
        }
      >
        <Notes map={map} org={org} />
        <img
          src={`${paths.journeyMapFile(...here, 'map.svg')}?show`}
          alt={`${label}, drawn on one sheet`}
          className="map-drawing"
        />
        <div className="map-screen grid min-w-0 gap-6">
          {editing ? (
            <MapEditor map={map} phases={phases} removed={removed} org={org} label={label} />
          ) : phases.length ? (
            <MapBoard phases={phases} org={org} label={label} />
          ) : (
            <EmptyState
              icon={MapIcon}
              title="An empty map"
              actions={
                can.edit && (
                  <LinkButton href={paths.journeyMap(...here, { edit: 1 })} variant="primary" icon={Pencil}>
                    Edit the map
                  </LinkButton>
                )
              }
            >
              Begin with two or three phases, then write down what the customer does in each, step by step.
            </EmptyState>
          )}
          {phases.length > 0 && !editing && (
            <>
              <Section title="How it feels" description="The emotion curve in words.">
                <CurveInWords phases={phases} />
              </Section>
              <Section title="What numbers and words mean">
                <MapLegend />
              </Section>
              <TakeAway here={here} />
            </>
          )}
          {timeline && <RecordTimeline timeline={timeline} today={today} />}
        </div>
      </Page>
    </div>
  )
}

function TakeAway({ here }: { here: readonly [string, string, string] }) {
  const files = [
    { file: 'map.svg', label: 'Drawing (SVG)' },
    { file: 'map.png', label: 'Picture (PNG)' },
    { file: 'map.csv', label: 'Table (CSV)' },
  ] as const
  return (
    <Section title="To take away" description="On paper the whole map stands on one sheet: print this page.">
      <ul className="flex flex-wrap gap-2">
        {files.map(({ file, label }) => (
          <li key={file}>
            <LinkButton href={paths.journeyMapFile(...here, file)} icon={Download} reloadDocument size="small">
              {label}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['map']

function Standing({ map }: { map: Shown }) {
  const { locale } = useLocale()
  const state = map.state as MapState
  const day = (moment: string | Date | null) => moment && formatDay(new Date(moment).toISOString(), locale)
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Status tone={mapStateTones[state]}>{mapStateNames[state]}</Status>
      {map.archivedAt && <Badge>Archived</Badge>}
      <span className="text-sm">
        {state === 'draft' && `begun on ${day(map.createdAt)}${map.createdByName ? ` by ${map.createdByName}` : ''}`}
        {state === 'current' && map.madeCurrentAt && `since ${day(map.madeCurrentAt)}`}
        {state === 'superseded' && map.supersededAt && `on ${day(map.supersededAt)}`}
      </span>
      {map.reason && (
        <span dir="auto" className="text-sm">
          {map.reason}
        </span>
      )}
    </span>
  )
}

function Notes({ map, org }: { map: Shown; org: string }) {
  if (map.state !== 'superseded' && !map.journeyArchivedAt) return null
  return (
    <div className="print:hidden">
      <Notice tone="info">
        {map.journeyArchivedAt ? (
          'This journey is archived.'
        ) : (
          <>
            A later version has taken this one’s place. It stays as it was;{' '}
            <TextLink href={paths.journey(org, map.journeyId)}>the journey</TextLink> shows what holds today.
          </>
        )}
      </Notice>
    </div>
  )
}
