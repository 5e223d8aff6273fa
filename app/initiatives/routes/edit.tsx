import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { InitiativeForm } from '../initiative-form.tsx'
import { editInitiativeForm } from '../initiative.ts'
import { editInitiative, findInitiative, formValues, listInitiativeChoices } from '../initiatives.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.name ?? 'initiative'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const initiative = await findInitiative(ctx, idOf(args.params.id))
    authorize(ctx, 'initiative.edit', initiative)
    const links = {
      coreValueIds: initiative.coreValues.map(({ id }) => id),
      outcomeIds: initiative.outcomes.map(({ id }) => id),
      personaIds: initiative.personas.map(({ id }) => id),
    }
    return {
      name: initiative.name,
      version: initiative.version,
      values: formValues(initiative, links),
      choices: await listInitiativeChoices(ctx),
      appoints: may(ctx.viewer, 'initiative.appoint'),
      cancel: paths.initiative(ctx.org.slug, initiative.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editInitiativeForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editInitiative(ctx, id, form)
    return goTo(paths.initiative(ctx.org.slug, id), 'Initiative saved.')
  })
}

export default function EditInitiative() {
  const { name, version, values, choices, appoints, cancel } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit initiative">
      <InitiativeForm
        schema={editInitiativeForm}
        values={values}
        version={version}
        choices={choices}
        appoints={appoints}
        submit="Save initiative"
        cancel={cancel}
      />
    </Page>
  )
}
