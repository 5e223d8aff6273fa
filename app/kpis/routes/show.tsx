import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatPeriod, inWords, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge } from '#app/ui/status.tsx'
import { computedInWords, facetOf } from '../computed.ts'
import { findComputed } from '../computed.server.ts'
import { KpiAbout } from '../kpi-about.tsx'
import { KpiChart } from '../kpi-chart.tsx'
import { KpiHeadline } from '../kpi-headline.tsx'
import { inForce, listKpiTargets } from '../kpi-targets.server.ts'
import { listKpiSeries, listKpiValues } from '../kpi-value-lists.server.ts'
import { type KpiKind, directionNames, kpiKindNames } from '../kpi.ts'
import { findKpi } from '../kpis.server.ts'
import { LinkedInitiatives } from '../linked-initiatives.tsx'
import { marksOf } from '../marks.ts'
import { type Frequency, gapsBetween } from '../period.ts'
import { lastDayOf } from '../standing.ts'
import { TargetHistory } from '../target-history.tsx'
import type { Direction } from '../target-path.ts'
import { ValueTable } from '../value-table.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.kpi.name ?? 'KPI'} · Sirius` }]

const valuesAPage = 12
/** How many values the chart shows unless all are asked for. */
const longestChart = 1040
const chartLength: Record<string, number> = { weekly: 78, monthly: 60, quarterly: 40, yearly: 30 }

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    const asked = new URL(args.request.url).searchParams
    const page = Math.min(1000, Math.max(1, Math.floor(Number(asked.get('values')) || 1)))
    const targets = await listKpiTargets(ctx, kpi.id)
    const computed = await findComputed(ctx, kpi.id)
    const record = may(ctx.viewer, 'kpi.record', kpi) && !kpi.archivedAt && !computed
    return {
      org: ctx.org.slug,
      today: ctx.today,
      kpi,
      computed,
      page,
      whole: asked.get('chart') === 'all',
      series: await listKpiSeries(
        ctx,
        kpi.id,
        asked.get('chart') === 'all' ? longestChart : chartLength[kpi.frequency],
      ),
      values: await listKpiValues(ctx, kpi.id, { limit: valuesAPage, offset: (page - 1) * valuesAPage }),
      targets,
      path: inForce(targets).map(({ dueOn, value }) => ({ dueOn, value })),
      can: { record, edit: may(ctx.viewer, 'kpi.edit', kpi) },
      timeline: await timelineOf(ctx, 'kpi', kpi.id, { before: beforeOf(args.request), limit: 10 }),
    }
  })
}

