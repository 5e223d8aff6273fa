import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newCoreValueForm } from '../../core-value.ts'
import { CoreValueForm } from '../../core-value-form.tsx'
import { createCoreValue } from '../../core-values.server.ts'

export const meta: MetaFunction = () => [{ title: 'New value · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'core_value.edit')
    return { org: ctx.org.slug }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newCoreValueForm, async (ctx, form) => {
    const { id } = await createCoreValue(ctx, form)
    return goTo(paths.coreValue(ctx.org.slug, id), 'Value added.')
  })
}

export default function NewCoreValue() {
  const { org } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New value"
      eyebrow={<Breadcrumbs items={[{ label: 'Values', href: paths.coreValues(org) }]} />}
      lede="A name is enough to begin. What makes it a value is what people do because of it."
    >
      <CoreValueForm schema={newCoreValueForm} values={{}} submit="Add value" cancel={paths.coreValues(org)} />
    </Page>
  )
}
