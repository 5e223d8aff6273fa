import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { listGapFormChoices } from '../choices.server.ts'
import { editGapForm } from '../gap.ts'
import { GapForm } from '../gap-form.tsx'
import { editGap, findGap, gapValues } from '../gaps.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'a gap'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const gap = await findGap(ctx, idOf(args.params.id))
    authorize(ctx, 'gap.edit', gap)
    const values = gapValues(gap)
    return {
      name: gap.name,
      version: gap.version,
      values,
      choices: await listGapFormChoices(ctx, gap),
      back: paths.gap(ctx.org.slug, gap.id),
      ...(await findEarlier(ctx, args.request, { kind: 'gap', id: gap.id }, values, async (past) =>
        gapValues(await findGap(past, gap.id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editGapForm, { kind: 'gap', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editGap(ctx, id, form)
    return goTo(paths.gap(ctx.org.slug, id), 'Gap saved.')
  })
}

export default function EditGap() {
  const { name, version, values, choices, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit gap">
      <BringingBack earlier={earlier}>
        <GapForm
          schema={editGapForm}
          values={values}
          version={version}
          choices={choices}
          submit="Save gap"
          cancel={back}
        />
      </BringingBack>
    </Page>
  )
}
