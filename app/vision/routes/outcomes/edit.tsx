import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { editOutcomeForm } from '../../outcome.ts'
import { OutcomeForm } from '../../outcome-form.tsx'
import { findOutcome } from '../../outcome-list.server.ts'
import { editOutcome, listOutcomeChoices, outcomeValues } from '../../outcomes.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.values.title ?? 'an outcome'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const outcome = await findOutcome(ctx, idOf(args.params.id))
    authorize(ctx, 'outcome.edit', outcome)
    return {
      version: outcome.version,
      values: outcomeValues(outcome),
      choices: await listOutcomeChoices(ctx, outcome),
      back: paths.outcome(ctx.org.slug, outcome.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editOutcomeForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editOutcome(ctx, id, form)
    return goTo(paths.outcome(ctx.org.slug, id), 'Outcome saved.')
  })
}

export default function EditOutcome() {
  const { version, values, choices, back } = useLoaderData<typeof loader>()
  return (
    <Page title={values.title} eyebrow="Edit outcome">
      <OutcomeForm
        schema={editOutcomeForm}
        values={values}
        version={version}
        choices={choices}
        submit="Save outcome"
        cancel={back}
      />
    </Page>
  )
}
