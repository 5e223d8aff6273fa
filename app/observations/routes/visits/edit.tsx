import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { listOwnerChoices } from '#app/personas/personas.server.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { listStepChoices, listTouchpointChoices } from '../../places.server.ts'
import { editVisitForm } from '../../visit.ts'
import { VisitForm } from '../../visit-form.tsx'
import { editVisit, findVisit, visitStanding, visitValues } from '../../visits.server.ts'

export const meta: MetaFunction = () => [{ title: 'Edit a visit · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const visit = await findVisit(ctx, idOf(args.params.id))
    authorize(ctx, 'visit.edit', visitStanding(visit))
    const { id, purpose, version, touchpointId, journeyStepId, visitorId, visitorName } = visit
    const values = visitValues(visit)
    return {
      purpose,
      version,
      values,
      today: ctx.today,
      choices: {
        touchpoints: await listTouchpointChoices(ctx, touchpointId),
        steps: await listStepChoices(ctx, ['as-is'], [journeyStepId]),
        members: may(ctx.viewer, 'visit.edit')
          ? await listOwnerChoices(ctx, visitorId)
          : [{ id: visitorId, name: visitorName }],
      },
      back: paths.visit(ctx.org.slug, id),
      ...(await findEarlier(ctx, args.request, { kind: 'visit', id }, values, async (past) =>
        visitValues(await findVisit(past, id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editVisitForm, { kind: 'visit', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editVisit(ctx, id, form)
    return goTo(paths.visit(ctx.org.slug, id), 'Visit saved.')
  })
}

export default function EditVisit() {
  const { purpose, version, values, today, choices, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={purpose} eyebrow="Edit visit">
      <BringingBack earlier={earlier}>
        <VisitForm
          schema={editVisitForm}
          values={values}
          version={version}
          choices={choices}
          today={today}
          submit="Save visit"
          cancel={back}
        />
      </BringingBack>
    </Page>
  )
}
