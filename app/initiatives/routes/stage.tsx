import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { stageForm, stageNames } from '../initiative.ts'
import { findInitiative, moveInitiative, movesFor } from '../initiatives.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Move ${data?.name ?? 'initiative'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const initiative = await findInitiative(ctx, idOf(args.params.id))
    const moves = movesFor(ctx, initiative)
    const back = paths.initiative(ctx.org.slug, initiative.id)
    if (!moves.length) throw redirect(back)
    const { name, stage, version } = initiative
    return { name, stage, version, moves, back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, stageForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await moveInitiative(ctx, id, form)
    return goTo(paths.initiative(ctx.org.slug, id), `The initiative is now ${stageNames[form.to].toLowerCase()}.`)
  })
}

export default function Stage() {
  const { name, version, moves, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow="Move to another stage"
      name="stage"
      schema={stageForm}
      version={version}
      values={{ to: moves[0]!.to }}
      submit="Move initiative"
      cancel={back}
      fields={
        <RadioGroup
          name="to"
          label="What happens"
          options={moves.map(({ to, label }) => ({
            value: to,
            label,
            hint: to === 'idea' ? 'It becomes an idea again.' : `It becomes ${stageNames[to].toLowerCase()}.`,
          }))}
        />
      }
      reason={{ label: 'Reason', hint: 'Wanted when it is sent back, stopped, reopened, or started without a KPI.' }}
    >
      A stage says how far the organisation has committed itself. Every move is kept in the history.
    </ConfirmPage>
  )
}