export default function Kpi() {
  const { org, today, kpi, computed, page, whole, values, targets, path, series, can, timeline } =
    useLoaderData<typeof loader>()
  const { id } = kpi
  const [previous, latest] = [series[series.length - 2], series[series.length - 1]]
  const edit = can.edit && !kpi.archivedAt
  return (
    <Page
      title={kpi.name}
      chain={paths.chain(org, 'kpi', kpi.id)}
      eyebrow={<Breadcrumbs items={[{ label: 'KPIs', href: paths.kpis(org) }]} />}
      lede={
        <span className="flex flex-wrap gap-2">
          <Badge>{kpiKindNames[kpi.kind as KpiKind]}</Badge>
          <Badge>{directionNames[kpi.direction as Direction]}</Badge>
          {kpi.archivedAt && <Badge tone="warn">Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.record && (
            <LinkButton href={paths.kpiValues(org, id)} variant="primary">
              Record values
            </LinkButton>
          )}
          {can.record && <LinkButton href={paths.kpiImport(org, id)}>Import</LinkButton>}
          {edit && (
            <LinkButton href={paths.editKpi(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {edit && <LinkButton href={paths.kpiFeedback(org, id)}>{computed ? 'Computed from' : 'Compute'}</LinkButton>}
          {can.edit && (
            <LinkButton href={paths.kpiArchive(org, id)} variant="quiet">
              {kpi.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={<KpiAbout kpi={kpi} org={org} today={today} />}
    >
      {computed && <ComputedFrom />}
      {kpi.valueCount === 0 && computed ? (
        <p className="text-ink-muted">No period that is over has answers yet.</p>
      ) : kpi.valueCount === 0 ? (
        <EmptyState
          title="No value yet"
          actions={can.record && <LinkButton href={paths.kpiValues(org, id)}>Record the first values</LinkButton>}
        >
          Type the last few periods, or import a file with one line a period. Where n is given, each value shows how far
          chance alone could have moved it.
        </EmptyState>
      ) : (
        <KpiHeadline kpi={kpi} latest={latest} previous={previous} hasTargets={path.length > 0} today={today} />
      )}
      {series.length > 0 && <OverTime />}
      {values.length > 0 && (
        <Section title="Values" id="values" count={kpi.valueCount} description={<Gaps />}>
          <div className="grid gap-4">
            <ValueTable kpi={kpi} values={values} org={org} />
            <Pager
              page={page}
              pageSize={valuesAPage}
              total={kpi.valueCount}
              hrefFor={(to) => `?${whole ? 'chart=all&' : ''}values=${to}#values`}
            />
          </div>
        </Section>
      )}
      <Section
        title="Targets"
        count={targets.length}
        actions={
          edit && (
            <LinkButton href={paths.kpiTargets(org, id)} size="small">
              Set a target
            </LinkButton>
          )
        }
      >
        <TargetHistory kpi={kpi} targets={targets} org={org} today={today} canEdit={edit} />
      </Section>
      <Section title="Initiatives meant to move it" count={kpi.initiatives.length}>
        <LinkedInitiatives links={kpi.initiatives} unit={kpi.unit} org={org} />
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editKpi(org, kpi.id)} />
    </Page>
  )
}

/** Nobody types these values: what they come from, and the way to the words behind them. */
function ComputedFrom() {
  const { org, computed } = useLoaderData<typeof loader>()
  if (!computed) return null
  const { facet, key } = facetOf(computed)
  const narrowed = { question: computed.questionId, ...(facet === 'all' ? {} : { [facet]: key }) }
  return (
    <p className="-mb-4 max-w-prose text-sm">
      Computed from feedback: {computedInWords(computed)}. A value for every period that is over; nobody types them.{' '}
      <TextLink href={paths.feedback(org, narrowed)}>Read the answers</TextLink> ·{' '}
      <TextLink href={paths.scores(org, { question: computed.questionId, ...(facet === 'all' ? {} : { facet }) })}>
        See the scores so far
      </TextLink>
    </p>
  )
}

/** Months that nobody measured are facts of a KPI, not work that waits. */
function Gaps() {
  const { kpi, series } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const frequency = kpi.frequency as Frequency
  const gaps = gapsBetween(
    series.map(({ period }) => period),
    frequency,
  )
  if (gaps.length === 0) return null
  const named = gaps.slice(-gapsNamed).map((period) => formatPeriod(period, frequency, locale))
  const more = gaps.length - named.length
  return (
    <>
      No value for {more > 0 && `${plural(more, 'earlier period', 'earlier periods', locale)} and `}
      {inWords(named)}. A gap is better than a guess: nobody is asked for {gaps.length === 1 ? 'it' : 'them'}.
    </>
  )
}

const gapsNamed = 6

function OverTime() {
  const { kpi, series, path, whole } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const [first, last] = [series[0]!, series[series.length - 1]!]
  const marks = marksOf(kpi.initiatives, first.period, lastDayOf(last.period, kpi.frequency as Frequency), locale)
  const hidden = kpi.valueCount - series.length
  const banded = kpi.low !== null
  const caption = `${plural(series.length, 'value', 'values', locale)}${banded ? ', each with the band in which chance alone could have put it' : ''}. A step between two values is no change unless the text says so.`
  return (
    <Section
      title="Over time"
      actions={
        hidden > 0 && !whole ? (
          <TextLink href="?chart=all" preventScrollReset>
            {kpi.valueCount > longestChart ? `Show ${longestChart} values` : `Show all ${kpi.valueCount} values`}
          </TextLink>
        ) : null
      }
    >
      <KpiChart kpi={kpi} series={series} targets={path} marks={marks} caption={caption} />
      {marks.length > 0 && (
        <ul className="mt-2 grid gap-0.5 text-sm text-ink-muted">
          {marks.map((mark) => (
            <li key={mark.label}>
              <span className="font-medium text-ink">{mark.label}</span> {mark.words}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
