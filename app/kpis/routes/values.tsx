import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { safePath } from '#app/access/safe-path.ts'
import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { isRealDay } from '#app/ui/schema.ts'
import { listCells } from '../kpi-value-lists.server.ts'
import { findKpi } from '../kpis.server.ts'
import { type Frequency, periodOf, previousPeriod, valueDueOn } from '../period.ts'
import { saveRows } from '../recording.server.ts'
import { newerPage, periodsUntil, rowsOf, valuesForm } from '../value-entry.ts'
import { ValuesForm } from '../values-form.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Values of ${data?.kpi.name ?? 'a KPI'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    authorize(ctx, 'kpi.record', kpi)
    const frequency = kpi.frequency as Frequency
    const latest = periodOf(ctx.today, frequency)
    const { searchParams } = new URL(args.request.url)
    // One period alone, asked for in a row of My duties.
    const only = isRealDay(searchParams.get('only') ?? '')
    const asked = searchParams.get(only ? 'only' : 'until') ?? ''
    const until = isRealDay(asked) && asked < latest ? periodOf(asked, frequency) : latest
    const periods = periodsUntil(until, frequency, only ? 1 : rowsOf[frequency])
    const cells = await listCells(ctx, [kpi.id], periods[periods.length - 1]!, until)
    const { id, name, unit, decimals, scoreKind } = kpi
    return {
      org: ctx.org.slug,
      kpi: { id, name, unit, decimals, scoreKind, frequency: kpi.frequency, archived: kpi.archivedAt !== null },
      rows: periods.map((period) => {
        const cell = cells.find((one) => one.period === period)
        const due = !cell && valueDueOn(period, frequency) <= ctx.today
        return { version: 0, ...cell, period, due, running: period === latest }
      }),
      only,
      back: safePath(searchParams.get('back'), ''),
      older: previousPeriod(periods[periods.length - 1]!, frequency),
      newer: newerPage(until, frequency, ctx.today),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, valuesForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const said = await saveRows(ctx, id, form)
    return goTo(paths.kpi(ctx.org.slug, id), said)
  })
}

/** After a refusal the page learns what stands in the cells now, so that saving again means it. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  (actionStatus ?? 0) >= 400 || defaultShouldRevalidate

export default function Values() {
  const { org, kpi, rows, only, back, older, newer } = useLoaderData<typeof loader>()
  const here = paths.kpiValues(org, kpi.id)
  const page = paths.kpi(org, kpi.id)
  return (
    <Page
      title="Record values"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'KPIs', href: paths.kpis(org) },
            { label: kpi.name, href: page },
          ]}
        />
      }
      lede="Fill in what you have and leave the rest empty: a gap is better than a guess."
    >
      {kpi.archived ? (
        <p className="max-w-prose">This KPI is archived. Restore it before recording values.</p>
      ) : (
        <div className="grid gap-4">
          <nav aria-label="Periods" className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
            {newer && !only && <TextLink href={`${here}?until=${newer}`}>Newer periods</TextLink>}
            {only ? (
              <TextLink href={here}>All its periods</TextLink>
            ) : (
              <TextLink href={`${here}?until=${older}`}>Older periods</TextLink>
            )}
            <TextLink href={paths.kpiImport(org, kpi.id)}>Import a file instead</TextLink>
          </nav>
          <ValuesForm
            key={rows[0]?.period}
            name={only ? `value-${kpi.id}` : 'values'}
            kpi={kpi}
            rows={rows}
            back={back}
            cancel={back || page}
          />
        </div>
      )}
    </Page>
  )
}
