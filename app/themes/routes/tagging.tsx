import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CheckCheck } from 'lucide-react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { tagForm } from '#app/feedback/tag-form.ts'
import { paths } from '#app/paths.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatNumber, plural } from '#app/ui/format.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { countActive, listHref, readListQuery } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { mostLooked } from '../tagging.ts'
import { TaggingDesk } from '../tagging-desk.tsx'
import { tagResponses } from '../tags.server.ts'
import { findLastTags, listThemesAtHand, listToTag, listToTagFilters, toTagRules } from '../to-tag.server.ts'

export const meta: MetaFunction = () => [{ title: 'Tag responses · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'theme.tag')
    const query = readListQuery(args.request.url, toTagRules)
    return {
      org: ctx.org.slug,
      query,
      ...(await listToTag(ctx, query)),
      ...(await listThemesAtHand(ctx)),
      last: await findLastTags(ctx),
      filters: await listToTagFilters(ctx),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, tagForm, async (ctx, form) => {
    const { theme, tagged } = await tagResponses(ctx, form)
    const said = form.quiet ? undefined : `${plural(tagged.length, 'response')} tagged with “${theme.name}”.`
    return goTo(paths.tagging(ctx.org.slug), said)
  })
}

export default function Tagging() {
  const { org, query, rows, more, themes, atHand, last, filters } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  return (
    <Page
      title="Tag responses"
      eyebrow={<Breadcrumbs items={[{ label: 'Themes', href: paths.themes(org) }]} />}
      lede={`What customers wrote and nobody has tagged yet, newest first. Looked for among the newest ${formatNumber(mostLooked, 0, locale)} responses.`}
      actions={
        query.q && (
          <LinkButton href={paths.tagAll(org, { q: query.q, post: query.filters.post?.[0] })} icon={CheckCheck}>
            Tag all with “{query.q}”…
          </LinkButton>
        )
      }
    >
      <div className="grid gap-5">
        <Filters query={query} search="Words in the responses" fields={filters} />
        {rows.length ? (
          <TaggingDesk
            org={org}
            here={listHref(query)}
            rows={rows}
            themes={themes}
            atHand={atHand}
            last={last}
            next={more ? listHref(query, { page: query.page + 1 }) : null}
            previous={query.page > 1 ? listHref(query, { page: query.page - 1 }) : null}
          />
        ) : (
          <EmptyState
            icon={CheckCheck}
            title={countActive(query) || query.page > 1 ? 'Nothing matches' : 'Everything is tagged'}
            actions={<LinkButton href={paths.themes(org)}>To the themes</LinkButton>}
          >
            {countActive(query) || query.page > 1
              ? 'Take a filter away, or show tagged ones too.'
              : 'Whatever customers write next waits here until somebody says what it is about.'}
          </EmptyState>
        )}
      </div>
    </Page>
  )
}
