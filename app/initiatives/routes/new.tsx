import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { InitiativeForm } from '../initiative-form.tsx'
import { newInitiativeForm } from '../initiative.ts'
import { createInitiative, listInitiativeChoices } from '../initiatives.server.ts'

export const meta: MetaFunction = () => [{ title: 'New initiative · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'initiative.propose')
    const asked = new URL(args.request.url).searchParams
    const choices = await listInitiativeChoices(ctx)
    const chosen = (name: string, rows: { id: string }[]) =>
      rows.map(({ id }) => id).filter((id) => id === asked.get(name))
    return {
      choices,
      currency: ctx.org.currency,
      appoints: may(ctx.viewer, 'initiative.appoint'),
      cancel: paths.initiatives(ctx.org.slug),
      values: {
        outcomeIds: chosen('outcome', choices.outcomes),
        coreValueIds: chosen('value', choices.coreValues),
        personaIds: chosen('persona', choices.personas),
        gapIds: chosen('gap', choices.gaps),
      },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newInitiativeForm, async (ctx, form) => {
    const { id } = await createInitiative(ctx, form)
    return goTo(paths.initiative(ctx.org.slug, id), 'Initiative created.')
  })
}

export default function NewInitiative() {
  const { choices, appoints, currency, cancel, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New initiative"
      eyebrow="Initiatives"
      lede="A name is enough to begin. Everything else can be added later."
    >
      <InitiativeForm
        schema={newInitiativeForm}
        values={values}
        choices={choices}
        appoints={appoints}
        currency={currency}
        submit="Create initiative"
        cancel={cancel}
      />
    </Page>
  )
}
