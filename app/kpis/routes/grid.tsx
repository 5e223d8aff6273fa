import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react'
import { Gauge } from 'lucide-react'
import { type Context, acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { type GridGroup, GridForm } from '../grid-form.tsx'
import { bandFields } from '../kpi.ts'
import { listKpisToRecord } from '../kpi-list.server.ts'
import { listCells } from '../kpi-value-lists.server.ts'
import { frequencies, valueDueOn } from '../period.ts'
import { saveCells } from '../recording.server.ts'
import { gridForm, gridPageSize, gridPeriods, periodsUntil } from '../value-entry.ts'

export const meta: MetaFunction = () => [{ title: 'Record values · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { viewer } = ctx
    authorize(ctx, 'kpi.record', { ownerId: viewer.memberId })
    const asked = new URL(args.request.url).searchParams
    const mayAll = may(viewer, 'kpi.record')
    const all = mayAll && asked.get('owner') === 'all'
    const page = Math.min(10_000, Math.max(1, Math.floor(Number(asked.get('page')) || 1)))
    const ownerId = all ? null : viewer.memberId
    const { rows, total } = await listKpisToRecord(ctx, { ownerId, page, pageSize: gridPageSize })
    return { org: ctx.org.slug, mayAll, all, page, total, groups: await groupsOf(ctx, rows) }
  })
}

async function groupsOf(
  ctx: Context,
  kpis: Awaited<ReturnType<typeof listKpisToRecord>>['rows'],
): Promise<GridGroup[]> {
  const groups = frequencies.map((frequency) => ({
    frequency,
    periods: periodsUntil(ctx.today, frequency, gridPeriods[frequency]),
    kpis: kpis.filter((kpi) => kpi.frequency === frequency),
  }))
  const from = groups.flatMap(({ kpis, periods }) => (kpis.length ? periods : [])).sort()[0]
  const cells = from
    ? await listCells(
        ctx,
        kpis.map(({ id }) => id),
        from,
        ctx.today,
      )
    : []
  const known = new Map(cells.map((cell) => [`${cell.kpiId}/${cell.period}`, cell]))
  let at = 0
  return groups
    .filter(({ kpis }) => kpis.length > 0)
    .map(({ frequency, periods, kpis }) => ({
      frequency,
      periods,
      rows: kpis.map(({ id, name, unit, scoreKind }) => ({
        ...{ id, name, unit, counts: bandFields(scoreKind).length > 0 },
        cells: periods.map((period) => {
          const cell = known.get(`${id}/${period}`)
          const due = !cell && valueDueOn(period, frequency) <= ctx.today
          return { at: at++, period, due, version: cell?.version ?? 0, value: cell?.value ?? null, n: cell?.n ?? null }
        }),
      })),
    }))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, gridForm, async (ctx, form) => {
    const said = await saveCells(ctx, form)
    const all = new URL(args.request.url).searchParams.get('owner') === 'all'
    return goTo(paths.kpiGrid(ctx.org.slug, { owner: all ? 'all' : undefined }), said)
  })
}

/** After a refusal the page learns what stands in the cells now, so that saving again means it. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  (actionStatus ?? 0) >= 400 || defaultShouldRevalidate

export default function Grid() {
  const { org, mayAll, all, page, total, groups } = useLoaderData<typeof loader>()
  const owner = all ? 'all' : undefined
  return (
    <Page
      title="Record values"
      eyebrow={<Breadcrumbs items={[{ label: 'KPIs', href: paths.kpis(org) }]} />}
      lede="The last few periods of every KPI you record. Only what you change is saved; leave empty what you do not have."
      actions={
        mayAll && (
          <TextLink href={paths.kpiGrid(org, { owner: all ? undefined : 'all' })}>
            {all ? 'Only mine' : 'Everybody’s KPIs'}
          </TextLink>
        )
      }
    >
      {groups.length === 0 ? (
        <EmptyState
          icon={Gauge}
          title={all ? 'No KPI is in use' : 'You own no KPI'}
          actions={<LinkButton href={paths.kpis(org)}>All KPIs</LinkButton>}
        >
          Whoever owns a KPI is asked here for its values.
        </EmptyState>
      ) : (
        <div className="grid min-w-0 gap-4">
          <GridForm key={`${owner}${page}`} groups={groups} org={org} cancel={paths.kpis(org)} />
          <p className="max-w-prose text-sm text-ink-muted">
            Notes, standard deviations and the counts of promoters and detractors are typed on the page of the KPI. A
            value that changes here drops its counts and its deviation, for they belonged to the earlier one.
          </p>
          <Pager
            page={page}
            pageSize={gridPageSize}
            total={total}
            hrefFor={(to) => paths.kpiGrid(org, { owner, page: to })}
          />
        </div>
      )}
    </Page>
  )
}
