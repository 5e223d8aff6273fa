import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { editOutcomeForm } from '../../outcome.ts'
import { OutcomeForm } from '../../outcome-form.tsx'
import { findOutcome } from '../../outcome-list.server.ts'
import { editOutcome, listOutcomeChoices, outcomeValues } from '../../outcomes.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.name ?? 'an outcome'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const outcome = await findOutcome(ctx, idOf(args.params.id))
    authorize(ctx, 'outcome.edit', outcome)
    const of = { kind: 'outcome', id: outcome.id }
    const values = outcomeValues(outcome)
    return {
      name: outcome.title,
      version: outcome.version,
      values,
      choices: await listOutcomeChoices(ctx, outcome),
      back: paths.outcome(ctx.org.slug, outcome.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        outcomeValues(await findOutcome(past, of.id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editOutcomeForm, { kind: 'outcome', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editOutcome(ctx, id, form)
    return goTo(paths.outcome(ctx.org.slug, id), 'Outcome saved.')
  })
}

export default function EditOutcome() {
  const { name, version, values, choices, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit outcome">
      <BringingBack earlier={earlier}>
        <OutcomeForm
          schema={editOutcomeForm}
          values={values}
          version={version}
          choices={choices}
          submit="Save outcome"
          cancel={back}
        />
      </BringingBack>
    </Page>
  )
}
