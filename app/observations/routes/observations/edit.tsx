import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { shortly } from '#app/ui/format.ts'
import { editObservationForm } from '../../observation.ts'
import { ObservationForm } from '../../observation-form.tsx'
import { editObservation, findObservation, observationValues, standing } from '../../observations.server.ts'
import { listStepChoices, listTouchpointChoices, listUnitChoices } from '../../places.server.ts'

export const meta: MetaFunction = () => [{ title: 'Edit an observation · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const observation = await findObservation(ctx, idOf(args.params.id))
    authorize(ctx, 'observation.edit', standing(observation))
    const { id, what, version, touchpointId, journeyStepId, unitId, pictureId } = observation
    const values = observationValues(observation)
    return {
      title: shortly(what),
      version,
      values,
      today: ctx.today,
      hasPhoto: pictureId !== null,
      choices: {
        touchpoints: await listTouchpointChoices(ctx, touchpointId),
        steps: await listStepChoices(ctx, ['as-is'], [journeyStepId]),
        units: await listUnitChoices(ctx, unitId),
      },
      back: paths.observation(ctx.org.slug, id),
      ...(await findEarlier(ctx, args.request, { kind: 'observation', id }, values, async (past) =>
        observationValues(await findObservation(past, id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(
    args,
    editObservationForm,
    { kind: 'observation', id: args.params.id },
    async (ctx, form, _why, files) => {
      const id = idOf(args.params.id)
      const { masked } = await editObservation(
        ctx,
        id,
        form,
        files.find(({ name }) => name === 'photo'),
      )
      return goTo(paths.observation(ctx.org.slug, id), `Observation saved. ${masked}`.trim())
    },
  )
}

export default function EditObservation() {
  const { title, version, values, today, hasPhoto, choices, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={title} eyebrow="Edit observation">
      <BringingBack earlier={earlier}>
        <ObservationForm
          schema={editObservationForm}
          values={values}
          version={version}
          choices={choices}
          today={today}
          hasPhoto={hasPhoto}
          submit="Save observation"
          cancel={back}
        />
      </BringingBack>
    </Page>
  )
}
