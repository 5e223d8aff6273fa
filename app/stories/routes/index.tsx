import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, Quote } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { SortLinks } from '#app/personas/sort-links.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { countActive, listHref, readListQuery } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { StoryCard } from '../story-card.tsx'
import { listStories, listStoryFilters, storyListRules } from '../story-list.server.ts'

export const meta: MetaFunction = () => [{ title: 'Stories · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, storyListRules)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'stories'),
      today: ctx.today,
      query,
      ...(await listStories(ctx, query)),
      filters: await listStoryFilters(ctx, query),
      canAdd: may(ctx.viewer, 'story.add'),
    }
  })
}

export default function Stories() {
  const { org, views, today, query, rows, total, filters, canAdd } = useLoaderData<typeof loader>()
  const create = canAdd && (
    <LinkButton href={paths.newStory(org)} variant="primary" icon={Plus}>
      Tell a story
    </LinkButton>
  )
  return (
    <Page
      title="Stories"
      lede="What single customers went through, in their own words and with their consent, and what came of it."
      actions={create}
    >
      <div className="grid gap-5">
        <Filters
          views={views}
          save={<SaveView org={org} room="stories" query={query} views={views} />}
          query={query}
          total={total}
          noun={['story', 'stories']}
          search="Search stories"
          fields={filters}
        />
        {rows.length > 1 && (
          <SortLinks
            query={query}
            options={[
              { key: 'recorded', label: 'day recorded' },
              { key: 'title', label: 'title' },
              { key: 'ends', label: 'end of consent' },
            ]}
          />
        )}
        {rows.length ? (
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {rows.map((story) => (
              <StoryCard key={story.id} story={story} org={org} today={today} />
            ))}
          </div>
        ) : countActive(query) ? (
          <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
        ) : (
          <EmptyState icon={Quote} title="No story told yet" actions={create}>
            One customer’s voice moves more than a chart. Pick a response that stayed with you, ask that customer
            whether you may tell it, for how long and to whom, and give them another name. Until their consent is
            recorded it stays a draft; if they take it back, their words are gone for good.
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
