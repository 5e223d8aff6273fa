import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Page } from '#app/ui/page.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { ruleInWords } from '../case-rule.ts'
import { listRules } from '../case-rules.server.ts'
import { caseTabs } from '../case-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Rules for cases · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => ({
    org: ctx.org.slug,
    rules: (await listRules(ctx)).map((rule) => ({ ...rule, says: ruleInWords(rule) })),
    canEdit: may(ctx.viewer, 'case_rule.edit'),
  }))
}

export default function Rules() {
  const { org, rules, canEdit } = useLoaderData<typeof loader>()
  const add = canEdit && (
    <LinkButton href={paths.newCaseRule(org)} variant="primary" icon={Plus}>
      New rule
    </LinkButton>
  )
  return (
    <Page
      title="Rules"
      lede="A rule opens a case for each response it means, once, a few minutes after the response came. Old responses open none."
      actions={add}
      tabs={caseTabs(org)}
    >
      <Table
        caption="Rules that open cases"
        rows={rules}
        rowKey={(row) => row.id}
        rowHref={(row) => paths.caseRule(org, row.id)}
        columns={[
          {
            key: 'name',
            header: 'Rule',
            cell: (row) => (
              <span className="grid gap-0.5">
                <TextLink href={paths.caseRule(org, row.id)} quiet>
                  {row.name}
                </TextLink>
                <span className="text-xs text-ink-muted">{row.says}</span>
              </span>
            ),
          },
          {
            key: 'active',
            header: 'Is',
            nowrap: true,
            cell: (row) =>
              row.archivedAt ? (
                <Status tone="neutral">Archived</Status>
              ) : (
                <Status tone={row.active ? 'good' : 'neutral'}>{row.active ? 'On' : 'Off'}</Status>
              ),
          },
          { key: 'due', header: 'Due within', nowrap: true, cell: (row) => `${row.dueHours} business hours` },
          {
            key: 'cases',
            header: 'Cases',
            align: 'end',
            cell: (row) => (
              <TextLink href={paths.cases(org, { rule: row.id })} quiet className="tabular">
                {row.cases}
              </TextLink>
            ),
          },
        ]}
        empty={
          <EmptyState title="No rules yet" actions={add}>
            Say which answers nobody may leave lying: a low score, a word such as “injured” or “refund”. You see what
            the rule would have opened before you switch it on.
          </EmptyState>
        }
      />
    </Page>
  )
}
