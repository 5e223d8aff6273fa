import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { proposalForm, visionTitle } from '../../vision.ts'
import { findVision, proposeVision } from '../../visions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Propose a vision · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'vision.edit')
    const { id, number, version } = await findVision(ctx, idOf(args.params.id))
    return { title: visionTitle(number), version, back: paths.visionVersion(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, proposalForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await proposeVision(ctx, id, form)
    return goTo(paths.visionVersion(ctx.org.slug, id), 'Proposed. A CX leader or an executive can now ratify it.')
  })
}

export default function Proposal() {
  const { title, version, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow="Propose"
      name="proposal"
      schema={proposalForm}
      version={version}
      submit="Propose"
      cancel={back}
    >
      Its words can no longer be changed, unless it is sent back. CX leaders and executives are asked to ratify it.
    </ConfirmPage>
  )
}
