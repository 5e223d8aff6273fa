import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ChartPie, FileUp, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatPercent, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Table } from '#app/ui/table.tsx'
import { valueInWords } from '../../customer-count.ts'
import { lastMeasured } from '../../customer-counts.server.ts'
import { ShareOfCustomers } from '../../measured-segment.tsx'
import { personaTabs } from '../../persona-tabs.ts'
import { levelNames, stanceNames, stanceOf, stances } from '../../segment.ts'
import { listSegments, segmentListRules } from '../../segments.server.ts'
import { ValueMatrix } from '../../value-matrix.tsx'

export const meta: MetaFunction = () => [{ title: 'Segments · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, segmentListRules)
    const listed = await listSegments(ctx, query)
    const measured = await lastMeasured(
      ctx,
      listed.rows.map(({ id }) => id),
    )
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'segments'),
      query,
      ...listed,
      rows: listed.rows.map((row) => ({ ...row, measured: measured.get(row.id) })),
      canAdd: may(ctx.viewer, 'segment.edit'),
    }
  })
}

const filters = [
  {
    name: 'stance',
    label: 'What it asks of us',
    options: stances.map((value) => ({ value, label: stanceNames[value] })),
  },
  { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
]

export default function Segments() {
  const { org, views, query, rows, total, canAdd } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const create = canAdd && (
    <LinkButton href={paths.newSegment(org)} variant="primary" icon={Plus}>
      New segment
    </LinkButton>
  )
  const level = (value: number) => (
    <span>
      <span className="tabular font-medium">{value}</span> <span className="text-ink-muted">{levelNames[value]}</span>
    </span>
  )
  return (
    <Page
      title="Segments"
      lede="Groups of customers who want the same: what each is worth today, and what it could be."
      tabs={personaTabs(org)}
      actions={
        <>
          {create}
          <LinkButton href={paths.customerCounts(org)} icon={FileUp}>
            Customer data
          </LinkButton>
        </>
      }
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="segments" query={query} views={views} />}
          query={query}
          total={total}
          noun={['segment', 'segments']}
          search="Search segments"
          fields={filters}
        />
        <Table
          caption="Segments"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.segment(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Segment',
              sort: true,
              cell: (row) => (
                <TextLink href={paths.segment(org, row.id)} quiet>
                  {row.name}
                </TextLink>
              ),
            },
            {
              key: 'share',
              header: 'Share of customers',
              sort: true,
              cell: (row) => <ShareOfCustomers measured={row.measured} estimate={row.share} org={org} />,
            },
            {
              key: 'valueShare',
              header: 'Share of value',
              cell: (row) =>
                row.measured && row.measured.valueShare !== null && row.measured.mean !== null ? (
                  <>
                    {formatPercent(row.measured.valueShare, 1, locale)}
                    <span className="block text-xs text-ink-muted">
                      {valueInWords(row.measured.mean, row.measured, locale)} each
                      {row.measured.leftShare !== null && `; ${formatPercent(row.measured.leftShare, 1, locale)} left`}
                    </span>
                  </>
                ) : (
                  <span className="text-ink-muted">not counted</span>
                ),
            },
            { key: 'current', header: 'Value today', sort: true, cell: (row) => level(row.currentValue) },
            { key: 'potential', header: 'Potential', sort: true, cell: (row) => level(row.potentialValue) },
            { key: 'stance', header: 'What it asks of us', cell: (row) => stanceNames[stanceOf(row)] },
            {
              key: 'personas',
              header: 'Personas',
              nowrap: true,
              cell: (row) =>
                row.personaCount ? (
                  <TextLink href={paths.personas(org, { segment: row.id })}>
                    {plural(row.personaCount, 'persona')}
                  </TextLink>
                ) : (
                  <span className="text-ink-muted">none yet</span>
                ),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={ChartPie} title="No segments yet" actions={create}>
                Name the two or three groups you would treat differently. Say what each is worth today and could be:
                that is what decides where effort goes.
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
      {rows.length > 0 && (
        <Section
          title="Value today and potential"
          description="The same segments as above, placed by their two values. 4 and 5 count as high."
        >
          <ValueMatrix segments={rows} org={org} />
        </Section>
      )}
    </Page>
  )
}
