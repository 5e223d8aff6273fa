import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FileUp, Pencil, Plus } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge } from '#app/ui/status.tsx'
import { worthInWords } from '../../customer-count.ts'
import { measuredOverTime } from '../../customer-counts.server.ts'
import { SegmentOverTime, ShareOfCustomers } from '../../measured-segment.tsx'
import { PersonaCard } from '../../persona-card.tsx'
import { levelNames, stanceNames, stanceOf } from '../../segment.ts'
import { findSegment } from '../../segments.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.segment.name ?? 'Segment'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const segment = await findSegment(ctx, idOf(args.params.id))
    return {
      org: ctx.org.slug,
      today: ctx.today,
      segment,
      counts: await measuredOverTime(ctx, segment.id),
      canEdit: may(ctx.viewer, 'segment.edit'),
      canAddPersona: may(ctx.viewer, 'persona.edit') && !segment.archivedAt,
      timeline: await timelineOf(ctx, 'segment', segment.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Segment() {
  const { org, today, segment, counts, canEdit, canAddPersona, timeline } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const { id } = segment
  const worth = counts[0] && worthInWords(counts[0], locale)
  return (
    <Page
      title={segment.name}
      chain={paths.chain(org, 'segment', segment.id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Segments', href: paths.segments(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-3">
          {stanceNames[stanceOf(segment)]}
          {segment.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        canEdit && (
          <>
            {!segment.archivedAt && (
              <LinkButton href={paths.editSegment(org, id)} icon={Pencil}>
                Edit
              </LinkButton>
            )}
            <LinkButton href={paths.segmentArchive(org, id)} variant="quiet">
              {segment.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          </>
        )
      }
      aside={
        <Facts
          items={[
            {
              term: 'Share of customers',
              value: <ShareOfCustomers measured={counts[0]} estimate={segment.share} org={org} />,
            },
            {
              term: 'Value today',
              value: (
                <>
                  {segment.currentValue} of 5, {levelNames[segment.currentValue]?.toLowerCase()}
                  {worth && <span className="block text-xs text-ink-muted">{worth}</span>}
                </>
              ),
            },
            {
              term: 'Potential',
              value: `${segment.potentialValue} of 5, ${levelNames[segment.potentialValue]?.toLowerCase()}`,
            },
            { term: 'What this rests on', value: segment.valueNote },
          ].map(({ term, value }) => ({ term, value: value || null }))}
        />
      }
    >
      <Section title="Who belongs to it">
        <Prose text={segment.description} />
      </Section>
      <Section
        title="Customers, as counted"
        count={counts.length}
        actions={
          canEdit && (
            <LinkButton href={paths.newCustomerCount(org)} size="small" icon={FileUp}>
              Import customer data
            </LinkButton>
          )
        }
      >
        {counts.length ? (
          <SegmentOverTime counts={counts} org={org} />
        ) : (
          <p className="max-w-prose text-ink-muted">
            Not measured yet: the share above is an estimate. A file of customers says how many there are, what they are
            worth and how many left.
          </p>
        )}
      </Section>
      <Section
        title="Personas"
        count={segment.personas.length}
        actions={
          canAddPersona && (
            <LinkButton href={paths.newPersona(org, { segment: id })} size="small" icon={Plus}>
              Add a persona
            </LinkButton>
          )
        }
      >
        {segment.personas.length ? (
          <div className="grid gap-4 sm:grid-cols-2">
            {segment.personas.map((persona) => (
              <PersonaCard key={persona.id} persona={persona} org={org} today={today} headingLevel={3} />
            ))}
          </div>
        ) : (
          <p className="max-w-prose text-ink-muted">No persona gives this segment a face yet.</p>
        )}
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={canEdit && paths.editSegment(org, segment.id)} />
    </Page>
  )
}
