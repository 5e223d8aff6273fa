import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { outcomeStateForm, outcomeStateHints, outcomeStateNames, outcomeStates } from '../../outcome.ts'
import { findOutcome } from '../../outcome-list.server.ts'
import { moveOutcome } from '../../outcomes.server.ts'

export const meta: MetaFunction = () => [{ title: 'Change the state of an outcome · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const outcome = await findOutcome(ctx, idOf(args.params.id))
    authorize(ctx, 'outcome.edit', outcome)
    const { id, title, version, state } = outcome
    return {
      title,
      version,
      others: outcomeStates.filter((other) => other !== state),
      back: paths.outcome(ctx.org.slug, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, outcomeStateForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await moveOutcome(ctx, id, form)
    return goTo(paths.outcome(ctx.org.slug, id), `The outcome is now ${outcomeStateNames[form.state].toLowerCase()}.`)
  })
}

export default function State() {
  const { title, version, others, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow="Change its state"
      name="state"
      schema={outcomeStateForm}
      version={version}
      values={{ state: others[0]! }}
      submit="Change state"
      cancel={back}
      fields={
        <RadioGroup
          name="state"
          label="It is now"
          options={others.map((state) => ({
            value: state,
            label: outcomeStateNames[state],
            hint: outcomeStateHints[state],
          }))}
        />
      }
      reason={{
        label: 'What shows it',
        hint: 'A sentence that still convinces in a year. Needed, and kept in the history.',
      }}
    >
      An achieved outcome is never the end: what delighted once becomes table stakes.
    </ConfirmPage>
  )
}
