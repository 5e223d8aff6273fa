import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { listChoices, listOwners } from '../../in-use.server.ts'
import { editTouchpointForm } from '../../touchpoint.ts'
import { TouchpointForm } from '../../touchpoint-form.tsx'
import { editTouchpoint, findTouchpoint, touchpointValues } from '../../touchpoints.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.name ?? 'a touchpoint'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const touchpoint = await findTouchpoint(ctx, idOf(args.params.id))
    authorize(ctx, 'touchpoint.edit', touchpoint)
    const { id, name, version, ownerId, unitId } = touchpoint
    const values = touchpointValues(touchpoint)
    return {
      ...{ name, version, values },
      members: await listOwners(ctx, ownerId),
      units: await listChoices(ctx, 'unit', unitId ? [unitId] : []),
      back: paths.touchpoint(ctx.org.slug, id),
      ...(await findEarlier(ctx, args.request, { kind: 'touchpoint', id }, values, async (past) =>
        touchpointValues(await findTouchpoint(past, id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editTouchpointForm, { kind: 'touchpoint', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editTouchpoint(ctx, id, form)
    return goTo(paths.touchpoint(ctx.org.slug, id), 'Touchpoint saved.')
  })
}

export default function EditTouchpoint() {
  const { name, version, values, members, units, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit touchpoint">
      <BringingBack earlier={earlier}>
        <TouchpointForm
          schema={editTouchpointForm}
          values={values}
          version={version}
          members={members}
          units={units}
          submit="Save touchpoint"
          cancel={back}
        />
      </BringingBack>
    </Page>
  )
}
