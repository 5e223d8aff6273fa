import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { editCoreValueForm } from '../../core-value.ts'
import { CoreValueForm } from '../../core-value-form.tsx'
import { coreValueValues, editCoreValue, findCoreValue } from '../../core-values.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'a value'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'core_value.edit')
    const value = await findCoreValue(ctx, idOf(args.params.id))
    const of = { kind: 'core_value', id: value.id }
    const values = coreValueValues(value)
    return {
      name: value.name,
      version: value.version,
      values,
      back: paths.coreValue(ctx.org.slug, value.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        coreValueValues(await findCoreValue(past, of.id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editCoreValueForm, { kind: 'core_value', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editCoreValue(ctx, id, form)
    return goTo(paths.coreValue(ctx.org.slug, id), 'Value saved.')
  })
}

export default function EditCoreValue() {
  const { name, version, values, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit value">
      <BringingBack earlier={earlier}>
        <CoreValueForm schema={editCoreValueForm} values={values} version={version} submit="Save value" cancel={back} />
      </BringingBack>
    </Page>
  )
}
