import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Inbox } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatNumber, plural } from '#app/ui/format.ts'
import { countActive, listHref, readListQuery } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { BulkTags, bulkTagsId } from '../bulk-tags.tsx'
import { bandNames, bands, languageName } from '../feedback.ts'
import { feedbackTabs } from '#app/listening-posts/feedback-tabs.ts'
import { InboxList } from '../inbox-list.tsx'
import { countResponses, inboxRules, listInboxFilters, listResponses, placeIn } from '../inbox.server.ts'
import { listScoredQuestions } from '../scores.server.ts'

export const meta: MetaFunction = () => [{ title: 'Feedback · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, inboxRules)
    const before = placeIn(args.request.url)
    const choices = await listInboxFilters(ctx)
    const question = query.filters.question?.[0]
    const asked = question ? (await listScoredQuestions(ctx)).filter(({ id }) => id === question) : []
    const { next, ...inbox } = await listResponses(ctx, query, before)
    const href = listHref(query)
    const onwards = (place: string) => `${href}${href.includes('?') ? '&' : '?'}before=${encodeURIComponent(place)}`
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'feedback'),
      query,
      ...inbox,
      next: next && onwards(next),
      // A list that fits on its page counts itself.
      total: next || before ? await countResponses(ctx, query) : null,
      newest: before && href,
      // Where tagging leads back to: this very page.
      here: pathOf(args.request.url),
      canTag: may(ctx.viewer, 'theme.tag'),
      choices: { ...choices, question: asked.map(({ id, label }) => ({ value: id, label })) },
    }
  })
}

const pathOf = (url: string) => {
  const { pathname, search } = new URL(url)
  return pathname.replace(/\.data$/, '') + search
}

export default function Feedback() {
  const { org, views, query, rows, next, newest, stretched, choices, here, canTag } = useLoaderData<typeof loader>()
  const fields = [
    { name: 'post', label: 'Listening post', options: choices.post },
    { name: 'touchpoint', label: 'Touchpoint', options: choices.touchpoint },
    { name: 'segment', label: 'Segment', options: choices.segment },
    { name: 'persona', label: 'Persona', options: choices.persona },
    { name: 'unit', label: 'Unit', options: choices.unit },
    { name: 'theme', label: 'Theme', options: choices.theme },
    { name: 'question', label: 'Answered', options: choices.question },
    { name: 'band', label: 'Score', options: bands.map((value) => ({ value, label: bandNames[value] })) },
    {
      name: 'language',
      label: 'Language',
      options: choices.language?.map(({ value }) => ({ value, label: languageName(value) })),
    },
    {
      name: 'only',
      label: 'Show',
      options: [
        { value: 'commented', label: 'With a comment' },
        { value: 'untagged', label: 'Without a theme' },
      ],
    },
    { name: 'from', label: 'From', type: 'day' as const },
    { name: 'to', label: 'To', type: 'day' as const },
  ]
  return (
    <Page title="Feedback" lede="What customers said, word for word, newest first." tabs={feedbackTabs(org)}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="feedback" query={query} views={views} />}
          query={query}
          search="Search what was written"
          fields={fields}
        />
        <Found />
        {canTag && rows.length > 0 && <BulkTags org={org} here={here} themes={choices.theme} />}
        {rows.length > 0 ? (
          <InboxList org={org} rows={rows} selectFor={canTag ? bulkTagsId : undefined} />
        ) : stretched ? null : countActive(query) ? (
          <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
        ) : (
          <EmptyState icon={Inbox} title="No feedback yet">
            Responses arrive through listening posts: import a survey’s export there, or have a tool send them. Each is
            shown here with its scores and what was written, once personal data in it is masked.
          </EmptyState>
        )}
        {(next || newest) && (
          <nav aria-label="Pages" className="flex flex-wrap items-center gap-2 print:hidden">
            {newest && (
              <LinkButton href={newest} size="small" variant="quiet">
                Newest
              </LinkButton>
            )}
            {next && (
              <LinkButton href={next} size="small">
                {stretched ? 'Look further back' : 'Older'}
              </LinkButton>
            )}
          </nav>
        )}
      </div>
    </Page>
  )
}

/** How far was looked: a list that stops early says so. */
function Found() {
  const { query, rows, matches, stretched, next, total } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const sentences = []
  if (matches?.complete)
    sentences.push(`${plural(matches.count, 'match', 'matches', locale)}${query.q ? ` for “${query.q}”` : ''}.`)
  if (matches && !matches.complete)
    sentences.push(
      `The newest ${formatNumber(matches.count, 0, locale)} matches; there are more. Narrow by day, post or another word to see the others.`,
    )
  if (stretched)
    sentences.push(
      rows.length
        ? 'Only some of the newest responses match; older ones were not looked through yet.'
        : 'None of the responses looked through matches; older ones were not looked through yet.',
    )
  if (!matches && !stretched && rows.length && !next)
    sentences.push(`${plural(rows.length, 'response', 'responses', locale)}.`)
  if (total !== null) sentences.push(`${plural(total, 'response', 'responses', locale)} in all.`)
  if (!sentences.length) return null
  return (
    <p role="status" className="text-sm text-ink-muted">
      {sentences.join(' ')}
    </p>
  )
}
