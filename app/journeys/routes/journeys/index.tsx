import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, Route } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { journeyTabs } from '../../journey-tabs.ts'
import { journeyListRules, listJourneyFilters, listJourneys } from '../../journeys.server.ts'

export const meta: MetaFunction = () => [{ title: 'Journeys · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, journeyListRules)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'journeys'),
      query,
      ...(await listJourneys(ctx, query)),
      filters: await listJourneyFilters(ctx),
      canAdd: may(ctx.viewer, 'journey.edit'),
    }
  })
}

const muted = (words: string) => <span className="text-ink-muted">{words}</span>

export default function Journeys() {
  const { org, views, query, rows, total, filters, canAdd } = useLoaderData<typeof loader>()
  const create = canAdd && (
    <LinkButton href={paths.newJourney(org)} variant="primary" icon={Plus}>
      New journey
    </LinkButton>
  )
  return (
    <Page
      title="Journeys"
      lede="What customers go through, step by step: as it is today, and as it is to be."
      tabs={journeyTabs(org)}
      actions={create}
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="journeys" query={query} views={views} />}
          query={query}
          total={total}
          noun={['journey', 'journeys']}
          search="Search journeys"
          fields={filters}
        />
        <Table
          caption="Journeys"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.journey(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Journey',
              sort: true,
              cell: (row) => (
                <TextLink href={paths.journey(org, row.id)} quiet>
                  {row.name}
                </TextLink>
              ),
            },
            {
              key: 'persona',
              header: 'Whose',
              sort: true,
              cell: (row) => row.personaName ?? muted('no persona yet'),
            },
            {
              key: 'owner',
              header: 'Owner',
              sort: true,
              nowrap: true,
              cell: (row) => <PersonChip name={row.ownerName} />,
            },
            {
              key: 'asIs',
              header: 'As it is',
              cell: (row) => (row.asIs ? `version ${row.asIs}, ${row.stepCount} steps` : muted('not drawn yet')),
            },
            {
              key: 'toBe',
              header: 'To be',
              cell: (row) => (row.toBe ? `version ${row.toBe}` : muted('not drawn yet')),
            },
            { key: 'gaps', header: 'Open gaps', sort: true, cell: (row) => row.gapCount || muted('none') },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Route} title="No journeys yet" actions={create}>
                Begin with the journey most of your customers take. Write down its steps as you believe they are, mark
                them as assumed, and then go and see.
              </EmptyState>
            )
          }
        />
        <Pager
          page={query.page}
          pageSize={query.pageSize}
          total={total}
          hrefFor={(page) => listHref(query, { page })}
        />
      </div>
    </Page>
  )
}
