import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Columns3, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { plural } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Table } from '#app/ui/table.tsx'
import { OrderButtons } from '../../order-buttons.tsx'
import { defaultPillars } from '../../pillar.ts'
import { listPillars, pillarListRules } from '../../pillars.server.ts'
import { visionTabs } from '../../vision-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Pillars · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, pillarListRules)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'pillars'),
      query,
      ...(await listPillars(ctx, query)),
      canEdit: may(ctx.viewer, 'pillar.edit'),
    }
  })
}

export default function Pillars() {
  const { org, views, query, rows, total, canEdit } = useLoaderData<typeof loader>()
  const create = canEdit && (
    <LinkButton href={paths.newPillar(org)} variant="primary" icon={Plus}>
      Add a pillar
    </LinkButton>
  )
  const ordered = canEdit && !countActive(query) && query.sort.key === 'order'
  return (
    <Page
      title="Pillars"
      lede="The few directions under which the outcomes stand."
      tabs={visionTabs(org)}
      actions={total > 0 && create}
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="pillars" query={query} views={views} />}
          query={query}
          total={total}
          noun={['pillar', 'pillars']}
          search="Search pillars"
          fields={[{ name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] }]}
        />
        <Table
          caption="Pillars"
          rows={rows}
          rowKey={(row) => row.id}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Pillar',
              sort: true,
              cell: (row) => (
                <>
                  <TextLink href={paths.pillar(org, row.id)} quiet>
                    {row.name}
                  </TextLink>
                  {row.description && <span className="mt-0.5 block text-ink-muted">{row.description}</span>}
                </>
              ),
            },
            {
              key: 'outcomes',
              header: 'Outcomes',
              width: '10rem',
              cell: (row) =>
                row.outcomeCount ? (
                  <TextLink href={paths.outcomeList(org, { pillar: row.id })}>
                    {plural(row.outcomeCount, 'outcome')}
                  </TextLink>
                ) : (
                  <span className="text-ink-muted">none yet</span>
                ),
            },
            {
              key: 'position',
              header: 'Order',
              hideHeader: true,
              width: '7rem',
              cell: (row) =>
                ordered && (
                  <span className="flex justify-end gap-1">
                    <OrderButtons
                      action={paths.pillarPosition(org, row.id)}
                      name={row.name}
                      first={row.id === rows[0]?.id && query.page === 1}
                      last={row.id === rows.at(-1)?.id && query.page * query.pageSize >= total}
                    />
                  </span>
                ),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <NoPillars org={org} canEdit={canEdit} />
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

function NoPillars({ org, canEdit }: { org: string; canEdit: boolean }) {
  return (
    <EmptyState
      icon={Columns3}
      title="No pillars yet"
      actions={
        canEdit && (
          <>
            <ActionButton action={paths.pillarDefaults(org)} variant="primary">
              Start with these three
            </ActionButton>
            <LinkButton href={paths.newPillar(org)}>Write my own</LinkButton>
          </>
        )
      }
    >
      <p>Outcomes stand under a few pillars. Most strategies begin with three; they can be renamed at any time:</p>
      <ul className="mt-2 list-disc ps-5">
        {defaultPillars.map((pillar) => (
          <li key={pillar.name}>
            <strong className="font-medium text-ink">{pillar.name}.</strong> {pillar.description}
          </li>
        ))}
      </ul>
    </EmptyState>
  )
}
