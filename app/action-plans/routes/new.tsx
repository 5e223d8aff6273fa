import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/page.tsx'
import { newPlanForm } from '../action-plan.ts'
import { createActionPlan } from '../action-plans.server.ts'
import { PlanForm } from '../plan-form.tsx'
import { listInitiativesForPlans, listPlanChoices, suggestPlan } from '../plan-list.server.ts'

export const meta: MetaFunction = () => [{ title: 'New action plan · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const all = await listInitiativesForPlans(ctx)
    const initiatives = all.filter(({ ownerId }) => may(ctx.viewer, 'action_plan.edit', { parentOwnerId: ownerId }))
    if (!initiatives.length && all.length) authorize(ctx, 'action_plan.edit')
    const asked = new URL(args.request.url).searchParams.get('initiative')
    const chosen = initiatives.find(({ id }) => id === asked)
    const org = ctx.org.slug
    return {
      org,
      initiatives: initiatives.map(({ id, name }) => ({ id, name })),
      choices: await listPlanChoices(ctx),
      values: await suggestPlan(ctx, chosen),
      cancel: chosen ? paths.initiative(org, chosen.id) : paths.actionPlans(org),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newPlanForm, async (ctx, form) => {
    const { id } = await createActionPlan(ctx, form)
    return goTo(paths.actionPlan(ctx.org.slug, id), 'Action plan created. Now write down what is to be done.')
  })
}

export default function NewActionPlan() {
  const { org, initiatives, choices, values, cancel } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New action plan"
      eyebrow="Action plans"
      lede="A name and an initiative are enough to begin. Everything else can be added later."
    >
      {initiatives.length ? (
        <PlanForm
          schema={newPlanForm}
          values={values}
          choices={choices}
          initiatives={initiatives}
          submit="Create action plan"
          cancel={cancel}
        />
      ) : (
        <EmptyState
          title="An initiative comes first"
          actions={<LinkButton href={paths.newInitiative(org)}>New initiative</LinkButton>}
        >
          A plan is always part of an initiative, so that everybody knows why it exists.
        </EmptyState>
      )}
    </Page>
  )
}
