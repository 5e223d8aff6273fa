import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { clsx } from 'clsx'
import { Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { type ListQuery, listHref, readListQuery } from '#app/ui/list-query.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Notice } from '#app/vision/notice.tsx'
import { type Axis, axes, axesAsked, axisNames, matrixOf } from '../gap.ts'
import { gapListRules, listGapFilters, listGaps, mostInMatrix } from '../gap-list.server.ts'
import { GapMatrix, type MatrixGap } from '../gap-matrix.tsx'
import { GapStatus, Point } from '../gap-status.tsx'
import { gapTabs } from '../gap-tabs.ts'
import { RatingInRow } from '../rating-in-row.tsx'

export const meta: MetaFunction = () => [{ title: 'Matrix of gaps · Sirius' }]

const axisNamesInAddress = ['x', 'y']
const rules = { ...gapListRules, filters: { ...gapListRules.filters, x: axes, y: axes } }

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const asked = readListQuery(args.request.url, rules)
    const { x, y, ...narrowed } = asked.filters
    // Without a state asked for, what is closed or accepted would only be in the way.
    const filters = narrowed.state || narrowed.show ? narrowed : { ...narrowed, state: ['not closed'] }
    const { rows, total } = await listGaps(ctx, { ...asked, filters }, mostInMatrix)
    return {
      org: ctx.org.slug,
      query: asked,
      ...axesAsked(x?.[0] ?? null, y?.[0] ?? null),
      total,
      gaps: rows.map(({ id, name, value, effort, size, version, state, ownerId, createdBy, archivedAt }, at) => ({
        ...{ id, name, value, effort, size, version, state },
        number: at + 1,
        canEdit: !archivedAt && may(ctx.viewer, 'gap.edit', { ownerId, createdBy }),
      })),
      filters: await listGapFilters(ctx, asked),
      canAdd: may(ctx.viewer, 'gap.add'),
    }
  })
}

export default function Matrix() {
  const { org, query, across, up, total, gaps, filters, canAdd } = useLoaderData<typeof loader>()
  const { unrated } = matrixOf(gaps, across, up)
  const rated = gaps.filter((gap) => !unrated.includes(gap))
  const back = listHref(query)
  return (
    <Page
      title="Matrix of gaps"
      lede={`Where to begin: much value for little effort.${
        gaps.some((gap) => gap.canEdit)
          ? ' Drag a dot, move it with the arrow keys, or write the numbers in the list.'
          : ''
      }`}
      tabs={gapTabs(org)}
      actions={
        canAdd && (
          <LinkButton href={paths.newGap(org)} variant="primary" icon={Plus}>
            New gap
          </LinkButton>
        )
      }
    >
      <div className="grid gap-6">
        <Filters
          query={query}
          total={total}
          noun={['gap', 'gaps']}
          search="Search gaps"
          fields={filters}
          kept={axisNamesInAddress}
        />
        <AxisLinks query={query} across={across} up={up} />
        {total > gaps.length && (
          <Notice tone="warn">
            Of {total} gaps the first {gaps.length} are shown. Narrow the list first: nobody can weigh so many at once.
          </Notice>
        )}
        {gaps.length === 0 ? (
          <EmptyState title="No gaps to weigh">Take a filter away, or add the first gap.</EmptyState>
        ) : (
          <div className="grid gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <GapMatrix org={org} gaps={gaps} across={across} up={up} />
            <Section title="The same as a list" count={rated.length}>
              <GapRows org={org} gaps={rated} shown={[across, up]} back={back} />
            </Section>
          </div>
        )}
        {unrated.length > 0 && (
          <Section
            title="Not rated yet"
            count={unrated.length}
            description={`They have no ${axisNames[across].toLowerCase()} or no ${axisNames[up].toLowerCase()}, so they stand nowhere.`}
          >
            <GapRows org={org} gaps={unrated} shown={[across, up]} back={back} />
          </Section>
        )}
      </div>
    </Page>
  )
}

type Shown = MatrixGap & { state: string }

function GapRows({ org, gaps, shown, back }: { org: string; gaps: Shown[]; shown: Axis[]; back: string }) {
  if (!gaps.length) return <p className="text-ink-muted">None is rated on both axes.</p>
  return (
    <ol className="grid divide-y divide-line rounded-lg border border-line bg-raised">
      {gaps.map((gap) => (
        <li key={gap.id} className="grid gap-2 px-4 py-3">
          <div className="flex items-baseline gap-x-2.5">
            <span className="tabular inline-flex size-6 shrink-0 items-center justify-center rounded-full border border-accent text-xs font-semibold text-accent">
              {gap.number}
            </span>
            <span className="flex min-w-0 flex-wrap items-baseline gap-x-2.5 gap-y-1">
              <TextLink href={paths.gap(org, gap.id)} quiet>
                {gap.name}
              </TextLink>
              <GapStatus state={gap.state} />
            </span>
          </div>
          {gap.canEdit && (
            <div className="print:hidden">
              <RatingInRow org={org} gap={gap} shown={shown} back={back} />
            </div>
          )}
          <p className={clsx('flex flex-wrap gap-x-4 text-sm', gap.canEdit && 'hidden print:flex')}>
            {shown.map((axis) => (
              <span key={axis}>
                <span className="text-ink-muted">{axisNames[axis]} </span>
                <Point value={gap[axis]} />
              </span>
            ))}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** Any two of the three may be the axes. */
function AxisLinks({ query, across, up }: { query: ListQuery; across: Axis; up: Axis }) {
  const pairs: [Axis, Axis][] = [
    ['effort', 'value'],
    ['size', 'value'],
    ['effort', 'size'],
  ]
  return (
    <nav aria-label="Axes" className="-mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm print:hidden">
      <span className="text-ink-muted">Axes:</span>
      {pairs.map(([x, y]) => {
        const current = x === across && y === up
        return (
          <Link
            key={`${x} ${y}`}
            to={listHref(query, { filters: { x, y } })}
            aria-current={current ? 'true' : undefined}
            className="inline-flex min-h-6 items-center text-accent hover:underline aria-[current=true]:font-semibold aria-[current=true]:text-ink"
          >
            {axisNames[y]} by {axisNames[x].toLowerCase()}
          </Link>
        )
      })}
      <Link
        to={listHref(query, { filters: { x: up, y: across } })}
        className="inline-flex min-h-6 items-center text-accent hover:underline"
      >
        Swap the axes
      </Link>
    </nav>
  )
}
