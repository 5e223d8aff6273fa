import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { backToMap } from '../../back.ts'
import { editPhaseForm } from '../../journey-map.ts'
import { editPhase, findPhase } from '../../phases.server.ts'

export const meta: MetaFunction = () => [{ title: 'Rename a phase · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const phase = await findPhase(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', phase)
    const { name, version, journeyId, journeyMapId } = phase
    return { name, version, back: paths.journeyMap(ctx.org.slug, journeyId, journeyMapId, { edit: 1 }) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editPhaseForm, async (ctx, form) => {
    const { map } = await editPhase(ctx, idOf(args.params.id), form)
    return backToMap(ctx, map)
  })
}

export default function EditPhase() {
  const { name, version, back } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Rename phase">
      <div className="max-w-xl">
        <Form name="phase" schema={editPhaseForm} values={{ name }} version={version} submit="Save phase" cancel={back}>
          <TextField name="name" label="Name" />
        </Form>
      </div>
    </Page>
  )
}
