import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { editPillarForm } from '../../pillar.ts'
import { PillarForm } from '../../pillar-form.tsx'
import { editPillar, findPillar, pillarValues } from '../../pillars.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.values.name ?? 'a pillar'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'pillar.edit')
    const pillar = await findPillar(ctx, idOf(args.params.id))
    return { version: pillar.version, values: pillarValues(pillar), back: paths.pillar(ctx.org.slug, pillar.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editPillarForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editPillar(ctx, id, form)
    return goTo(paths.pillar(ctx.org.slug, id), 'Pillar saved.')
  })
}

export default function EditPillar() {
  const { version, values, back } = useLoaderData<typeof loader>()
  return (
    <Page title={values.name} eyebrow="Edit pillar">
      <PillarForm schema={editPillarForm} values={values} version={version} submit="Save pillar" cancel={back} />
    </Page>
  )
}
