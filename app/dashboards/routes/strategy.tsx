import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Map as MapIcon } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { flagNames } from '#app/initiatives/initiative.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { countActive, readListQuery } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { StrategyMap } from '../strategy-map.tsx'
import mapStyles from '../strategy-map.css?url'
import { findStrategy, listInitiativeOwners, strategyRules } from '../strategy.server.ts'

export const meta: MetaFunction = () => [{ title: 'Strategy on a page · Sirius' }]
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: mapStyles }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, strategyRules)
    const { pillars, ...map } = await findStrategy(ctx, query)
    const words = (values: readonly string[]) =>
      values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))
    return {
      org: ctx.org.slug,
      query,
      ...map,
      views: await listSavedViews(ctx, 'strategy'),
      filters: [
        { name: 'pillar', label: 'Pillar', options: pillars },
        { name: 'owner', label: 'Owner', options: await listInitiativeOwners(ctx) },
        { name: 'status', label: 'Seen in the plans', options: words(strategyRules.filters.status) },
        { name: 'stage', label: 'Stage', options: words(strategyRules.filters.stage) },
        {
          name: 'missing',
          label: 'Missing',
          options: strategyRules.filters.missing.map((value) => ({ value, label: flagNames[value] })),
        },
      ],
    }
  })
}

export default function Strategy() {
  const { org, query, vision, groups, lines, total, shown, outcomeCount, filters, views } =
    useLoaderData<typeof loader>()
  return (
    <Page
      title="Strategy on a page"
      lede={<span className="print:hidden">From the vision to what is measured: who does what, and why.</span>}
    >
      <div className="grid gap-6 print:gap-2">
        <Filters
          query={query}
          total={total}
          noun={['initiative', 'initiatives']}
          fields={filters}
          views={views}
          save={<SaveView org={org} room="strategy" query={query} views={views} />}
        />
        {total > shown && (
          <p className="text-sm text-ink-muted">
            {`${shown} of ${total} initiatives are drawn, those that need a look first. Narrow the map to see the others.`}
          </p>
        )}
        {groups.length === 0 ? (
          <Nothing org={org} filtered={countActive(query) > 0} outcomes={outcomeCount} />
        ) : (
          <StrategyMap org={org} vision={vision} groups={groups} lines={lines} />
        )}
      </div>
    </Page>
  )
}

function Nothing({ org, filtered, outcomes }: { org: string; filtered: boolean; outcomes: number }) {
  if (filtered) return <EmptyState title="Nothing matches">Take a filter away to see more of the map.</EmptyState>
  return (
    <EmptyState
      icon={MapIcon}
      title="There is nothing to draw yet"
      actions={
        <>
          <LinkButton href={paths.vision(org)}>Write the vision</LinkButton>
          <LinkButton href={paths.outcomes(org)} variant="quiet">
            {outcomes ? 'See the outcomes' : 'Add a bold outcome'}
          </LinkButton>
        </>
      }
    >
      The map begins with the vision and its bold outcomes; initiatives, plans and KPIs fill it in.
    </EmptyState>
  )
}
