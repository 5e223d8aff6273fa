import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { HeartHandshake, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { countActive, listHref, readListQuery } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { CoreValueCard } from '../../core-value-card.tsx'
import { coreValueListRules, listCoreValues } from '../../core-values.server.ts'
import { OrderButtons } from '../../order-buttons.tsx'
import { visionTabs } from '../../vision-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Values · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, coreValueListRules)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'values'),
      query,
      ...(await listCoreValues(ctx, query)),
      canEdit: may(ctx.viewer, 'core_value.edit'),
    }
  })
}

export default function CoreValues() {
  const { org, views, query, rows, total, canEdit } = useLoaderData<typeof loader>()
  const create = canEdit && (
    <LinkButton href={paths.newCoreValue(org)} variant="primary" icon={Plus}>
      Add a value
    </LinkButton>
  )
  const ordered = canEdit && !countActive(query) && query.sort.key === 'order'
  return (
    <Page
      title="Values"
      lede="How we behave on the way to the vision: each with what people do, and what they do not."
      tabs={visionTabs(org)}
      actions={create}
    >
      <div className="grid gap-5">
        <Filters
          views={views}
          save={<SaveView org={org} room="values" query={query} views={views} />}
          query={query}
          total={total}
          noun={['value', 'values']}
          search="Search values"
          fields={[{ name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] }]}
        />
        {rows.length ? (
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {rows.map((value, at) => (
              <CoreValueCard
                key={value.id}
                value={value}
                org={org}
                headingLevel={2}
                actions={
                  ordered && (
                    <OrderButtons
                      action={paths.coreValuePosition(org, value.id)}
                      name={value.name}
                      first={at === 0 && query.page === 1}
                      last={at === rows.length - 1 && query.page * query.pageSize >= total}
                    />
                  )
                }
              />
            ))}
          </div>
        ) : countActive(query) ? (
          <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
        ) : (
          <EmptyState icon={HeartHandshake} title="No values yet" actions={create}>
            Begin with the one people already live by. Write down what one would see them do: that is what others can
            copy.
          </EmptyState>
        )}
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
