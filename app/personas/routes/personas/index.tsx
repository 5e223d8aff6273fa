import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, UsersRound } from 'lucide-react'
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
import { PersonaCard } from '../../persona-card.tsx'
import { personaTabs } from '../../persona-tabs.ts'
import { SortLinks } from '../../sort-links.tsx'
import { listPersonaFilters, listPersonas, personaListRules } from '../../personas.server.ts'

export const meta: MetaFunction = () => [{ title: 'Personas · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, personaListRules)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'personas'),
      today: ctx.today,
      query,
      ...(await listPersonas(ctx, query)),
      filters: await listPersonaFilters(ctx),
      canAdd: may(ctx.viewer, 'persona.edit'),
    }
  })
}

export default function Personas() {
  const { org, views, today, query, rows, total, filters, canAdd } = useLoaderData<typeof loader>()
  const create = canAdd && (
    <LinkButton href={paths.newPersona(org)} variant="primary" icon={Plus}>
      New persona
    </LinkButton>
  )
  return (
    <Page
      title="Personas"
      lede="The people we do all this for: what they need, expect and struggle with, kept true by somebody."
      tabs={personaTabs(org)}
      actions={create}
    >
      <div className="grid gap-5">
        <Filters
          views={views}
          save={<SaveView org={org} room="personas" query={query} views={views} />}
          query={query}
          total={total}
          noun={['persona', 'personas']}
          search="Search personas"
          fields={filters}
        />
        {rows.length > 1 && (
          <SortLinks
            query={query}
            options={[
              { key: 'name', label: 'name' },
              { key: 'segment', label: 'segment' },
              { key: 'review', label: 'review day' },
            ]}
          />
        )}
        {rows.length ? (
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {rows.map((persona) => (
              <PersonaCard key={persona.id} persona={persona} org={org} today={today} />
            ))}
          </div>
        ) : countActive(query) ? (
          <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
        ) : (
          <EmptyState icon={UsersRound} title="No personas yet" actions={create}>
            Begin with one customer you could describe to a colleague in the corridor: a name, a sentence they would
            say, and what they need. The rest comes with listening.
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
