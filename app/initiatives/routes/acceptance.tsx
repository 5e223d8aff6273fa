import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { acceptanceForm } from '../initiative.ts'
import { acceptInitiative, findInitiative } from '../initiatives.server.ts'

export const meta: MetaFunction = () => [{ title: 'Accept an initiative · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, name, purpose, version, ownerId } = await findInitiative(ctx, idOf(args.params.id))
    authorize(ctx, 'initiative.accept', { ownerId })
    return { name, purpose, version, back: paths.initiative(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, acceptanceForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await acceptInitiative(ctx, id, form.version)
    return goTo(paths.initiative(ctx.org.slug, id), 'You are now accountable for this initiative.')
  })
}

export default function Acceptance() {
  const { name, purpose, version, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow="Accept being accountable"
      name="acceptance"
      schema={acceptanceForm}
      version={version}
      submit="Accept"
      cancel={back}
    >
      {purpose && <p className="mb-2">{purpose}</p>}
      You will be asked to keep it moving, and your name stands beside it on every page.
    </ConfirmPage>
  )
}
