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
import { DosAndDonts } from '../../core-value-card.tsx'
import { findCoreValue } from '../../core-values.server.ts'
import { Notice } from '../../notice.tsx'
import { ServingList } from '../../serving-list.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.value.name ?? 'Value'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const value = await findCoreValue(ctx, idOf(args.params.id))
    return {
      org: ctx.org.slug,
      today: ctx.today,
      value,
      canEdit: may(ctx.viewer, 'core_value.edit'),
      canPropose: may(ctx.viewer, 'initiative.propose') && !value.archivedAt,
      timeline: await timelineOf(ctx, 'core_value', value.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function CoreValue() {
  const { org, today, value, canEdit, canPropose, timeline } = useLoaderData<typeof loader>()
  const { id } = value
  return (
    <Page
      title={value.name}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Vision', href: paths.vision(org) },
            { label: 'Values', href: paths.coreValues(org) },
          ]}
        />
      }
      lede={value.meaning && <span className="font-serif text-lg text-ink">{value.meaning}</span>}
      actions={
        canEdit && (
          <>
            {!value.archivedAt && (
              <LinkButton href={paths.editCoreValue(org, id)} icon={Pencil}>
                Edit
              </LinkButton>
            )}
            <LinkButton href={paths.coreValueArchive(org, id)} variant="quiet">
              {value.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          </>
        )
      }
    >
      {value.archivedAt && <Notice tone="info">This value is archived: it stands in no list any more.</Notice>}
      <Section title="What it asks of us">
        <DosAndDonts dos={value.dos} donts={value.donts} wide />
      </Section>
      <Section
        title="Initiatives that serve it"
        count={value.serving.total}
        actions={
          canPropose && (
            <LinkButton href={paths.newInitiative(org, { value: id })} size="small" icon={Plus}>
              Add an initiative
            </LinkButton>
          )
        }
      >
        <ServingList
          serving={value.serving}
          org={org}
          all={paths.initiatives(org, { value: id })}
          none="No initiative serves this value yet. A value that nothing serves is only a word on the wall."
        />
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={canEdit && paths.editCoreValue(org, value.id)} />
    </Page>
  )
}
