import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, reading } from '#app/access/context.server.ts'
import { type Role, roleHints, roleNames, roles } from '#app/access/viewer.ts'
import { Facts, Page, Section } from '#app/ui/page.tsx'
import { StatusShape } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { type Permission, permissionTable, permissionWords } from '../permissions.ts'

export const meta: MetaFunction = () => [{ title: 'Permissions · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'permissions.read')
    return { groups: permissionTable() }
  })
}

const tones = { yes: 'good', own: 'info', unit: 'info', no: 'neutral' } as const

function Cell({ permission }: { permission: Permission }) {
  return (
    <span className={permission === 'no' ? 'text-ink-muted' : 'inline-flex items-center gap-1.5 font-medium'}>
      {permission !== 'no' && <StatusShape tone={tones[permission]} />}
      {permissionWords[permission]}
    </span>
  )
}

export default function Permissions() {
  const { groups } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Permissions"
      lede="Who may do what. This page is made from the very table that the server asks before every change, so it is never out of date. Everybody may change their own name, password and digest; while looking back everybody only reads."
    >
      {groups.map(({ group, rows }) => (
        <Section key={group} title={group}>
          <Table
            caption={`Permissions: ${group}`}
            rows={rows}
            rowKey={(row) => row.ability}
            columns={[
              {
                key: 'says',
                header: 'May',
                width: '35%',
                cell: (row) => (
                  <span className="block">
                    {row.says}
                    {row.ownMeans && <span className="block text-xs text-ink-muted">{row.ownMeans}</span>}
                    {row.inThePast && <span className="block text-xs text-ink-muted">also while looking back</span>}
                  </span>
                ),
              },
              ...roles.map((role: Role) => ({
                key: role,
                header: roleNames[role],
                width: '13%',
                cell: (row: (typeof rows)[number]) => <Cell permission={row.roles[role]} />,
              })),
            ]}
          />
        </Section>
      ))}
      <Section title="The roles">
        <Facts columns={2} items={roles.map((role) => ({ term: roleNames[role], value: roleHints[role] }))} />
      </Section>
    </Page>
  )
}
