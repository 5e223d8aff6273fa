import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Notice } from '#app/vision/notice.tsx'
import { Mine } from '../../mine.tsx'
import { newObservationForm } from '../../observation.ts'
import { ObservationForm } from '../../observation-form.tsx'
import { listMine } from '../../observation-list.server.ts'
import { createObservation, findLastPlace } from '../../observations.server.ts'
import { listStepChoices, listTouchpointChoices, listUnitChoices } from '../../places.server.ts'
import { findOpenVisit } from '../../visits.server.ts'

export const meta: MetaFunction = () => [{ title: 'Add what you saw · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'observation.add')
    const asked = new URL(args.request.url).searchParams
    const visit = await findOpenVisit(ctx, asked.get('visit'))
    const last = await findLastPlace(ctx)
    const choices = {
      touchpoints: await listTouchpointChoices(ctx),
      steps: await listStepChoices(ctx),
      units: await listUnitChoices(ctx),
    }
    const among = (rows: { id: string }[], id: string | null) => (rows.some((row) => row.id === id) ? id : null)
    const { touchpointId, journeyStepId, place } = visit ?? last
    return {
      org: ctx.org.slug,
      today: ctx.today,
      added: asked.has('added'),
      visit: visit && { id: visit.id, purpose: visit.purpose },
      choices,
      mine: await listMine(ctx),
      values: {
        touchpointId: among(choices.touchpoints, asked.get('touchpoint') ?? touchpointId),
        journeyStepId: among(choices.steps, asked.get('step') ?? journeyStepId),
        place,
        unitId: among(choices.units, last.unitId),
      },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newObservationForm, async (ctx, form, files) => {
    const photo = files.find(({ name }) => name === 'photo')
    const { masked } = await createObservation(ctx, form, photo)
    const to = paths.newObservation(ctx.org.slug, { added: 'yes', visit: form.visitId ?? undefined })
    return goTo(to, `Added. ${masked || 'Thank you.'}`)
  })
}

export default function NewObservation() {
  const { org, today, added, visit, choices, mine, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title={added ? 'Added. Add another?' : 'What did you see?'}
      eyebrow={<Breadcrumbs items={[{ label: 'Observations', href: paths.observations(org) }]} />}
      lede="Seen now, where you were last time, unless you say otherwise. E-mail addresses, phone and card numbers are masked."
    >
      <div className="grid gap-8">
        {visit && (
          <Notice tone="info">
            On your visit: <TextLink href={paths.visit(org, visit.id)}>{visit.purpose}</TextLink>. What you add here
            does it.
          </Notice>
        )}
        <ObservationForm
          schema={newObservationForm}
          values={values}
          choices={choices}
          today={today}
          visitId={visit?.id}
          submit="Add"
          cancel={paths.observations(org)}
        />
        <Mine org={org} rows={mine} />
      </div>
    </Page>
  )
}
