import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Download } from 'lucide-react'
import { type Context, reading } from '#app/access/context.server.ts'
import { instantOf } from '#app/moment.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatMoment, formatNumber, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { LeftOutNote } from '#app/ui/left-out.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Table } from '#app/ui/table.tsx'
import { type Fate, fateNames, fates } from '../changed-tables.ts'
import { type RoomCount, betweenMoments, listDifference } from '../difference.server.ts'
import { DifferenceForm } from '../difference-form.tsx'
import { type AskedDifference, judged, readAsked, readTyped, typedMoment } from '../difference-query.ts'
import { shortened } from '../difference-words.ts'
import { DifferentRecords } from '../different-records.tsx'
import { listPastMoments } from '../past.server.ts'

export const meta: MetaFunction = () => [{ title: 'What changed · Sirius' }]

const pageSize = 50

export async function loader(args: LoaderFunctionArgs) {
  const url = new URL(args.request.url)
  return reading(args, async (ctx) => {
    const { asked, problems, leftOut } = readAsked(url, ctx.today)
    const typed = readTyped(url)
    const { room, owner, what } = asked
    if (typed && Object.keys(typed.problems).length === 0)
      throw redirect(paths.difference(ctx.org.slug, { from: typed.from, to: typed.to, room, owner, what }))
    const between = await betweenMoments(ctx, asked.from, asked.to)
    const wrong = { ...judged(between), ...problems, ...typed?.problems }
    const found = Object.keys(wrong).length
      ? { rooms: [], total: 0, owners: [], records: [] }
      : await listDifference(ctx, {
          ...{ from: between.from, to: between.to, room, owner, fate: what },
          ...{ offset: (asked.page - 1) * pageSize, limit: pageSize },
        })
    return {
      ...{ org: ctx.org.slug, today: ctx.today, past: ctx.asOf !== null, asked, leftOut, problems: wrong },
      ...{ from: between.from, to: between.to },
      typed: {
        from: fieldsOf(url, 'from') ?? typedMoment(asked.from, ctx.org.timeZone),
        to: fieldsOf(url, 'to') ?? typedMoment(asked.to, ctx.org.timeZone),
      },
      ...found,
      records: found.records.map((record) => ({ ...record, lines: record.lines.map(shortened) })),
      moments: await presets(ctx),
    }
  })
}

/** What was typed and not accepted is shown again. */
const fieldsOf = ({ searchParams }: URL, end: 'from' | 'to') =>
  searchParams.has(`${end}Day`)
    ? { day: searchParams.get(`${end}Day`) ?? '', time: searchParams.get(`${end}Time`) ?? '' }
    : null

async function presets(ctx: Context) {
  const moments = await listPastMoments(ctx)
  const earlier = moments.filter(({ at }) => at < ctx.now).slice(0, 3)
  return earlier.map(({ label, at }) => ({ label, moment: instantOf(at) }))
}

