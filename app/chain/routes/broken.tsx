import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { absent, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Table } from '#app/ui/table.tsx'
import { breakWords, brokenPageSize, isBreak } from '../broken-link.ts'
import { listBroken } from '../broken-links.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? breakWords[data.name].title : 'Broken links'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const name = args.params.break
    if (!isBreak(name)) throw absent()
    const page = Number(new URL(args.request.url).searchParams.get('page') ?? 1)
    const at = Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1
    return { org: ctx.org.slug, name, page: at, ...(await listBroken(ctx, name, at)) }
  })
}

export default function BrokenLinks() {
  const { org, name, page, kind, total, rows } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const words = breakWords[name]
  return (
    <Page
      title={words.title}
      eyebrow={<Breadcrumbs items={[{ label: 'Evidence chain', href: paths.chains(org) }]} />}
      lede={words.mend}
    >
      <div className="grid gap-4">
        <Table
          caption={words.title}
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.chain(org, kind, row.id)}
          empty={<p className="text-ink-muted">None any more: this part of the chain holds.</p>}
          columns={[
            {
              key: 'title',
              header: 'Record',
              cell: (row) => (
                <TextLink href={paths.chain(org, kind, row.id)} quiet>
                  <span dir="auto">{row.title}</span>
                </TextLink>
              ),
            },
            { key: 'owner', header: 'Owner', cell: (row) => row.owner ?? 'Nobody' },
            {
              key: 'since',
              header: 'Since',
              nowrap: true,
              cell: (row) => formatDay(row.since.toISOString().slice(0, 10), locale),
            },
          ]}
        />
        <Pager
          page={page}
          pageSize={brokenPageSize}
          total={total}
          hrefFor={(to) => paths.brokenLinks(org, name, { page: to })}
        />
      </div>
    </Page>
  )
}
