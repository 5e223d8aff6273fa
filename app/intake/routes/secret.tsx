import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { absent, acting, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Breadcrumbs } from '#app/ui/page.tsx'
import { intakeFacts, onceAt } from '../facts.server.ts'
import { overlapHours, secretForm } from '../intake.ts'
import { findSource, replaceSecret } from '../sources.server.ts'

export const meta: MetaFunction = () => [{ title: 'Secret of a webhook · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { post, crumbs, back } = await intakeFacts(ctx, args.params.id)
    const { kind, name, version, hasSecret } = await findSource(ctx, post.id, idOf(args.params.source))
    if (kind !== 'webhook') throw absent()
    return { crumbs: [...crumbs, { label: 'Live intake', href: back }], back, name, version, hasSecret }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, secretForm, async (ctx, form) => {
    const [postId, id] = [idOf(args.params.id), idOf(args.params.source)]
    const { secret } = await replaceSecret(ctx, postId, id, form)
    const once = onceAt(ctx, postId, secret && `${id} ${secret}`)
    return { to: paths.intake(ctx.org.slug, postId), message: 'The new secret is in use.', once }
  })
}

export default function Secret() {
  const { crumbs, back, name, version, hasSecret } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={`Secret of ${name}`}
      eyebrow={<Breadcrumbs items={crumbs} />}
      name="secret"
      schema={secretForm}
      version={version}
      values={{ secret: '' }}
      submit={hasSecret ? 'Replace the secret' : 'Set the secret'}
      cancel={back}
      fields={
        <TextField
          name="secret"
          label="Secret that the tool shows"
          hint="It begins with whsec_. Empty: Sirius makes one and shows it to you once."
          autoComplete="off"
          autoFocus
        />
      }
    >
      {hasSecret
        ? `The secret before holds for another ${overlapHours} hours, so that nothing is lost while the sender changes over.`
        : 'From then on only what is signed with it is taken.'}
    </ConfirmPage>
  )
}
