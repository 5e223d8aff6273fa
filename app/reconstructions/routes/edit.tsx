import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { editReconstructionForm } from '../reconstruction.ts'
import { editReconstruction, findReconstruction, reconstructionValues } from '../reconstructions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Edit a reconstruction · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const row = await findReconstruction(ctx, idOf(args.params.id))
    authorize(ctx, 'reconstruction.edit', row)
    const { id, pseudonym, version } = row
    const values = reconstructionValues(row)
    return {
      pseudonym,
      version,
      values,
      back: paths.reconstruction(ctx.org.slug, id),
      ...(await findEarlier(ctx, args.request, { kind: 'reconstruction', id }, values, async (past) =>
        reconstructionValues(await findReconstruction(past, id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editReconstructionForm, { kind: 'reconstruction', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editReconstruction(ctx, id, form)
    return goTo(paths.reconstruction(ctx.org.slug, id), 'Reconstruction saved.')
  })
}

export default function EditReconstruction() {
  const { pseudonym, version, values, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={pseudonym} eyebrow="Edit reconstruction">
      <BringingBack earlier={earlier}>
        <div className="max-w-xl">
          <Form
            name="reconstruction"
            schema={editReconstructionForm}
            values={values}
            version={version}
            submit="Save reconstruction"
            cancel={back}
          >
            <TextField name="pseudonym" label="Pseudonym" hint="Never a name or an address." />
            <TextArea name="note" label="Who this is" rows={3} />
          </Form>
        </div>
      </BringingBack>
    </Page>
  )
}
