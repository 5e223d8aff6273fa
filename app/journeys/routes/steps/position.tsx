import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { SelectField } from '#app/ui/choice-field.tsx'
import { NumberField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { backToMap } from '../../back.ts'
import { stepPositionForm } from '../../journey-map.ts'
import { findStep, listPhases } from '../../map-page.server.ts'
import { moveStep } from '../../steps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Move a step · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const step = await findStep(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', { ownerId: step.journeyOwnerId })
    const { id, name, version, phaseId, journeyId, mapId } = step
    const phases = await listPhases(ctx, { id: mapId })
    const here = phases.find((phase) => phase.id === phaseId)?.steps ?? []
    return {
      ...{ name, version },
      values: { phaseId, place: String(Math.max(1, here.findIndex((one) => one.id === id) + 1)) },
      phases: phases.map((phase) => ({ value: phase.id, label: phase.name, hint: `${phase.steps.length} steps` })),
      back: paths.journeyMap(ctx.org.slug, journeyId, mapId, { edit: 1 }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, stepPositionForm, async (ctx, form) => {
    const { map } = await moveStep(ctx, idOf(args.params.id), form)
    return backToMap(ctx, map)
  })
}

export default function StepPosition() {
  const { name, version, values, phases, back } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Move step">
      <div className="max-w-xl">
        <Form name="position" schema={stepPositionForm} values={values} version={version} submit="Move" cancel={back}>
          <SelectField name="phaseId" label="Phase" options={phases} />
          <NumberField
            name="place"
            label="Place in the phase"
            hint="1 is the first; a larger number than there are steps: the last."
            whole
          />
        </Form>
      </div>
    </Page>
  )
}
