import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useSubmit } from '@remix-run/react'
import { clsx } from 'clsx'
import { ChartLine } from 'lucide-react'
import { type Context, reading } from '#app/access/context.server.ts'
import { type Frequency, frequencies, periodLabel, periodsBetween } from '#app/kpis/period.ts'
import { frequencyNames } from '#app/kpis/kpi.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { SelectBox, controlLook } from '#app/ui/field-frame.tsx'
import { formatDay, formatPeriod, plural } from '#app/ui/format.ts'
import { useHydrated } from '#app/ui/hydrated.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { type Facet, facetNames, facets } from '../feedback.ts'
import { feedbackTabs } from '#app/listening-posts/feedback-tabs.ts'
import { HeatTable } from '../heat-table.tsx'
import { ScoreChart } from '../score-chart.tsx'
import { formulaOf, kindName, scoreOfSums } from '../score.ts'
import { inboxFilters, daysOf, rangeOf, readScoreView, scaleOf } from '../score-view.ts'
import { type Series, lastAnswered, listScoredQuestions, readSeries } from '../scores.server.ts'

export const meta: MetaFunction = () => [{ title: 'Scores · Sirius' }]

/** So many charts fit beside each other; the rest stands in the table. */
const mostCharts = 6
const mostRows = 40

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const asked = readScoreView(args.request.url)
    const questions = await listScoredQuestions(ctx)
    const question = questions.find(({ id }) => id === asked.question) ?? questions[0]
    const common = {
      org: ctx.org.slug,
      asked,
      questions: questions.map(({ id, label, postName }) => ({ id, label, postName })),
    }
    if (!question) return { ...common, shown: null }
    return { ...common, shown: await shownOf(ctx, { ...asked, question: question.id }, question) }
  })
}

async function shownOf(
  ctx: Context,
  view: { question: string; facet: Facet; frequency: Frequency; from: string | null; to: string | null },
  question: Awaited<ReturnType<typeof listScoredQuestions>>[number],
) {
  const kind = question.scoreKind ?? 'mean'
  const { frequency } = view
  // Old data opens where it is: a survey of 2016 on its last periods, not on an empty year of today.
  const last = view.to ?? (question.n ? ctx.today : ((await lastAnswered(ctx, question.id)) ?? ctx.today))
  const end = last < ctx.today ? last : ctx.today
  const { cut, ...range } = rangeOf(end, frequency, view.from)
  const series = await readSeries(ctx, { ...view, ...range })
  const periods = periodsBetween(range.from, end, frequency)
  const labelOf = (period: string) =>
    frequency === 'monthly' ? formatPeriod(period, frequency, ctx.org.locale) : periodLabel(period, frequency)
  const drawn = (one: Series, facet: Facet) => ({
    key: one.key,
    name: one.name,
    n: one.n,
    href: paths.feedback(ctx.org.slug, {
      ...inboxFilters({ question: question.id, facet }, one.key, range),
    }),
    points: periods.map((period) => ({
      period,
      label: labelOf(period),
      score: scoreOfSums(
        question,
        one.periods.get(period) ?? { n: 0, total: 0, squares: 0, promoters: 0, detractors: 0, top: 0 },
      ),
    })),
  })
  const heat =
    view.facet === 'all'
      ? await readSeries(ctx, { question: question.id, facet: 'touchpoint', frequency, ...range })
      : series
  const heatFacet: Facet = view.facet === 'all' ? 'touchpoint' : view.facet
  return {
    ...view,
    kind,
    ...range,
    cut,
    label: question.label,
    postName: question.postName,
    recounting: question.recounting,
    formula: formulaOf(kind, question),
    scale: scaleOf(kind, question),
    charts: series.slice(0, mostCharts).map((one) => drawn(one, view.facet)),
    more: Math.max(0, series.length - mostCharts),
    heat: heat.slice(0, mostRows).map((one) => ({
      key: one.key,
      name: one.name,
      cells: drawn(one, heatFacet).points.map(({ period, score }) => ({
        period,
        value: score?.value ?? null,
        n: score?.n ?? 0,
        href: paths.feedback(
          ctx.org.slug,
          inboxFilters({ question: question.id, facet: heatFacet }, one.key, daysOf(period, frequency, range)),
        ),
      })),
    })),
    heatFacet,
    periods: periods.map((period) => ({ period, label: labelOf(period) })),
  }
}

