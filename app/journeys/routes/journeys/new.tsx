import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { listChoices, listOwners } from '../../in-use.server.ts'
import { newJourneyForm } from '../../journey.ts'
import { JourneyForm } from '../../journey-form.tsx'
import { createJourney } from '../../journeys.server.ts'

export const meta: MetaFunction = () => [{ title: 'New journey · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'journey.edit')
    const personas = await listChoices(ctx, 'persona')
    const asked = new URL(args.request.url).searchParams.get('persona')
    return {
      org: ctx.org.slug,
      personas,
      members: await listOwners(ctx),
      values: { personaId: personas.find(({ id }) => id === asked)?.id ?? '' },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newJourneyForm, async (ctx, form) => {
    const { id } = await createJourney(ctx, form)
    return goTo(paths.journey(ctx.org.slug, id), 'Journey added.')
  })
}

export default function NewJourney() {
  const { org, personas, members, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New journey"
      eyebrow={<Breadcrumbs items={[{ label: 'Journeys', href: paths.journeys(org) }]} />}
      lede="A name is enough to begin. Its steps come next."
    >
      <JourneyForm
        schema={newJourneyForm}
        values={values}
        personas={personas}
        members={members}
        submit="Add journey"
        cancel={paths.journeys(org)}
      />
    </Page>
  )
}
