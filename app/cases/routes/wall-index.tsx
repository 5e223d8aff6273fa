import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { clsx } from 'clsx'
import { reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Table } from '#app/ui/table.tsx'
import { caseTabs } from '../case-tabs.ts'
import { type WallRow, partInWords, shareInWords, wallGroupNames, wallGroups, wallWindows } from '../wall-index.ts'
import { WallFigures } from '../wall-figures.tsx'
import { measureCases, measureCasesBy, readWallQuery } from '../wall-index.server.ts'

export const meta: MetaFunction = () => [{ title: 'Wall index · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { window, group } = readWallQuery(args.request.url, ctx.today)
    return {
      org: ctx.org.slug,
      window,
      group,
      counts: await measureCases(ctx, window),
      rows: await measureCasesBy(ctx, window, group),
    }
  })
}

export default function WallIndex() {
  const { org, window, group, counts, rows } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const { from, until, days } = window
  const list = (more: Record<string, string>) => paths.cases(org, { from, until, ...more })
  const behind = (row: WallRow, more: Record<string, string> = {}) =>
    list({ ...(row.id ? { [group]: row.id } : { without: group }), ...more })
  return (
    <Page
      title="Wall index"
      lede="Of the customers who needed an answer, how many met a wall. An answer is a reply or a call in the log, or the customer told."
      tabs={caseTabs(org)}
    >
      <div className="grid gap-4">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
          <span className="text-ink-muted">
            Cases due {formatDay(from, locale)} to {formatDay(until, locale)}
          </span>
          <Choices
            label="Window"
            items={wallWindows.map((one) => ({
              label: `${one} days`,
              href: paths.wallIndex(org, { days: one, by: group }),
              current: one === days,
            }))}
          />
        </p>
        <WallFigures counts={counts} hrefFor={list} />
      </div>
      <Section
        title={`By ${wallGroupNames[group].toLowerCase()}`}
        description="Where most met a wall comes first."
        actions={
          <Choices
            label="By"
            items={wallGroups.map((one) => ({
              label: wallGroupNames[one],
              href: paths.wallIndex(org, { days, by: one }),
              current: one === group,
            }))}
          />
        }
      >
        <Table
          caption={`Cases due, by ${group}`}
          rows={rows}
          rowKey={(row) => row.id ?? 'none'}
          columns={[
            {
              key: 'name',
              header: wallGroupNames[group],
              cell: (row) => row.name ?? <span className="text-ink-muted">{nobody[group]}</span>,
            },
            {
              key: 'wall',
              header: 'Wall index',
              align: 'end',
              cell: (row) => (
                <span className="tabular font-medium">{shareInWords(row.unanswered, row.due, locale)}</span>
              ),
            },
            {
              key: 'unanswered',
              header: 'No answer in time',
              align: 'end',
              cell: (row) => (
                <TextLink href={behind(row, { flag: 'no answer in time' })} quiet className="tabular">
                  {partInWords(row.unanswered, row.due, locale)}
                </TextLink>
              ),
            },
            {
              key: 'told',
              header: 'Told in time',
              align: 'end',
              cell: (row) => (
                <TextLink href={behind(row, { flag: 'told in time' })} quiet className="tabular">
                  {partInWords(row.toldInTime, row.due, locale)}
                </TextLink>
              ),
            },
            {
              key: 'resolved',
              header: 'Resolved, of those told',
              align: 'end',
              cell: (row) =>
                row.told === 0 ? (
                  <span className="text-ink-muted">nothing to measure</span>
                ) : (
                  <TextLink href={behind(row, { loop: 'closed loop' })} quiet className="tabular">
                    {partInWords(row.resolved, row.told, locale)}
                  </TextLink>
                ),
            },
          ]}
          empty={
            <EmptyState title="Nothing to measure">
              No case was due in these days. The figures come by themselves once cases are opened and their time is
              over.
            </EmptyState>
          }
        />
      </Section>
    </Page>
  )
}

const nobody = { owner: 'Nobody', touchpoint: 'No touchpoint', journey: 'No journey' } as const

function Choices({ label, items }: { label: string; items: { label: string; href: string; current: boolean }[] }) {
  return (
    <span role="group" aria-label={label} className="inline-flex flex-wrap gap-1 print:hidden">
      {items.map(({ label, href, current }) => (
        <Link
          key={href}
          to={href}
          aria-current={current ? 'true' : undefined}
          className={clsx(
            'inline-flex min-h-7 items-center rounded-md border px-2.5 text-sm',
            current ? 'border-accent font-medium text-accent' : 'border-line text-ink-muted hover:text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </span>
  )
}
