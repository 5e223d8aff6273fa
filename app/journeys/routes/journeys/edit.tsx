import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { listChoices, listOwners } from '../../in-use.server.ts'
import { editJourneyForm } from '../../journey.ts'
import { JourneyForm } from '../../journey-form.tsx'
import { editJourney, findJourney, journeyValues } from '../../journeys.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'a journey'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const journey = await findJourney(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', journey)
    const { id, name, version, ownerId, personaId } = journey
    const values = journeyValues(journey)
    return {
      ...{ name, version, values },
      personas: await listChoices(ctx, 'persona', personaId ? [personaId] : []),
      members: await listOwners(ctx, ownerId),
      back: paths.journey(ctx.org.slug, id),
      ...(await findEarlier(ctx, args.request, { kind: 'journey', id }, values, async (past) =>
        journeyValues(await findJourney(past, id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editJourneyForm, { kind: 'journey', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editJourney(ctx, id, form)
    return goTo(paths.journey(ctx.org.slug, id), 'Journey saved.')
  })
}

export default function EditJourney() {
  const { name, version, values, personas, members, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit journey">
      <BringingBack earlier={earlier}>
        <JourneyForm
          schema={editJourneyForm}
          values={values}
          version={version}
          personas={personas}
          members={members}
          submit="Save journey"
          cancel={back}
        />
      </BringingBack>
    </Page>
  )
}
