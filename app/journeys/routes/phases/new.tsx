import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { SelectField } from '#app/ui/choice-field.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { mapName, newPhaseForm } from '../../journey-map.ts'
import { findMap, listPhases } from '../../map-page.server.ts'
import { optionsOf } from '../../options.ts'
import { createPhase } from '../../phases.server.ts'
import { backToMap } from '../../back.ts'

export const meta: MetaFunction = () => [{ title: 'New phase · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const map = await findMap(ctx, idOf(args.params.id), idOf(args.params.map))
    authorize(ctx, 'journey.edit', map)
    const phases = await listPhases(ctx, map)
    return {
      of: `${map.journeyName}: ${mapName(map).toLowerCase()}`,
      phases: optionsOf(phases),
      back: paths.journeyMap(ctx.org.slug, map.journeyId, map.id, { edit: 1 }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newPhaseForm, async (ctx, form) => {
    const map = { journeyId: idOf(args.params.id), id: idOf(args.params.map) }
    await createPhase(ctx, map.journeyId, map.id, form)
    return backToMap(ctx, map)
  })
}

export default function NewPhase() {
  const { of, phases, back } = useLoaderData<typeof loader>()
  return (
    <Page title="New phase" eyebrow={of}>
      <div className="max-w-xl">
        <Form
          name="phase"
          schema={newPhaseForm}
          values={{ after: phases.at(-1)?.value ?? '' }}
          submit="Add phase"
          cancel={back}
        >
          <TextField name="name" label="Name" hint="A stretch of the journey: “Before the airport”." autoFocus />
          <SelectField name="after" label="Comes after" options={phases} empty="The last one" />
        </Form>
      </div>
    </Page>
  )
}
