import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { SelectField } from '#app/ui/choice-field.tsx'
import { FileField, TextArea, TextField } from '#app/ui/field.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { mostEvents, newReconstructionForm } from '../reconstruction.ts'
import { listJourneyChoices } from '../reconstruction-list.server.ts'
import { createReconstruction } from '../reconstructions.server.ts'

export const meta: MetaFunction = () => [{ title: 'New reconstruction · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'reconstruction.edit', { createdBy: ctx.viewer.memberId })
    const journeys = await listJourneyChoices(ctx)
    const asked = new URL(args.request.url).searchParams.get('journey')
    return { org: ctx.org.slug, journeys, values: { journeyId: journeys.find(({ id }) => id === asked)?.id ?? '' } }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newReconstructionForm, async (ctx, form, files) => {
    const { id, masked } = await createReconstruction(
      ctx,
      form,
      files.find(({ name }) => name === 'file'),
    )
    return goTo(paths.reconstruction(ctx.org.slug, id), `The file was read. ${masked}`.trim())
  })
}

export default function NewReconstruction() {
  const { org, journeys, values } = useLoaderData<typeof loader>()
  if (!journeys.length)
    return (
      <Page
        title="New reconstruction"
        eyebrow={<Breadcrumbs items={[{ label: 'Reconstructions', href: paths.reconstructions(org) }]} />}
      >
        <EmptyState title="No journey has a map yet">
          A customer’s events are laid over the steps of a journey as it is today. They can be read in once one has its
          map.
        </EmptyState>
      </Page>
    )
  return (
    <Page
      title="New reconstruction"
      eyebrow={<Breadcrumbs items={[{ label: 'Reconstructions', href: paths.reconstructions(org) }]} />}
      lede="One customer’s events, dated. You see first what was read, and may correct it. E-mail addresses, phone, card and account numbers are masked before anything is kept."
    >
      <div className="max-w-xl">
        <Form
          name="reconstruction"
          schema={newReconstructionForm}
          values={values}
          encType="multipart/form-data"
          submit="Read the file"
          cancel={paths.reconstructions(org)}
        >
          <TextField name="pseudonym" label="Pseudonym" hint="Never a name or an address: “Traveller 7”." autoFocus />
          <SelectField
            name="journeyId"
            label="Journey"
            hint="Its current map as it is."
            options={journeys.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FileField
            name="file"
            label="CSV file"
            hint={`One event a line: when, what happened, perhaps the channel and the step. Up to ${mostEvents} events.`}
            accept=".csv,.tsv,.txt,text/csv"
            required
          />
          <TextArea name="note" label="Who this is" hint="Their situation, and where the events come from." rows={3} />
        </Form>
      </div>
    </Page>
  )
}
