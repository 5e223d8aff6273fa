import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { InitiativeForm } from '../initiative-form.tsx'
import { editInitiativeForm } from '../initiative.ts'
import { editInitiative, findInitiative, formValuesOf, listInitiativeChoices } from '../initiatives.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.name ?? 'initiative'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const initiative = await findInitiative(ctx, idOf(args.params.id))
    authorize(ctx, 'initiative.edit', initiative)
    const appoints = may(ctx.viewer, 'initiative.appoint')
    const values = formValuesOf(initiative, appoints)
    const of = { kind: 'initiative', id: initiative.id }
    return {
      name: initiative.name,
      version: initiative.version,
      values,
      choices: await listInitiativeChoices(ctx, { gapIds: initiative.gaps.map(({ id }) => id) }),
      appoints,
      currency: ctx.org.currency,
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        formValuesOf(await findInitiative(past, of.id), appoints),
      )),
      cancel: paths.initiative(ctx.org.slug, initiative.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editInitiativeForm, { kind: 'initiative', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editInitiative(ctx, id, form)
    return goTo(paths.initiative(ctx.org.slug, id), 'Initiative saved.')
  })
}

export default function EditInitiative() {
  const { name, version, values, choices, appoints, currency, cancel, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit initiative">
      <BringingBack earlier={earlier}>
        <InitiativeForm
          schema={editInitiativeForm}
          values={values}
          version={version}
          choices={choices}
          appoints={appoints}
          currency={currency}
          submit="Save initiative"
          cancel={cancel}
        />
      </BringingBack>
    </Page>
  )
}
