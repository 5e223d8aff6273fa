import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ChartPie, FileUp } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatCurrency, formatDay, formatNumber, inWords, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { readListQuery } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { BalanceTable } from '../balance-table.tsx'
import { effortAndValue, effortRules } from '../effort-and-value.server.ts'
import { personaTabs } from '../persona-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Effort and value · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, effortRules)
    return {
      ...{ org: ctx.org.slug, currency: ctx.org.currency, query, canImport: may(ctx.viewer, 'segment.edit') },
      ...(await effortAndValue(ctx, query)),
    }
  })
}

const stageNames: Record<(typeof effortRules.filters.stage)[number], string> = {
  active: 'Proposed, approved or running',
  idea: 'Idea',
  proposed: 'Proposed',
  approved: 'Approved',
  running: 'Running',
  finished: 'Finished',
  stopped: 'Stopped',
}

export default function EffortAndValue() {
  const { org, currency, query, canImport, count, counts, rows, none, whole, measure, initiatives } =
    useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const stages = query.filters.stage ?? ['active']
  const listed = (name: string, value: string) =>
    `${paths.initiatives(org)}?${new URLSearchParams([...stages.map((stage) => ['stage', stage]), [name, value]])}`
  const upload = canImport && (
    <LinkButton href={paths.newCustomerCount(org)} icon={FileUp}>
      Import customer data
    </LinkButton>
  )
  const fields = [
    {
      name: 'stage',
      label: 'Initiatives',
      unset: 'live',
      options: Object.entries(stageNames)
        .filter(([value]) => value !== 'active')
        .map(([value, label]) => ({ value, label })),
    },
    {
      name: 'count',
      label: 'Customers',
      unset: 'newest count',
      options: counts.map(({ id, name, countedOn }) => ({
        value: id,
        label: `${formatDay(countedOn, locale)}, ${name}`,
      })),
    },
  ]
  return (
    <Page
      title="Effort and value"
      lede="Whether effort and budget go where the value is: each segment’s part of customers and value, held against its part of what initiatives cost."
      tabs={personaTabs(org)}
      actions={upload}
    >
      {rows.length === 0 ? (
        <EmptyState icon={ChartPie} title="No segments yet" actions={upload}>
          Name your segments first, or import customer data: that makes them with their figures. Then say in each
          initiative for whom it is, how many person-days it takes and what it costs.
        </EmptyState>
      ) : (
        <>
          <div className="grid gap-4">
            <Filters query={query} fields={fields} />
            <BalanceTable
              {...{ rows, none, count, currency, org }}
              initiativesHref={(segment) =>
                segment === 'none' ? listed('lacks', 'segment') : listed('segment', segment)
              }
            />
          </div>
          <Section title="What this rests on">
            <ul className="grid max-w-prose list-disc gap-1.5 ps-5">
              <li>
                {count ? (
                  <>
                    Customers and value are those of{' '}
                    <TextLink href={paths.customerCount(org, count.id)}>{count.name}</TextLink>, as of{' '}
                    {formatDay(count.countedOn, locale)}
                    {measure?.valueName && `; the value is “${measure.valueName}”`}. Shares are shares of all customers
                    counted.
                  </>
                ) : (
                  'Customers and value are not measured yet. Estimated shares are not used here.'
                )}
              </li>
              <li>
                Effort and budget are those of {plural(initiatives.all, 'initiative', 'initiatives', locale)} (
                {inWords(stages.map((stage) => stageNames[stage as keyof typeof stageNames].toLowerCase()))}):{' '}
                {formatNumber(whole.effortDays, undefined, locale)} person-days and{' '}
                {formatCurrency(whole.budget, currency, locale)} in all.
              </li>
              <li>
                An initiative counts for the segments of the personas it is for. If there are several, it is split
                evenly between them, to the cent and the hundredth of a day; the list behind a number shows each in
                full.
              </li>
              <li>
                Segments are in the order of the largest difference between their share of value and their share of
                effort. Where one is not known, customers stand in for value and budget for effort. Less than five
                points counts as in balance.
              </li>
            </ul>
          </Section>
          <Section title="What is not known">
            <ul className="grid max-w-prose list-disc gap-1.5 ps-5">
              {(['effort', 'budget', 'segment'] as const).map((lacks) => {
                const missing = {
                  effort: initiatives.withoutEffort,
                  budget: initiatives.withoutBudget,
                  segment: initiatives.withoutSegment,
                }[lacks]
                const says = {
                  effort: 'do not say their effort: they add nothing to it.',
                  budget: 'do not say their budget: they add nothing to it.',
                  segment: 'are for no persona with a segment: they stand under “No segment”.',
                }[lacks]
                const many = `${formatNumber(missing, 0, locale)} of ${plural(initiatives.all, 'initiative', 'initiatives', locale)}`
                return (
                  <li key={lacks}>
                    {missing ? <TextLink href={listed('lacks', lacks)}>{many}</TextLink> : many} {says}
                  </li>
                )
              })}
            </ul>
          </Section>
        </>
      )}
    </Page>
  )
}
