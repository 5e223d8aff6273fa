import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Mail } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatMoment } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import {
  type MailKind,
  type MailState,
  mailKindNames,
  mailKinds,
  mailStateNames,
  mailStateTones,
  mailStates,
} from '../mail.ts'
import { smtpUrl } from '../mail-settings.server.ts'
import { listMails, outboxListRules } from '../outbox.server.ts'

export const meta: MetaFunction = () => [{ title: 'Outbox · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, outboxListRules)
    return { org: ctx.org.slug, query, ...(await listMails(ctx, query)), sends: smtpUrl() !== undefined }
  })
}

const filters = [
  {
    name: 'state',
    label: 'State',
    options: mailStates.map((state) => ({ value: state, label: mailStateNames[state] })),
  },
  { name: 'kind', label: 'Kind', options: mailKinds.map((kind) => ({ value: kind, label: mailKindNames[kind] })) },
]

export default function Outbox() {
  const { org, query, rows, total, sends } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  return (
    <Page
      title="Outbox"
      lede={
        sends
          ? 'Every mail that Sirius wrote for this organisation, and what became of it.'
          : 'No mail server is set up, so mails are kept here. Read them and pass the links on yourself.'
      }
    >
      <div className="grid gap-4">
        <Filters query={query} total={total} noun={['mail', 'mails']} search="Search mails" fields={filters} />
        <Table
          caption="Mails"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.mail(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'subject',
              header: 'Subject',
              sort: true,
              cell: (row) => (
                <TextLink href={paths.mail(org, row.id)} quiet>
                  {row.subject}
                </TextLink>
              ),
            },
            {
              key: 'to',
              header: 'To',
              sort: true,
              cell: (row) => (
                <span className="block">
                  {row.toName}
                  <span className="block text-ink-muted">{row.toAddress}</span>
                </span>
              ),
            },
            {
              key: 'kind',
              header: 'Kind',
              hideOn: 'phone',
              cell: (row) => mailKindNames[row.kind as MailKind] ?? row.kind,
            },
            {
              key: 'state',
              header: 'State',
              cell: (row) => (
                <Status tone={mailStateTones[row.state as MailState]}>{mailStateNames[row.state as MailState]}</Status>
              ),
            },
            {
              key: 'written',
              header: 'Written',
              sort: true,
              cell: (row) => (
                <span className="tabular whitespace-nowrap">{formatMoment(row.createdAt, locale, timeZone)}</span>
              ),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="No mail matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Mail} title="Nothing was written yet">
                Invitations, password links and daily digests appear here once there are some.
              </EmptyState>
            )
          }
        />
        <Pager
          page={query.page}
          pageSize={query.pageSize}
          total={total}
          hrefFor={(page) => listHref(query, { page })}
        />
      </div>
    </Page>
  )
}