export default function DifferencePage() {
  const { org, today, past, asked, leftOut, problems, typed, rooms, total, owners, records, moments, ...page } =
    useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const { page: number, ...filters } = asked
  const address = { ...filters, to: asked.to ?? undefined }
  const all = rooms.reduce((sum, room) => sum + room.total, 0)
  const bad = Object.keys(problems).length > 0
  return (
    <Page
      title="What changed"
      eyebrow={<Breadcrumbs items={[{ label: 'History', href: paths.history(org) }]} />}
      lede={
        !bad && (
          <p>
            From <Moment at={formatMoment(page.from, locale, timeZone)} /> to{' '}
            <Moment at={page.to ? formatMoment(page.to, locale, timeZone) : 'now'} />: what came of it in the end,
            record by record, not each step on the way.
          </p>
        )
      }
      actions={
        total > 0 && (
          <LinkButton href={paths.differenceCsv(org, address)} icon={Download} reloadDocument>
            Download as CSV
          </LinkButton>
        )
      }
    >
      <DifferenceForm
        {...{ org, today, past, problems, owners, moments, from: typed.from, to: typed.to }}
        asked={filters}
      />
      <LeftOutNote items={leftOut} labels={{ room: 'Room', owner: 'Owner', what: 'What became of it' }} />
      {!bad && all > 0 && <Counts org={org} rooms={rooms} asked={filters} />}
      {!bad && total === 0 && <Nothing org={org} asked={filters} elsewhere={all} />}
      {records.length > 0 && <DifferentRecords org={org} records={records} />}
      {total > 0 && (
        <div className="grid gap-3">
          <p className="text-sm text-ink-muted">
            {total > records.length &&
              `${formatNumber(records.length, 0, locale)} of ${plural(total, 'record')} are on this page, at most ${pageSize} on one. `}
            Long texts are cut to where they differ, and of many values or updates of one record only the number is
            told. The CSV file has all {plural(total, 'record')} with their whole texts{total > 5000 && ', up to 5,000'}
            .
          </p>
          <Pager
            page={number}
            pageSize={pageSize}
            total={total}
            hrefFor={(wanted) => paths.difference(org, { ...address, page: wanted })}
          />
        </div>
      )}
    </Page>
  )
}

const Moment = ({ at }: { at: string }) => <strong className="font-semibold text-ink">{at}</strong>

interface CountsProps {
  org: string
  rooms: readonly RoomCount[]
  asked: Omit<AskedDifference, 'page'>
}

/** How many records of each room, by what became of them; every number opens its records. */
function Counts({ org, rooms, asked }: CountsProps) {
  const shown = fates.filter((fate) => rooms.some((room) => room.fates[fate]))
  const href = (room?: string, what?: Fate) =>
    paths.difference(org, { ...asked, to: asked.to ?? undefined, room, what })
  const cell = (count: number | undefined, address: string) =>
    count ? (
      <TextLink href={address} quiet className="tabular inline-block min-h-6 min-w-6">
        {count}
      </TextLink>
    ) : (
      <span className="text-ink-muted">–</span>
    )
  const sum = rooms.reduce((total, room) => total + room.total, 0)
  return (
    <Section
      title={asked.room || asked.what ? 'All rooms' : 'By room'}
      description="Each record counts once, by the weightiest that happened to it. Every number opens its records."
      actions={
        (asked.room || asked.what) && (
          <LinkButton href={href()} size="small">
            Show all {sum}
          </LinkButton>
        )
      }
    >
      <Table
        caption="Records by room and by what became of them"
        rows={rooms}
        rowKey={({ room }) => room}
        columns={[
          {
            key: 'room',
            header: 'Room',
            cell: ({ room, label }) => (
              <TextLink href={href(room)} quiet aria-current={asked.room === room ? 'true' : undefined}>
                {label}
              </TextLink>
            ),
          },
          { key: 'total', header: 'All', align: 'end', cell: ({ room, total }) => cell(total, href(room)) },
          ...shown.map((fate) => ({
            key: fate,
            header: fateNames[fate],
            align: 'end' as const,
            cell: (room: RoomCount) => cell(room.fates[fate], href(room.room, fate)),
          })),
        ]}
      />
    </Section>
  )
}

function Nothing({ org, asked, elsewhere }: { org: string; asked: Omit<AskedDifference, 'page'>; elsewhere: number }) {
  const { from, to } = asked
  if (asked.owner || elsewhere > 0)
    return (
      <EmptyState
        title="Nothing of this kind changed"
        actions={
          <LinkButton href={paths.difference(org, { from, to: to ?? undefined })}>Show every room and owner</LinkButton>
        }
      >
        Choose another room, owner or kind of change above.
      </EmptyState>
    )
  return (
    <EmptyState
      title="Nothing changed between these moments"
      actions={<LinkButton href={paths.history(org)}>Open the history</LinkButton>}
    >
      The strategy stands as it stood. Choose an earlier first moment; what was changed and changed back in between is
      in the history.
    </EmptyState>
  )
}
