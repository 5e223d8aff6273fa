import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newPillarForm } from '../../pillar.ts'
import { PillarForm } from '../../pillar-form.tsx'
import { createPillar } from '../../pillars.server.ts'

export const meta: MetaFunction = () => [{ title: 'New pillar · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'pillar.edit')
    return { org: ctx.org.slug }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newPillarForm, async (ctx, form) => {
    const { id } = await createPillar(ctx, form)
    return goTo(paths.pillar(ctx.org.slug, id), 'Pillar added.')
  })
}

export default function NewPillar() {
  const { org } = useLoaderData<typeof loader>()
  return (
    <Page title="New pillar" eyebrow={<Breadcrumbs items={[{ label: 'Pillars', href: paths.pillars(org) }]} />}>
      <PillarForm schema={newPillarForm} values={{}} submit="Add pillar" cancel={paths.pillars(org)} />
    </Page>
  )
}
