import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { UserPlus, Users } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { type Role, roleNames } from '#app/access/viewer.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '../save-view.tsx'
import { listSavedViews } from '../saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Avatar, Badge, Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { memberStateNames, memberStateTones, memberStates } from '../member.ts'
import { listMembers, memberListRules, roleFilterOptions } from '../members.server.ts'
import { peopleTabs } from '../people-tabs.ts'
import { listUnitOptions } from '../units.server.ts'

export const meta: MetaFunction = () => [{ title: 'People · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, memberListRules)
    const { rows, total } = await listMembers(ctx, query)
    const states = memberStates.map((state) => ({ value: state as string, label: memberStateNames[state] }))
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'people'),
      query,
      rows,
      total,
      filters: [
        {
          name: 'state',
          label: 'State',
          options: [...states, { value: 'still owns', label: 'Disabled, still owns things' }],
        },
        { name: 'role', label: 'Role', options: roleFilterOptions },
        { name: 'unit', label: 'Unit', options: await listUnitOptions(ctx) },
      ],
      canInvite: may(ctx.viewer, 'member.invite'),
    }
  })
}

export default function Members() {
  const { org, views, query, rows, total, filters, canInvite } = useLoaderData<typeof loader>()
  const invite = canInvite && (
    <>
      <LinkButton href={paths.newMember(org)} variant="primary" icon={UserPlus}>
        Invite a person
      </LinkButton>
      <LinkButton href={paths.newMembers(org)} icon={Users}>
        Invite several
      </LinkButton>
    </>
  )
  return (
    <Page
      title="People"
      lede="Who takes part, in which role, and how much each answers for."
      actions={invite}
      tabs={peopleTabs(org)}
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="people" query={query} views={views} />}
          query={query}
          total={total}
          noun={['person', 'people']}
          search="Search people"
          fields={filters}
        />
        <Table
          caption="People"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.member(org, row.id)}
          rowTone={(row) => (row.state === 'disabled' && row.holds > 0 ? 'warn' : undefined)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Name',
              sort: true,
              cell: (row) => (
                <span className="flex items-start gap-2.5">
                  <Avatar name={row.name} />
                  <span className="min-w-0">
                    <TextLink href={paths.member(org, row.id)} quiet>
                      {row.name}
                    </TextLink>
                    <span className="block text-ink-muted">{row.jobTitle ?? row.email}</span>
                  </span>
                </span>
              ),
            },
            { key: 'role', header: 'Role', sort: true, cell: (row) => roleNames[row.role as Role] },
            {
              key: 'unit',
              header: 'Unit',
              sort: true,
              cell: (row) =>
                row.unitId ? (
                  <TextLink href={paths.unit(org, row.unitId)} quiet>
                    {row.unitName}
                  </TextLink>
                ) : (
                  <span className="text-ink-muted">none</span>
                ),
            },
            {
              key: 'state',
              header: 'State',
              cell: (row) => (
                <span className="flex flex-wrap items-center gap-2">
                  <Status tone={memberStateTones[row.state]}>{memberStateNames[row.state]}</Status>
                  {row.state === 'disabled' && row.holds > 0 && <Badge tone="warn">still owns</Badge>}
                </span>
              ),
            },
            {
              key: 'holds',
              header: 'Answers for',
              align: 'end',
              hideOn: 'phone',
              cell: (row) =>
                row.holds > 0 ? (
                  <TextLink href={`${paths.member(org, row.id)}#answers-for`} quiet className="tabular">
                    {row.holds}
                  </TextLink>
                ) : (
                  <span className="text-ink-muted">nothing</span>
                ),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nobody matches">Take a filter away, or search for another name.</EmptyState>
            ) : (
              <EmptyState icon={Users} title="Nobody is here yet" actions={invite}>
                Invite the people who will own initiatives and plans. Each gets a link by mail and chooses a password.
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
