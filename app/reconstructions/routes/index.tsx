import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, Waypoints } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { gapTabs } from '#app/gaps/gap-tabs.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatMoment, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Table } from '#app/ui/table.tsx'
import {
  listReconstructionFilters,
  listReconstructions,
  reconstructionListRules,
} from '../reconstruction-list.server.ts'

export const meta: MetaFunction = () => [{ title: 'Reconstructions · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, reconstructionListRules)
    return {
      org: ctx.org.slug,
      query,
      ...(await listReconstructions(ctx, query)),
      filters: await listReconstructionFilters(ctx, query),
      canAdd: may(ctx.viewer, 'reconstruction.edit', { createdBy: ctx.viewer.memberId }),
    }
  })
}

export default function Reconstructions() {
  const { org, query, total, rows, filters, canAdd } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const create = canAdd && (
    <LinkButton href={paths.newReconstruction(org)} variant="primary" icon={Plus}>
      New reconstruction
    </LinkButton>
  )
  return (
    <Page
      title="Reconstructions"
      lede="What one customer really went through, laid over the steps of the map: where it does not fit, there may be a gap."
      tabs={gapTabs(org)}
      actions={create}
    >
      <div className="grid gap-4">
        <Filters
          query={query}
          total={total}
          noun={['reconstruction', 'reconstructions']}
          search="Search reconstructions"
          fields={filters}
        />
        <Table
          caption="Reconstructions"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.reconstruction(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'pseudonym',
              header: 'Customer',
              sort: true,
              cell: (row) => (
                <TextLink href={paths.reconstruction(org, row.id)} quiet>
                  {row.pseudonym}
                </TextLink>
              ),
            },
            { key: 'journey', header: 'Journey', sort: true, cell: (row) => row.journeyName },
            { key: 'events', header: 'Events', nowrap: true, cell: (row) => plural(row.events, 'event') },
            {
              key: 'span',
              header: 'From and to',
              cell: (row) =>
                row.firstAt && row.lastAt ? (
                  `${formatMoment(row.firstAt, locale, timeZone)} – ${formatMoment(row.lastAt, locale, timeZone)}`
                ) : (
                  <span className="text-ink-muted">not read yet</span>
                ),
            },
            {
              key: 'gaps',
              header: 'Became gaps',
              nowrap: true,
              cell: (row) => (row.gaps ? plural(row.gaps, 'gap') : <span className="text-ink-muted">none</span>),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Waypoints} title="No reconstructions yet" actions={create}>
                Take one customer whose case everybody remembers, list what happened with day and time in a CSV file,
                and lay it over the journey. Use a pseudonym.
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
