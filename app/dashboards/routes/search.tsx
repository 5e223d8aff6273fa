import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { Search as SearchIcon } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { kindNames, paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge } from '#app/ui/status.tsx'
import { type Piece, type SearchKind, searchKindNames, searchKinds, searchPageSize } from '../search.ts'
import { type Found, search } from '../search.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.q ? `“${data.q}” · Search · Sirius` : 'Search · Sirius' },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const params = new URL(args.request.url).searchParams
    const kind = searchKinds.find((one) => one === params.get('kind'))
    const page = Number(params.get('page') ?? '1')
    const query = {
      q: params.get('q') ?? '',
      kind,
      archived: params.get('archived') === 'yes',
      page: Number.isInteger(page) && page >= 1 && page <= 1000 ? page : 1,
    }
    const { q, results, counts } = await search(ctx, query)
    return {
      org: ctx.org.slug,
      ...query,
      kind: kind ?? null,
      q,
      results,
      counts: searchKinds.flatMap((one) => (counts.has(one) ? [{ kind: one, count: counts.get(one)! }] : [])),
    }
  })
}

export default function Search() {
  const { org, q, kind, archived, page, results, counts } = useLoaderData<typeof loader>()
  const total = counts.reduce((sum, one) => sum + one.count, 0)
  const href = (changes: { kind?: SearchKind; page?: number }) =>
    paths.search(org, { q, archived: archived ? 'yes' : undefined, ...changes })
  return (
    <Page title="Search" lede="Every record by its words. Small mistakes in a name do no harm.">
      <div className="grid gap-6">
        <SearchForm q={q} kind={kind} archived={archived} />
        {q && total > 0 && (
          <Kinds
            kinds={[
              { label: 'All', href: href({}), count: total, current: kind === null },
              ...counts.map((one) => ({
                label: searchKindNames[one.kind],
                href: href({ kind: one.kind }),
                count: one.count,
                current: one.kind === kind,
              })),
            ]}
          />
        )}
        {!q ? (
          <EmptyState icon={SearchIcon} title="What are you looking for?">
            A name, a word of a sentence, a person. From any page, Ctrl or Cmd and K does the same.
          </EmptyState>
        ) : total === 0 ? (
          <EmptyState title={`Nothing is called “${q}”`}>
            Try fewer letters or another word{archived ? '.' : ', or look among archived records too.'}
          </EmptyState>
        ) : kind ? (
          <>
            <Results results={results} />
            <Pager
              page={page}
              pageSize={searchPageSize}
              total={counts.find((one) => one.kind === kind)?.count ?? 0}
              hrefFor={(to) => href({ kind, page: to })}
            />
          </>
        ) : (
          <div className="grid gap-9">
            {inOrderOfBest(results).map((of) => {
              const count = counts.find((one) => one.kind === of)?.count ?? 0
              const shown = results.filter((one) => one.kind === of)
              return (
                <Section
                  key={of}
                  title={searchKindNames[of]}
                  count={count}
                  actions={count > shown.length && <TextLink href={href({ kind: of })}>All {count}</TextLink>}
                >
                  <Results results={shown} />
                </Section>
              )
            })}
          </div>
        )}
      </div>
    </Page>
  )
}

/** Narrows the results to one kind of record. */
function Kinds({ kinds }: { kinds: { label: string; href: string; count: number; current: boolean }[] }) {
  return (
    <nav aria-label="Kinds of record">
      <ul className="flex flex-wrap gap-1.5">
        {kinds.map(({ label, href, count, current }) => (
          <li key={label}>
            <Link
              to={href}
              aria-current={current ? 'true' : undefined}
              className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-line-strong/40 px-3 text-sm text-ink-muted hover:border-line-strong hover:text-ink aria-[current=true]:border-accent aria-[current=true]:bg-accent-soft aria-[current=true]:font-medium aria-[current=true]:text-accent pointer-coarse:min-h-11"
            >
              {label} <span className="tabular">{count}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const inOrderOfBest = (results: readonly { kind: SearchKind }[]) => [...new Set(results.map(({ kind }) => kind))]

function SearchForm({ q, kind, archived }: { q: string; kind: string | null; archived: boolean }) {
  return (
    <Form method="get" role="search" key={q} className="flex flex-wrap items-center gap-3">
      <label htmlFor="search-q" className="sr-only">
        Search
      </label>
      <input
        id="search-q"
        type="search"
        name="q"
        defaultValue={q}
        autoFocus={!q}
        maxLength={200}
        placeholder="A name, a word, a person"
        className="min-h-10 min-w-0 flex-1 basis-56 rounded-md border border-line-strong bg-raised px-3 sm:max-w-xl"
      />
      {kind && <input type="hidden" name="kind" value={kind} />}
      <Button type="submit" variant="primary" icon={SearchIcon}>
        Search
      </Button>
      <label className="inline-flex min-h-9 items-center gap-2 text-sm text-ink-muted">
        <input
          type="checkbox"
          name="archived"
          value="yes"
          defaultChecked={archived}
          className="size-4.5 accent-accent"
        />
        Archived ones too
      </label>
    </Form>
  )
}

function Results({ results }: { results: readonly Found[] }) {
  return (
    <ul className="card divide-y divide-line rounded-lg border border-line bg-raised">
      {results.map((one) => (
        <li key={`${one.kind} ${one.id}`} className="grid gap-0.5 px-4 py-3 sm:px-5">
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <TextLink href={one.href} quiet className="text-base">
              <Marked pieces={one.title} />
            </TextLink>
            {one.archived && <Badge>{one.kind === 'member' ? 'Disabled' : 'Archived'}</Badge>}
            <span className="text-sm text-ink-muted">
              {kindNames[one.kind]}
              {one.parentTitle && ` in ${one.parentTitle}`}
            </span>
          </p>
          {one.snippet.length > 0 && (
            <p dir="auto" className="max-w-prose text-sm text-ink-muted">
              <Marked pieces={one.snippet} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return <span dir="auto">{pieces.map(({ text, hit }, at) => (hit ? <mark key={at}>{text}</mark> : text))}</span>
}
