import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, Sparkles, Tags } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { kindName } from '#app/feedback/score.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { DecisionStatus } from '../decision-status.tsx'
import { ScoreFigure } from '../score-figure.tsx'
import { lackNames, tooLong } from '../theme.ts'
import { listThemeFilters, listThemesWithScores, themeListRules } from '../theme-list.server.ts'
import { VolumeFigure } from '../volume-figure.tsx'

export const meta: MetaFunction = () => [{ title: 'Themes · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, themeListRules)
    const { questions, ...list } = await listThemesWithScores(ctx, query)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'themes'),
      query,
      ...list,
      filters: await listThemeFilters(ctx, questions),
      canAdd: may(ctx.viewer, 'theme.add'),
      canTag: may(ctx.viewer, 'theme.tag'),
    }
  })
}

export default function Themes() {
  const { org, views, query, rows, total, question, filters, canAdd, canTag } = useLoaderData<typeof loader>()
  const create = canAdd && (
    <LinkButton href={paths.newTheme(org)} variant="primary" icon={Plus}>
      New theme
    </LinkButton>
  )
  return (
    <Page
      title="Themes"
      lede="What customers keep coming back to, and what we decided to do about it. What waits longest for a decision stands first."
      actions={
        <>
          {create}
          {canTag && (
            <>
              <LinkButton href={paths.tagging(org)} icon={Tags}>
                Tag responses
              </LinkButton>
              <LinkButton href={paths.themeSuggestions(org)} icon={Sparkles}>
                Suggestions
              </LinkButton>
            </>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="themes" query={query} views={views} />}
          query={query}
          total={total}
          noun={['theme', 'themes']}
          search="Search themes"
          fields={filters}
        />
        {question && rows.length > 0 && (
          <p className="-mt-2 text-sm text-ink-muted">
            {kindName(question.scoreKind)} is that of “{question.label}” among those who speak of the theme.
          </p>
        )}
        <Table
          caption="Themes"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.theme(org, row.id)}
          rowTone={(row) => (row.waited !== null && row.waited >= tooLong && !row.archivedAt ? 'bad' : undefined)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Theme',
              sort: true,
              cell: (row) => (
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <TextLink href={paths.theme(org, row.id)} quiet>
                    {row.name}
                  </TextLink>
                  {row.lacks.map((lack) => (
                    <Badge key={lack} tone="warn">
                      {lackNames[lack]}
                    </Badge>
                  ))}
                </span>
              ),
            },
            {
              key: 'decision',
              header: 'Decision',
              sort: 'age',
              cell: (row) => <DecisionStatus theme={row} />,
            },
            {
              key: 'volume',
              header: 'Last 90 days',
              sort: true,
              nowrap: true,
              cell: (row) => <VolumeFigure volumes={row.volumes} />,
            },
            ...(question
              ? [
                  {
                    key: 'score',
                    header: kindName(question.scoreKind),
                    nowrap: true,
                    cell: (row: (typeof rows)[number]) => (
                      <ScoreFigure score={row.score} scoreKind={question.scoreKind} />
                    ),
                  },
                ]
              : []),
            {
              key: 'owner',
              header: 'Owner',
              nowrap: true,
              sort: true,
              cell: (row) => <PersonChip name={row.ownerName} />,
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Tags} title="No themes yet" actions={create}>
                A theme gathers what many customers say in their own words, so that somebody can decide about it: act on
                it, watch it, or decline, with a reason.
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