export default function Scores() {
  const { org, questions, shown } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  if (!shown)
    return (
      <Page title="Scores" tabs={feedbackTabs(org)}>
        <EmptyState icon={ChartLine} title="No score is asked for yet">
          Once a listening post has a question with a scale, such as “How likely are you to recommend us?”, its scores
          are shown here over time, each with the band in which chance alone could have put it.
        </EmptyState>
      </Page>
    )
  const { kind, charts, heat, facet, frequency, heatFacet } = shown
  const all = facet === 'all'
  return (
    <Page
      title="Scores"
      lede="What customers answered, as scores with the band in which chance alone could have put them. Every number opens the answers behind it."
      tabs={feedbackTabs(org)}
    >
      <Choices key={JSON.stringify([questions.length, shown.question, facet, frequency])} />
      {shown.recounting && (
        <p role="status" className="max-w-prose text-sm">
          This question was changed and its answers are being counted anew: some days still show how it was counted
          before.
        </p>
      )}
      <Section
        title={`${kindName(kind)} of “${shown.label}”`}
        description={`${shown.postName}, ${formatDay(shown.from, locale)} to ${formatDay(shown.to, locale)}${shown.cut ? `, the latest ${plural(shown.periods.length, periodWord[frequency], periodWords[frequency], locale)} of what was asked for` : ''}. ${shown.formula}`}
      >
        {charts.length === 0 ? (
          <p className="text-ink-muted">Nobody answered it in this time{all ? '' : ` with a known ${facet}`}.</p>
        ) : all ? (
          <ScoreChart
            kind={kind}
            name={shown.label}
            points={charts[0]!.points}
            n={charts[0]!.n}
            href={charts[0]!.href}
          />
        ) : (
          <div className="grid gap-x-8 gap-y-8 md:grid-cols-2">
            {charts.map((chart) => (
              <div key={chart.key} className="min-w-0">
                <h3 dir="auto" className="mb-2 font-medium">
                  {chart.name}
                </h3>
                <ScoreChart kind={kind} name={chart.name} points={chart.points} n={chart.n} href={chart.href} small />
              </div>
            ))}
          </div>
        )}
        {shown.more > 0 && (
          <p className="mt-4 text-sm text-ink-muted">
            {plural(shown.more, 'further one has', 'further ones have', locale)} fewer answers and stand in the table
            below.
          </p>
        )}
      </Section>
      {heat.length > 0 && (
        <Section
          title={`${facetNames[heatFacet]} by ${periodWord[frequency]}`}
          description="Pale numbers with a dot rest on fewer than 30 answers. Shades compare with the scale’s ends, not with a target."
        >
          <HeatTable
            kind={kind}
            caption={`${kindName(kind)} by ${facetNames[heatFacet].toLowerCase()} and ${periodWord[frequency]}`}
            first={facetNames[heatFacet]}
            periods={shown.periods}
            rows={heat}
            scale={shown.scale as [number, number]}
          />
        </Section>
      )}
    </Page>
  )
}

const periodWords = { weekly: 'weeks', monthly: 'months', quarterly: 'quarters', yearly: 'years' } as const
const periodWord = { weekly: 'week', monthly: 'month', quarterly: 'quarter', yearly: 'year' } as const

/** What is shown: an ordinary GET form that sends itself when something is chosen. */
function Choices() {
  const { questions, shown, asked } = useLoaderData<typeof loader>()
  const submit = useSubmit()
  const hydrated = useHydrated()
  if (!shown) return null
  const send = (event: React.ChangeEvent<HTMLSelectElement | HTMLInputElement>) =>
    void submit(event.currentTarget.form, { preventScrollReset: true })
  return (
    <Form method="get" aria-label="What is shown" className="flex flex-wrap items-end gap-2.5 print:hidden">
      <SelectBox
        name="question"
        aria-label="Question"
        defaultValue={shown.question}
        onChange={send}
        className="text-sm sm:max-w-96"
      >
        {questions.map(({ id, label, postName }) => (
          <option key={id} value={id}>
            {label} · {postName}
          </option>
        ))}
      </SelectBox>
      <SelectBox name="facet" aria-label="By" defaultValue={shown.facet} onChange={send} className="text-sm">
        {facets.map((one) => (
          <option key={one} value={one}>
            {one === 'all' ? 'Everybody' : `By ${facetNames[one].toLowerCase()}`}
          </option>
        ))}
      </SelectBox>
      <SelectBox name="period" aria-label="Period" defaultValue={shown.frequency} onChange={send} className="text-sm">
        {frequencies.map((one) => (
          <option key={one} value={one}>
            {frequencyNames[one]}
          </option>
        ))}
      </SelectBox>
      <span className="flex flex-wrap gap-2.5">
        {(['from', 'to'] as const).map((name) => (
          <label key={name} className="inline-flex items-center gap-2 text-sm whitespace-nowrap text-ink-muted">
            {name === 'from' ? 'From' : 'To'}
            <input
              type="date"
              name={name}
              defaultValue={asked[name] ?? ''}
              onChange={send}
              className={clsx(controlLook, 'tabular w-auto text-sm', asked[name] && 'border-accent bg-accent-soft')}
            />
          </label>
        ))}
      </span>
      {!hydrated && (
        <Button type="submit" size="medium">
          Show
        </Button>
      )}
    </Form>
  )
}
