import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { editPillarForm } from '../../pillar.ts'
import { PillarForm } from '../../pillar-form.tsx'
import { editPillar, findPillar, pillarValues } from '../../pillars.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'a pillar'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'pillar.edit')
    const pillar = await findPillar(ctx, idOf(args.params.id))
    const of = { kind: 'pillar', id: pillar.id }
    const values = pillarValues(pillar)
    return {
      name: pillar.name,
      version: pillar.version,
      values,
      back: paths.pillar(ctx.org.slug, pillar.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        pillarValues(await findPillar(past, of.id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editPillarForm, { kind: 'pillar', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editPillar(ctx, id, form)
    return goTo(paths.pillar(ctx.org.slug, id), 'Pillar saved.')
  })
}

export default function EditPillar() {
  const { name, version, values, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit pillar">
      <BringingBack earlier={earlier}>
        <PillarForm schema={editPillarForm} values={values} version={version} submit="Save pillar" cancel={back} />
      </BringingBack>
    </Page>
  )
}
