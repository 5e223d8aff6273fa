import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { editPlanForm, planValues } from '../action-plan.ts'
import { editActionPlan } from '../action-plans.server.ts'
import { PlanForm } from '../plan-form.tsx'
import { listPlanChoices } from '../plan-list.server.ts'
import { findActionPlan } from '../plan-page.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.name ?? 'action plan'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const plan = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'action_plan.edit', plan)
    const of = { kind: 'action_plan', id: plan.id }
    const values = planValues(plan)
    return {
      name: plan.name,
      version: plan.version,
      values,
      choices: await listPlanChoices(ctx, plan),
      cancel: paths.actionPlan(ctx.org.slug, plan.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        planValues(await findActionPlan(past, of.id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editPlanForm, { kind: 'action_plan', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editActionPlan(ctx, id, form)
    return goTo(paths.actionPlan(ctx.org.slug, id), 'Action plan saved.')
  })
}

export default function EditActionPlan() {
  const { name, version, values, choices, cancel, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit action plan">
      <BringingBack earlier={earlier}>
        <PlanForm
          schema={editPlanForm}
          values={values}
          version={version}
          choices={choices}
          submit="Save action plan"
          cancel={cancel}
        />
      </BringingBack>
    </Page>
  )
}
