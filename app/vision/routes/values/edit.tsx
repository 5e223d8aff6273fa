import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { editCoreValueForm } from '../../core-value.ts'
import { CoreValueForm } from '../../core-value-form.tsx'
import { coreValueValues, editCoreValue, findCoreValue } from '../../core-values.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.values.name ?? 'a value'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'core_value.edit')
    const value = await findCoreValue(ctx, idOf(args.params.id))
    const back = paths.coreValue(ctx.org.slug, value.id)
    return { version: value.version, values: coreValueValues(value), back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editCoreValueForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editCoreValue(ctx, id, form)
    return goTo(paths.coreValue(ctx.org.slug, id), 'Value saved.')
  })
}

export default function EditCoreValue() {
  const { version, values, back } = useLoaderData<typeof loader>()
  return (
    <Page title={values.name} eyebrow="Edit value">
      <CoreValueForm schema={editCoreValueForm} values={values} version={version} submit="Save value" cancel={back} />
    </Page>
  )
}
