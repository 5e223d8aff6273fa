import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { SelectField } from '#app/ui/choice-field.tsx'
import { formatMoment } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { placingForm } from '../reconstruction.ts'
import { findReconstruction, listEvents, listMapSteps, placeEvents } from '../reconstructions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Steps of events · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const row = await findReconstruction(ctx, idOf(args.params.id))
    authorize(ctx, 'reconstruction.edit', row)
    const { id, pseudonym, version, journeyId } = row
    const steps = await listMapSteps(ctx, journeyId)
    const events = await listEvents(ctx, id)
    return {
      ...{ org: ctx.org.slug, id, pseudonym, version },
      steps: steps.map((step) => ({ value: step.id, label: step.name })),
      events: events.map(({ id: event, what, happenedAt, journeyStepId, placedBy }) => ({
        ...{ id: event, what, happenedAt, journeyStepId, placedBy },
      })),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, placingForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await placeEvents(ctx, id, form)
    return goTo(paths.reconstruction(ctx.org.slug, id), 'Steps saved.')
  })
}

export default function Steps() {
  const { org, id, pseudonym, version, steps, events } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const values = Object.fromEntries(events.map((event, at) => [`step_${at}`, event.journeyStepId ?? '']))
  return (
    <Page
      title="On which step did it happen?"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Reconstructions', href: paths.reconstructions(org) },
            { label: pseudonym, href: paths.reconstruction(org, id) },
          ]}
        />
      }
      lede="Suggested by the words, the touchpoint and the order. What fits none belongs on no step."
    >
      <div className="max-w-2xl">
        <Form
          name="steps"
          schema={placingForm}
          values={values}
          version={version}
          submit="Save steps"
          cancel={paths.reconstruction(org, id)}
        >
          {events.map((event, at) => (
            <SelectField
              key={event.id}
              name={`step_${at}`}
              label={event.what}
              hint={`${formatMoment(event.happenedAt, locale, timeZone)}${event.placedBy === 'words' && event.journeyStepId ? ', suggested' : ''}`}
              options={steps}
              empty="On no step"
            />
          ))}
        </Form>
      </div>
    </Page>
  )
}
