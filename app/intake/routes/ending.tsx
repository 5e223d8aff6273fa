import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { Breadcrumbs } from '#app/ui/page.tsx'
import { intakeFacts } from '../facts.server.ts'
import { revokeForm } from '../intake.ts'
import { endSource, findSource } from '../sources.server.ts'

export const meta: MetaFunction = () => [{ title: 'End a token or webhook · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { post, crumbs, back } = await intakeFacts(ctx, args.params.id)
    const { kind, name, version } = await findSource(ctx, post.id, idOf(args.params.source))
    return { crumbs: [...crumbs, { label: 'Live intake', href: back }], back, kind, name, version }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, revokeForm, async (ctx, form) => {
    const postId = idOf(args.params.id)
    const { kind } = await endSource(ctx, postId, idOf(args.params.source), form)
    const message = kind === 'token' ? 'Token revoked: it opens nothing from now on.' : 'Webhook switched off.'
    return goTo(paths.intake(ctx.org.slug, postId), message)
  })
}

export default function Ending() {
  const { crumbs, back, kind, name, version } = useLoaderData<typeof loader>()
  const token = kind === 'token'
  return (
    <ConfirmPage
      title={token ? `Revoke ${name}` : `Switch off ${name}`}
      eyebrow={<Breadcrumbs items={crumbs} />}
      name="end"
      schema={revokeForm}
      version={version}
      submit={token ? 'Revoke the token' : 'Switch the webhook off'}
      cancel={back}
    >
      {token
        ? 'What is sent with it from now on is refused. What came by it stays. It cannot be brought back; a new one can be made.'
        : 'What is sent to its address from now on is refused. What came by it stays. It cannot be switched on again; a new one can be made.'}
    </ConfirmPage>
  )
}
