import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { SelectField } from '#app/ui/choice-field.tsx'
import { HiddenField, TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { backToMap } from '../../back.ts'
import { mapName, newStepForm } from '../../journey-map.ts'
import { findMap, listPhases } from '../../map-page.server.ts'
import { optionsOf } from '../../options.ts'
import { createStep } from '../../steps.server.ts'

export const meta: MetaFunction = () => [{ title: 'New step · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const map = await findMap(ctx, idOf(args.params.id), idOf(args.params.map))
    authorize(ctx, 'journey.edit', map)
    const phases = await listPhases(ctx, map)
    const asked = new URL(args.request.url).searchParams
    const phase = phases.find(({ id }) => id === asked.get('phase')) ?? phases.at(-1)
    const after = phase?.steps.find(({ id }) => id === asked.get('after'))
    return {
      of: `${map.journeyName}: ${mapName(map).toLowerCase()}`,
      phases: optionsOf(phases),
      values: { phaseId: phase?.id ?? '', after: after?.id ?? '' },
      back: paths.journeyMap(ctx.org.slug, map.journeyId, map.id, { edit: 1 }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newStepForm, async (ctx, form) => {
    const map = { journeyId: idOf(args.params.id), id: idOf(args.params.map) }
    await createStep(ctx, map.journeyId, map.id, form)
    return backToMap(ctx, map)
  })
}

export default function NewStep() {
  const { of, phases, values, back } = useLoaderData<typeof loader>()
  return (
    <Page title="New step" eyebrow={of}>
      <div className="max-w-xl">
        <Form name="step" schema={newStepForm} values={values} submit="Add step" cancel={back}>
          <TextField
            name="name"
            label="Name"
            hint="What the customer does, in a few words: “Find the way to the gate”."
            autoFocus
          />
          <TextArea name="description" label="What the customer does and needs here" rows={3} />
          <SelectField name="phaseId" label="Phase" options={phases} />
          <HiddenField name="after" value={values.after} />
        </Form>
      </div>
    </Page>
  )
}
