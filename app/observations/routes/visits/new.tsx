import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { addDays } from '#app/kpis/period.ts'
import { paths } from '#app/paths.ts'
import { listOwnerChoices } from '#app/personas/personas.server.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { listStepChoices, listTouchpointChoices } from '../../places.server.ts'
import { newVisitForm } from '../../visit.ts'
import { VisitForm } from '../../visit-form.tsx'
import { createVisit } from '../../visits.server.ts'

export const meta: MetaFunction = () => [{ title: 'Plan a visit · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { memberId, name } = ctx.viewer
    authorize(ctx, 'visit.edit', { ownerId: memberId })
    const asked = new URL(args.request.url).searchParams
    const touchpoints = await listTouchpointChoices(ctx)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      choices: {
        touchpoints,
        steps: await listStepChoices(ctx),
        members: may(ctx.viewer, 'visit.edit') ? await listOwnerChoices(ctx) : [{ id: memberId, name }],
      },
      values: {
        visitorId: memberId,
        dueOn: addDays(ctx.today, 7),
        touchpointId: touchpoints.find(({ id }) => id === asked.get('touchpoint'))?.id ?? '',
      },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newVisitForm, async (ctx, form) => {
    const { id } = await createVisit(ctx, form)
    return goTo(paths.visit(ctx.org.slug, id), 'Visit planned. It stands on the visitor’s duties a week before.')
  })
}

export default function NewVisit() {
  const { org, today, choices, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Plan a visit"
      eyebrow={<Breadcrumbs items={[{ label: 'Planned visits', href: paths.visits(org) }]} />}
      lede="Go and see, with a question in mind."
    >
      <VisitForm
        schema={newVisitForm}
        values={values}
        choices={choices}
        today={today}
        submit="Plan visit"
        cancel={paths.visits(org)}
      />
    </Page>
  )
}
