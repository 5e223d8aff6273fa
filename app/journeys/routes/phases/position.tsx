import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { SelectField } from '#app/ui/choice-field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { backToMap } from '../../back.ts'
import { phasePositionForm } from '../../journey-map.ts'
import { listPhases } from '../../map-page.server.ts'
import { findPhase, movePhase } from '../../phases.server.ts'

export const meta: MetaFunction = () => [{ title: 'Move a phase · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const phase = await findPhase(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', phase)
    const { id, name, version, journeyId, journeyMapId } = phase
    const phases = await listPhases(ctx, { id: journeyMapId })
    const others = phases.filter((one) => one.id !== id)
    return {
      ...{ name, version },
      place: String(phases.findIndex((one) => one.id === id) + 1),
      places: [
        { value: '1', label: 'First' },
        ...others.map((one, at) => ({ value: String(at + 2), label: `After ${one.name}` })),
      ],
      back: paths.journeyMap(ctx.org.slug, journeyId, journeyMapId, { edit: 1 }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, phasePositionForm, async (ctx, form) => {
    const { map } = await movePhase(ctx, idOf(args.params.id), form)
    return backToMap(ctx, map)
  })
}

export default function PhasePosition() {
  const { name, version, place, places, back } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Move phase">
      <div className="max-w-xl">
        <Form
          name="position"
          schema={phasePositionForm}
          values={{ place }}
          version={version}
          submit="Move"
          cancel={back}
        >
          <SelectField name="place" label="Where to" options={places} />
        </Form>
      </div>
    </Page>
  )
}
