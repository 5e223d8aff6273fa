import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil, Plus } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { Notice } from '../../notice.tsx'
import { horizonNames, horizons } from '../../outcome.ts'
import { listCurrentOutcomes } from '../../outcome-list.server.ts'
import { OutcomeCard } from '../../outcome-card.tsx'
import { findPillar } from '../../pillars.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.pillar.name ?? 'Pillar'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const pillar = await findPillar(ctx, idOf(args.params.id))
    return {
      org: ctx.org.slug,
      today: ctx.today,
      pillar,
      outcomes: await listCurrentOutcomes(ctx, pillar.id),
      canEdit: may(ctx.viewer, 'pillar.edit'),
      canAdd: may(ctx.viewer, 'outcome.edit') && !pillar.archivedAt,
      timeline: await timelineOf(ctx, 'pillar', pillar.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Pillar() {
  const { org, today, pillar, outcomes, canEdit, canAdd, timeline } = useLoaderData<typeof loader>()
  const { id } = pillar
  const years = horizons.filter((year) => outcomes.some(({ horizon }) => horizon === year))
  return (
    <Page
      title={pillar.name}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Vision', href: paths.vision(org) },
            { label: 'Pillars', href: paths.pillars(org) },
          ]}
        />
      }
      lede={pillar.description}
      actions={
        canEdit && (
          <>
            {!pillar.archivedAt && (
              <LinkButton href={paths.editPillar(org, id)} icon={Pencil}>
                Edit
              </LinkButton>
            )}
            <LinkButton href={paths.pillarArchive(org, id)} variant="quiet">
              {pillar.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          </>
        )
      }
    >
      {pillar.archivedAt && <Notice tone="info">This pillar is archived: no outcome can be put under it.</Notice>}
      <Section
        title="Outcomes under it"
        count={outcomes.length}
        actions={
          canAdd && (
            <LinkButton href={paths.newOutcome(org, { pillar: id })} size="small" icon={Plus}>
              Add an outcome
            </LinkButton>
          )
        }
      >
        {years.length ? (
          <div className="grid gap-6 lg:grid-cols-3">
            {years.map((year) => (
              <div key={year} className="min-w-0">
                <h3 className="mb-2 text-sm font-medium text-ink-muted">{horizonNames[year]}</h3>
                <div className="grid gap-3">
                  {outcomes
                    .filter(({ horizon }) => horizon === year)
                    .map((outcome) => (
                      <OutcomeCard key={outcome.id} outcome={outcome} org={org} headingLevel={4} />
                    ))}
                </div>
              </div>
            ))}
          </div>
        ) : (
          <p className="text-ink-muted">Nothing stands under this pillar yet.</p>
        )}
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={canEdit && paths.editPillar(org, pillar.id)} />
    </Page>
  )
}
