import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { formatDay, formatNumber, formatPercent, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { StatusShape } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { breakWords, breaks, coverage } from '../broken-link.ts'
import { countBreaks, countCoverage, listInaction } from '../broken-links.server.ts'

export const meta: MetaFunction = () => [{ title: 'Evidence chain · Sirius' }]

const mostInactive = 50

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => ({
    org: ctx.org.slug,
    counts: await countBreaks(ctx),
    coverage: await countCoverage(ctx),
    inaction: await listInaction(ctx, mostInactive),
  }))
}

export default function Chains() {
  const { org, counts, coverage: evidence, inaction } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const share = coverage(evidence)
  const broken = breaks.filter((name) => counts[name] > 0)
  return (
    <Page
      title="Evidence chain"
      lede="From what customers said to what came of it: where the chain holds, and where it is broken."
    >
      <Section
        title="Evidence coverage"
        description="Active initiatives with at least one chain to feedback or an observation, of all active initiatives."
      >
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="tabular font-serif text-3xl">
            {share === null ? 'Nothing to measure' : formatPercent(share, 0, locale)}
          </span>
          {share !== null && (
            <span className="text-ink-muted">
              {evidence.covered} of {plural(evidence.of, 'active initiative')}.{' '}
              {counts['initiative-without-evidence'] > 0 && (
                <TextLink href={paths.brokenLinks(org, 'initiative-without-evidence')}>See those without</TextLink>
              )}
            </span>
          )}
        </p>
      </Section>
      <Section title="Broken links" description="Each number opens its list.">
        {broken.length === 0 ? (
          <p className="text-ink-muted">
            None: everything that was said leads somewhere, and everything done has a reason.
          </p>
        ) : (
          <ul className="grid gap-x-8 gap-y-2.5 sm:grid-cols-2">
            {broken.map((name) => (
              <li key={name} className="flex items-baseline gap-2">
                <StatusShape tone="warn" className="translate-y-px" />
                <TextLink href={paths.brokenLinks(org, name)} quiet className="font-normal!">
                  <span className="tabular font-semibold">{counts[name]}</span>{' '}
                  {breakWords[name].counted[counts[name] === 1 ? 0 : 1]}
                </TextLink>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        title="Inaction list"
        count={inaction.total}
        description="Evidence that nobody who accepted answers for; what most people said comes first."
      >
        <Table
          caption="Evidence without an accepted owner"
          rows={inaction.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.chain(org, row.kind, row.id)}
          empty={
            <p className="text-ink-muted">
              None. What customers said stands here while nobody who accepted works on it.
            </p>
          }
          columns={[
            {
              key: 'title',
              header: 'Theme or gap',
              cell: (row) => (
                <TextLink href={paths.chain(org, row.kind, row.id)} quiet>
                  <span dir="auto">{row.title}</span>
                </TextLink>
              ),
            },
            { key: 'kind', header: 'Kind', cell: (row) => (row.kind === 'gap' ? 'Gap' : 'Theme'), hideOn: 'phone' },
            {
              key: 'why',
              header: 'Why it waits',
              cell: (row) => row.why.charAt(0).toUpperCase() + row.why.slice(1),
            },
            {
              key: 'evidence',
              header: 'Evidence',
              align: 'end',
              cell: (row) => formatNumber(row.evidence, 0, locale),
            },
            {
              key: 'since',
              header: 'Since',
              nowrap: true,
              cell: (row) => formatDay(row.since.toISOString().slice(0, 10), locale),
            },
          ]}
        />
        {inaction.total > inaction.rows.length && (
          <p className="mt-3 text-sm text-ink-muted">
            The {inaction.rows.length} with most evidence of {inaction.total} are listed.
          </p>
        )}
      </Section>
    </Page>
  )
}
