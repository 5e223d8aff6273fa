import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { returnForm, visionTitle } from '../../vision.ts'
import { findVision, returnVision } from '../../visions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Send a vision back · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'vision.ratify')
    const { id, number, version } = await findVision(ctx, idOf(args.params.id))
    return { title: visionTitle(number), version, back: paths.visionVersion(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, returnForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await returnVision(ctx, id, form)
    return goTo(paths.visionVersion(ctx.org.slug, id), 'Sent back: it is a draft again.')
  })
}

export default function Return() {
  const { title, version, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow="Send back to draft"
      name="return"
      schema={returnForm}
      version={version}
      submit="Send back"
      cancel={back}
      reason={{ label: 'What has to change', hint: 'Its authors read this in the history.' }}
    >
      It becomes a draft again, so that its words can be changed and proposed anew.
    </ConfirmPage>
  )
}
