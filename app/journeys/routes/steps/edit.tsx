import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { CheckboxGroup, ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { BringingBack } from '#app/ui/earlier.tsx'
import { TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { listChoices, listOwners } from '../../in-use.server.ts'
import { editStepForm } from '../../journey-map.ts'
import { findStep } from '../../map-page.server.ts'
import { optionsOf } from '../../options.ts'
import { editStep, stepValues } from '../../steps.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'a step'} · Sirius` }]

type Found = Awaited<ReturnType<typeof findStep>>
const valuesOf = (step: Found) =>
  stepValues({ ...step, ownerId: step.ownOwnerId, kpiIds: step.shown.kpis.map(({ id }) => id) })

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const step = await findStep(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', { ownerId: step.journeyOwnerId })
    const { id, name, version, touchpointId, ownOwnerId } = step
    const values = valuesOf(step)
    return {
      ...{ name, version, values },
      touchpoints: optionsOf(await listChoices(ctx, 'touchpoint', touchpointId ? [touchpointId] : [])),
      members: optionsOf(await listOwners(ctx, ownOwnerId)),
      kpis: optionsOf(await listChoices(ctx, 'kpi', values.kpiIds)),
      back: paths.journeyStep(ctx.org.slug, id),
      ...(await findEarlier(ctx, args.request, { kind: 'journey_step', id }, values, async (past) =>
        valuesOf(await findStep(past, id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editStepForm, { kind: 'journey_step', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editStep(ctx, id, form)
    return goTo(paths.journeyStep(ctx.org.slug, id), 'Step saved.')
  })
}

export default function EditStep() {
  const { name, version, values, touchpoints, members, kpis, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit step">
      <BringingBack earlier={earlier}>
        <div className="max-w-3xl">
          <Form
            name="step"
            schema={editStepForm}
            values={values}
            version={version}
            submit="Save step"
            cancel={back}
            draft
          >
            <TextField name="name" label="Name" />
            <TextArea name="description" label="What the customer does and needs here" rows={4} />
            <SelectField
              name="touchpointId"
              label="Touchpoint"
              hint="Where it happens; its channel comes with it."
              options={touchpoints}
              empty="None"
            />
            <ComboField
              name="ownerId"
              label="Process owner"
              hint="Who answers for this step. Without one: the touchpoint’s owner."
              options={members}
              empty="The touchpoint’s owner"
            />
            <CheckboxGroup
              name="kpiIds"
              label="KPIs"
              hint="Figures that show whether this step works."
              options={kpis}
            />
          </Form>
        </div>
      </BringingBack>
    </Page>
  )
}
