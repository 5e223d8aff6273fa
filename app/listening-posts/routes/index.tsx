import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Ear, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatMoment } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { type Channel, channelNames, channels, silenceOf, silenceTones, silenceWords } from '../listening-post.ts'
import { listListeningPosts, listeningPostListRules } from '../listening-posts.server.ts'
import { feedbackTabs } from '../feedback-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Listening posts · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, listeningPostListRules)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      query,
      ...(await listListeningPosts(ctx, query)),
      canAdd: may(ctx.viewer, 'listening_post.edit'),
    }
  })
}

const filters = [
  { name: 'channel', label: 'Channel', options: channels.map((value) => ({ value, label: channelNames[value] })) },
  { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
]

export default function ListeningPosts() {
  const { org, today, query, rows, total, canAdd } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const create = canAdd && (
    <LinkButton href={paths.newListeningPost(org)} variant="primary" icon={Plus}>
      New listening post
    </LinkButton>
  )
  return (
    <Page
      title="Listening posts"
      lede="Where you hear customers: who looks after each, when it last heard somebody, and whether that led to anything."
      tabs={feedbackTabs(org)}
      actions={create}
    >
      <div className="grid gap-4">
        <Filters
          query={query}
          total={total}
          noun={['listening post', 'listening posts']}
          search="Search listening posts"
          fields={filters}
        />
        <Table
          caption="Listening posts"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.listeningPost(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Listening post',
              sort: true,
              cell: (row) => (
                <TextLink href={paths.listeningPost(org, row.id)} quiet>
                  {row.name}
                </TextLink>
              ),
            },
            { key: 'channel', header: 'Channel', cell: (row) => channelNames[row.channel as Channel] },
            {
              key: 'owner',
              header: 'Owner',
              cell: (row) => row.owner ?? <span className="text-ink-muted">nobody</span>,
            },
            {
              key: 'received',
              header: 'Last answer',
              sort: true,
              cell: (row) =>
                row.lastAnswer ? (
                  formatMoment(row.lastAnswer, locale, timeZone)
                ) : (
                  <span className="text-ink-muted">none yet</span>
                ),
            },
            {
              key: 'steps',
              header: 'Steps',
              align: 'end',
              cell: (row) => row.stepCount,
            },
            {
              key: 'decision',
              header: 'Led to',
              cell: (row) => {
                const silent = silenceOf(row, today)
                return <Status tone={silenceTones[silent.state]}>{silenceWords(silent)}</Status>
              },
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Ear} title="No listening posts yet" actions={create}>
                Name each place where you hear customers: a survey, the complaints inbox, reviews. Then import what it
                heard, and see which steps of a journey nobody listens to.
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
