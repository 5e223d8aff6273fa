import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { listChoices, listOwners } from '../../in-use.server.ts'
import { newTouchpointForm } from '../../touchpoint.ts'
import { TouchpointForm } from '../../touchpoint-form.tsx'
import { createTouchpoint } from '../../touchpoints.server.ts'

export const meta: MetaFunction = () => [{ title: 'New touchpoint · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'touchpoint.edit')
    return { org: ctx.org.slug, members: await listOwners(ctx), units: await listChoices(ctx, 'unit') }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newTouchpointForm, async (ctx, form) => {
    const { id } = await createTouchpoint(ctx, form)
    return goTo(paths.touchpoint(ctx.org.slug, id), 'Touchpoint added.')
  })
}

export default function NewTouchpoint() {
  const { org, members, units } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New touchpoint"
      eyebrow={<Breadcrumbs items={[{ label: 'Touchpoints', href: paths.touchpoints(org) }]} />}
    >
      <TouchpointForm
        schema={newTouchpointForm}
        values={{ channel: 'in person' }}
        members={members}
        units={units}
        submit="Add touchpoint"
        cancel={paths.touchpoints(org)}
      />
    </Page>
  )
}
