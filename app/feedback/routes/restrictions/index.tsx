import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { EyeOff } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDay, formatMoment } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { feedbackTabs } from '#app/listening-posts/feedback-tabs.ts'
import { listRestrictions } from '../../restrictions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Restrictions · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => ({
    org: ctx.org.slug,
    today: ctx.today,
    rows: await listRestrictions(ctx),
    can: may(ctx.viewer, 'response.restrict'),
  }))
}

export default function Restrictions() {
  const { org, today, rows, can } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const holds = (row: { liftedAt: unknown; endsOn: string }) => !row.liftedAt && row.endsOn >= today
  const create = can && (
    <LinkButton href={paths.newRestriction(org)} variant="primary">
      Restrict a post
    </LinkButton>
  )
  return (
    <Page
      title="Restrictions"
      lede="Everybody reads what customers wrote. A listening post can be restricted to leaders for a reason, until a day on which that ends by itself."
      tabs={feedbackTabs(org)}
      actions={create}
    >
      <Table
        caption="Restrictions"
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'post',
            header: 'Listening post',
            nowrap: true,
            cell: (row) => <TextLink href={paths.feedback(org, { post: row.postId })}>{row.postName}</TextLink>,
          },
          { key: 'reason', header: 'Reason', cell: (row) => <span dir="auto">{row.reason}</span> },
          { key: 'until', header: 'Until', nowrap: true, cell: (row) => formatDay(row.endsOn, locale) },
          {
            key: 'by',
            header: 'Set by',
            nowrap: true,
            cell: (row) => (
              <span className="grid">
                {row.setBy ?? 'Sirius'}
                <span className="text-xs text-ink-muted">{formatMoment(row.createdAt, locale, timeZone)}</span>
              </span>
            ),
          },
          {
            key: 'state',
            header: 'State',
            nowrap: true,
            cell: (row) =>
              holds(row) ? (
                <Status tone="warn">In force</Status>
              ) : (
                <Status tone="done">{row.liftedAt ? `Lifted by ${row.liftedBy ?? 'Sirius'}` : 'Ended'}</Status>
              ),
          },
          {
            key: 'lift',
            header: 'Lift',
            hideHeader: true,
            nowrap: true,
            cell: (row) =>
              can && holds(row) && <TextLink href={paths.restrictionLifting(org, row.id)}>Lift it</TextLink>,
          },
        ]}
        empty={
          <EmptyState icon={EyeOff} title="Nothing is restricted" actions={create}>
            Restrict a post only where words could hurt somebody, such as complaints about named colleagues. Everybody
            sees that it is restricted, why, and until when.
          </EmptyState>
        }
      />
    </Page>
  )
}
