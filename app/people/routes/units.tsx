import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Network, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Page } from '#app/ui/page.tsx'
import { peopleTabs } from '../people-tabs.ts'
import { listUnits } from '../units.server.ts'

export const meta: MetaFunction = () => [{ title: 'Units · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const archived = new URL(args.request.url).searchParams.get('state') === 'archived'
    return {
      org: ctx.org.slug,
      archived,
      units: await listUnits(ctx, { archived }),
      canEdit: may(ctx.viewer, 'unit.edit'),
    }
  })
}

export default function Units() {
  const { org, archived, units, canEdit } = useLoaderData<typeof loader>()
  const create = canEdit && (
    <LinkButton href={paths.newUnit(org)} variant="primary" icon={Plus}>
      New unit
    </LinkButton>
  )
  return (
    <Page
      title={archived ? 'Archived units' : 'Units'}
      lede="How the organisation is built, and who is where."
      actions={create}
      tabs={peopleTabs(org)}
    >
      <div className="grid gap-4">
        {units.length > 0 ? (
          <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
            {units.map((unit) => (
              <li
                key={unit.id}
                className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2"
              >
                <span
                  dir="auto"
                  className="flex min-w-0 items-center gap-2"
                  style={{ paddingInlineStart: `${Math.min(unit.depth, 6) * 1.25}rem` }}
                >
                  {unit.depth > 0 && <span aria-hidden className="-ms-3 h-px w-2 bg-line-strong" />}
                  <TextLink href={paths.unit(org, unit.id)} quiet>
                    {unit.name}
                  </TextLink>
                  {unit.depth > 0 && <span className="sr-only">(level {unit.depth + 1})</span>}
                </span>
                <span className="tabular text-sm text-ink-muted">
                  {unit.people > 0 ? (
                    <TextLink href={paths.members(org, { unit: unit.id })} quiet>
                      {plural(unit.people, 'person', 'people')}
                    </TextLink>
                  ) : (
                    'nobody'
                  )}
                </span>
              </li>
            ))}
          </ul>
        ) : archived ? (
          <EmptyState title="No unit is archived">Archived units keep their history and can be restored.</EmptyState>
        ) : (
          <EmptyState icon={Network} title="No units yet" actions={create}>
            Begin with the top: the company or its divisions. Then hang teams under them, and say who belongs where.
          </EmptyState>
        )}
        <p className="text-sm">
          {archived ? (
            <TextLink href={paths.units(org)}>Show the units in use</TextLink>
          ) : (
            <TextLink href={paths.units(org, { state: 'archived' })}>Show archived units</TextLink>
          )}
        </p>
      </div>
    </Page>
  )
}
