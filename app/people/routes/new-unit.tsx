import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newUnitForm } from '../unit.ts'
import { UnitForm } from '../unit-form.tsx'
import { createUnit, listUnitOptions } from '../units.server.ts'

export const meta: MetaFunction = () => [{ title: 'New unit · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'unit.edit')
    const parents = await listUnitOptions(ctx)
    const asked = new URL(args.request.url).searchParams.get('parent')
    return {
      org: ctx.org.slug,
      parents,
      values: { parentId: parents.some(({ value }) => value === asked) ? asked : null },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newUnitForm, async (ctx, form) => {
    const { id } = await createUnit(ctx, form)
    return goTo(paths.unit(ctx.org.slug, id), 'Unit created.')
  })
}

export default function NewUnit() {
  const { org, parents, values } = useLoaderData<typeof loader>()
  return (
    <Page title="New unit" eyebrow={<Breadcrumbs items={[{ label: 'Units', href: paths.units(org) }]} />}>
      <UnitForm schema={newUnitForm} values={values} parents={parents} submit="Create unit" cancel={paths.units(org)} />
    </Page>
  )
}
