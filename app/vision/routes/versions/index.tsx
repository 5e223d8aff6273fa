import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, Telescope } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { PersonChip, Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { type VisionState, visionStateNames, visionStateTones, visionStates } from '../../vision.ts'
import { visionTabs } from '../../vision-tabs.ts'
import { listVisions, visionListRules } from '../../visions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Versions of the vision · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, visionListRules)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'vision/versions'),
      query,
      ...(await listVisions(ctx, query)),
      canEdit: may(ctx.viewer, 'vision.edit'),
    }
  })
}

const states = [
  ...visionStates.map((state) => ({ value: state, label: visionStateNames[state] })),
  { value: 'archived', label: 'Archived' },
]

export default function Versions() {
  const { org, views, query, rows, total, canEdit } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const draft = canEdit && (
    <LinkButton href={paths.newVision(org)} variant="primary" icon={Plus}>
      New draft
    </LinkButton>
  )
  return (
    <Page
      title="Versions of the vision"
      lede="How the vision came to be: every draft, proposal and ratified version, with what changed and why."
      tabs={visionTabs(org)}
      actions={draft}
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="vision/versions" query={query} views={views} />}
          query={query}
          total={total}
          noun={['version', 'versions']}
          search="Search versions"
          fields={[{ name: 'state', label: 'State', options: states }]}
        />
        <Table
          caption="Versions of the vision"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.visionVersion(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'number',
              header: 'Version',
              sort: true,
              width: '7rem',
              cell: (row) => (
                <TextLink href={paths.visionVersion(org, row.id)} quiet>
                  Version {row.number}
                </TextLink>
              ),
            },
            {
              key: 'state',
              header: 'State',
              width: '8rem',
              cell: (row) => (
                <Status tone={visionStateTones[row.state as VisionState]}>
                  {visionStateNames[row.state as VisionState]}
                </Status>
              ),
            },
            {
              key: 'statement',
              header: 'Statement',
              cell: (row) => (
                <span dir="auto" className="line-clamp-2 font-serif">
                  {row.statement}
                </span>
              ),
            },
            {
              key: 'effective',
              header: 'In force from',
              nowrap: true,
              sort: true,
              cell: (row) =>
                row.effectiveOn ? formatDay(row.effectiveOn, locale) : <span className="text-ink-muted">not yet</span>,
            },
            {
              key: 'ratifier',
              header: 'Ratified by',
              hideOn: 'phone',
              cell: (row) =>
                row.ratifierName ? (
                  <PersonChip name={row.ratifierName} />
                ) : (
                  <span className="text-ink-muted">not yet</span>
                ),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Telescope} title="No version yet" actions={draft}>
                Write a first draft. Nothing is binding before somebody ratifies it.
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
