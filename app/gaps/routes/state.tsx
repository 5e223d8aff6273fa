import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { gapMoves, type GapState, gapStateNames, stateForm } from '../gap.ts'
import { findGap, moveGap } from '../gaps.server.ts'

export const meta: MetaFunction = () => [{ title: 'What has become of a gap · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const gap = await findGap(ctx, idOf(args.params.id))
    authorize(ctx, 'gap.state', gap)
    const { id, name, version, state } = gap
    return { name, version, state: state as GapState, back: paths.gap(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, stateForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await moveGap(ctx, id, form)
    return goTo(paths.gap(ctx.org.slug, id), `${gapStateNames[form.to]}.`)
  })
}

export default function State() {
  const { name, version, state, back } = useLoaderData<typeof loader>()
  const moves = gapMoves[state]
  return (
    <ConfirmPage
      title={name}
      eyebrow="What has become of it"
      name="gap-state"
      schema={stateForm}
      version={version}
      values={{ to: moves[0]!.to }}
      submit="Save"
      cancel={back}
      reason={{
        label: 'Why',
        hint: moves.every(({ reason }) => reason)
          ? 'What this rests on. Kept in the history.'
          : 'What this rests on; needed for all but taking it up. Kept in the history.',
      }}
      fields={
        <RadioGroup
          name="to"
          label="What has become of it"
          options={moves.map(({ to, label }) => ({ value: to, label }))}
        />
      }
    >
      It is {gapStateNames[state].toLowerCase()} now.
    </ConfirmPage>
  )
}
