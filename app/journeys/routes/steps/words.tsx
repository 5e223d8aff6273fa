import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { backToMap } from '../../back.ts'
import { stepWordsForm } from '../../journey-map.ts'
import { findStep } from '../../map-page.server.ts'
import { editStepWords, stepWords } from '../../steps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Rename a step · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const step = await findStep(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', { ownerId: step.journeyOwnerId })
    const { name, version, journeyId, mapId } = step
    const back = paths.journeyMap(ctx.org.slug, journeyId, mapId, { edit: 1 })
    return { name, version, values: stepWords(step), back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, stepWordsForm, async (ctx, form) => {
    const { map } = await editStepWords(ctx, idOf(args.params.id), form)
    return backToMap(ctx, map)
  })
}

export default function StepWords() {
  const { name, version, values, back } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Name and description of a step">
      <div className="max-w-xl">
        <Form name="words" schema={stepWordsForm} values={values} version={version} submit="Save step" cancel={back}>
          <TextField name="name" label="Name" />
          <TextArea name="description" label="What the customer does and needs here" rows={4} />
        </Form>
      </div>
    </Page>
  )
}
