import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ListTree, Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths, recordPath } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { plural } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { EventLine } from '../event-line.tsx'
import { ReadingForm } from '../reading-form.tsx'
import { mismatchNames, mismatchesOf } from '../reconstruction.ts'
import { findReconstruction, listEvents, listLines, listMade, listMapSteps } from '../reconstructions.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.reconstruction.pseudonym ?? 'Reconstruction'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const reconstruction = await findReconstruction(ctx, idOf(args.params.id))
    const { id, journeyId, state } = reconstruction
    const lines = await listLines(ctx, id)
    const events = await listEvents(ctx, id)
    const steps = await listMapSteps(ctx, journeyId)
    const made = await listMade(ctx, id)
    const [edits, live] = [may(ctx.viewer, 'reconstruction.edit', reconstruction), !reconstruction.archivedAt]
    const laidOut = state === 'laid out'
    return {
      org: ctx.org.slug,
      today: ctx.today,
      reconstruction,
      laidOut,
      first: lines.slice(0, 8).map(({ line, cells }) => ({ line, cells })),
      unread: lines
        .filter(({ problem }) => problem && problem !== 'heading')
        .map(({ line, problem, cells }) => ({ line, problem, cells: cells.join(' · ').slice(0, 200) })),
      events: events.map(({ id: event, what, channel, happenedAt, hasTime, journeyStepId, placedBy }) => ({
        ...{ id: event, what, channel, happenedAt, hasTime, journeyStepId, placedBy },
      })),
      steps: steps.map((step) => ({ id: step.id, name: step.name })),
      mismatches: laidOut
        ? mismatchesOf(events, steps).map(({ key, kind, says }) => ({
            ...{ key, kind, says, gap: made.find(({ mismatch }) => mismatch === key) ?? null },
          }))
        : [],
      can: { edit: edits && live, archive: edits, makeGap: live && may(ctx.viewer, 'gap.add') },
      timeline: await timelineOf(ctx, 'reconstruction', id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Reconstruction() {
  const page = useLoaderData<typeof loader>()
  const { org, today, reconstruction, laidOut, events, steps, can, timeline } = page
  const { id, version } = reconstruction
  return (
    <Page
      title={reconstruction.pseudonym}
      chain={paths.chain(org, 'reconstruction', reconstruction.id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Reconstructions', href: paths.reconstructions(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-3">
          {laidOut
            ? `${plural(events.length, 'event')} over ${plural(steps.length, 'step')}`
            : 'Read, not laid over the map yet'}
          {reconstruction.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.edit && !laidOut && (
            <ActionButton
              action={paths.reconstructionConfirmation(org, id)}
              fields={{ version }}
              variant="primary"
              name="confirmation"
            >
              Lay it over the map
            </ActionButton>
          )}
          {can.edit && laidOut && (
            <LinkButton href={paths.reconstructionSteps(org, id)} icon={ListTree}>
              Correct the steps
            </LinkButton>
          )}
          {can.edit && (
            <LinkButton href={paths.editReconstruction(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.reconstructionArchive(org, id)} variant="quiet">
              {reconstruction.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={
        <Facts
          items={[
            {
              term: 'Journey',
              value: (
                <TextLink href={recordPath(org, 'journey', reconstruction.journeyId) ?? ''}>
                  {reconstruction.journeyName}
                </TextLink>
              ),
            },
            { term: 'Events', value: String(events.length) },
            { term: 'Added by', value: reconstruction.createdByName },
          ]}
        />
      }
    >
      {reconstruction.note && <Prose text={reconstruction.note} />}
      {!laidOut && <Reading page={page} />}
      {laidOut && (
        <>
          <Section title="What happened, over the map" count={events.length}>
            <EventLine events={events} steps={steps} />
          </Section>
          <Mismatches page={page} />
        </>
      )}
      {page.unread.length > 0 && <Unread lines={page.unread} />}
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editReconstruction(org, id)} />
    </Page>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

function Reading({ page }: { page: Shown }) {
  const { org, reconstruction, first, events, can } = page
  const { id, version, columns, mapping } = reconstruction
  return (
    <Section
      title="How the file was read"
      description={`${plural(events.length, 'event')} could be read. Correct the columns, or lay it over the map.`}
    >
      {can.edit ? (
        <ReadingForm
          key={version}
          columns={columns}
          mapping={mapping}
          lines={first}
          version={version}
          action={paths.reconstructionReading(org, id)}
        />
      ) : (
        <p className="text-ink-muted">Whoever added it has not laid it over the map yet.</p>
      )}
    </Section>
  )
}

/** Where what happened does not fit the map, in words. */
function Mismatches({ page }: { page: Shown }) {
  const { org, reconstruction, mismatches, can } = page
  return (
    <Section
      title="Where it does not fit"
      count={mismatches.length}
      description="Each may be a gap, or a map that is not true yet."
    >
      {mismatches.length ? (
        <ul className="grid divide-y divide-line rounded-lg border border-line bg-raised">
          {mismatches.map(({ key, kind, says, gap }) => (
            <li key={key} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
              <span className="grid min-w-0 flex-1 basis-64 gap-1">
                <span dir="auto">{says}</span>
                <span>
                  <Badge tone={kind === 'never reached' ? 'neutral' : 'warn'}>{mismatchNames[kind]}</Badge>
                </span>
              </span>
              {gap ? (
                <span className="text-sm">
                  Gap: <TextLink href={paths.gap(org, gap.id)}>{gap.name}</TextLink>
                </span>
              ) : (
                can.makeGap && (
                  <ActionButton
                    action={paths.reconstructionGaps(org, reconstruction.id)}
                    name={`gap-${key}`}
                    fields={{ mismatch: key }}
                    size="small"
                  >
                    Make it a gap
                  </ActionButton>
                )
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-muted">Everything that happened fits the map.</p>
      )}
    </Section>
  )
}

function Unread({ lines }: { lines: { line: number; problem: string; cells: string }[] }) {
  return (
    <Section title="Lines that could not be read" count={lines.length}>
      <Table
        caption="Lines that could not be read"
        rows={lines}
        rowKey={(row) => String(row.line)}
        columns={[
          { key: 'line', header: 'Line', nowrap: true, cell: (row) => row.line },
          { key: 'problem', header: 'Why', cell: (row) => row.problem },
          { key: 'cells', header: 'What it holds', cell: (row) => row.cells },
        ]}
      />
    </Section>
  )
}
