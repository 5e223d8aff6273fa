import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths, recordPath } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { channelName } from '../../touchpoint.ts'
import { findTouchpoint, listHappenings } from '../../touchpoints.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.touchpoint.name ?? 'Touchpoint'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const touchpoint = await findTouchpoint(ctx, idOf(args.params.id))
    const edits = may(ctx.viewer, 'touchpoint.edit', touchpoint)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      touchpoint,
      happenings: await listHappenings(ctx, touchpoint.id),
      can: { edit: edits && !touchpoint.archivedAt, archive: edits },
      timeline: await timelineOf(ctx, 'touchpoint', touchpoint.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Touchpoint() {
  const { org, today, touchpoint, happenings, can, timeline } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const { id } = touchpoint
  return (
    <Page
      title={touchpoint.name}
      chain={paths.chain(org, 'touchpoint', touchpoint.id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Touchpoints', href: paths.touchpoints(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-3">
          {channelName(touchpoint.channel)}
          {touchpoint.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.edit && (
            <LinkButton href={paths.editTouchpoint(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.touchpointArchive(org, id)} variant="quiet">
              {touchpoint.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={
        <Facts
          items={[
            {
              term: 'Process owner',
              value: touchpoint.ownerName && (
                <PersonChip
                  name={touchpoint.ownerName}
                  href={touchpoint.ownerId && paths.member(org, touchpoint.ownerId)}
                />
              ),
            },
            {
              term: 'Unit',
              value: touchpoint.unitId && (
                <TextLink href={paths.unit(org, touchpoint.unitId)}>{touchpoint.unitName}</TextLink>
              ),
            },
          ]}
        />
      }
    >
      <Section title="What happens here">
        <Prose text={touchpoint.description} />
      </Section>
      <Happenings
        title="Steps of journeys"
        kind="journey_step"
        of={happenings.steps}
        org={org}
        none="No step of a journey leads here yet."
      />
      <Happenings
        title="Listening posts"
        kind="listening_post"
        of={happenings.posts}
        org={org}
        none="Nobody listens here yet."
      />
      <Happenings
        title="Observations"
        kind="observation"
        of={happenings.observations}
        org={org}
        none="Nobody has written down yet what they saw here."
        note={(day) => formatDay(day, locale)}
      />
      <Happenings title="Gaps" kind="gap" of={happenings.gaps} org={org} none="No gap is known here." />
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editTouchpoint(org, id)} />
    </Page>
  )
}

interface HappeningsProps {
  title: string
  kind: string
  of: { total: number; rows: { id: string; title: string; note: string }[] }
  org: string
  none: string
  note?: (note: string) => string
}

function Happenings({ title, kind, of, org, none, note = (text) => text }: HappeningsProps) {
  const more = of.total - of.rows.length
  return (
    <Section title={title} count={of.total}>
      {of.total ? (
        <ul className="divide-y divide-line border-y border-line">
          {of.rows.map((row) => {
            const href = recordPath(org, kind, row.id)
            return (
              <li key={row.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-2">
                <span dir="auto" className="min-w-0">
                  {href ? (
                    <TextLink href={href} quiet>
                      {row.title}
                    </TextLink>
                  ) : (
                    row.title
                  )}
                </span>
                <span className="text-sm text-ink-muted">{note(row.note)}</span>
              </li>
            )
          })}
          {more > 0 && <li className="py-2 text-sm text-ink-muted">and {plural(more, 'other')}</li>}
        </ul>
      ) : (
        <p className="max-w-prose text-ink-muted">{none}</p>
      )}
    </Section>
  )
}
