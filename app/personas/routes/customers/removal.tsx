import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { discardForm } from '../../customer-count.ts'
import { discardCustomerFile, findCustomerFile } from '../../customer-files.server.ts'

export const meta: MetaFunction = () => [{ title: 'Throw a file away · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, fileName, version } = await findCustomerFile(ctx, idOf(args.params.id))
    return { title: fileName, version, back: paths.customerFile(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, discardForm, async (ctx, { version }) => {
    await discardCustomerFile(ctx, idOf(args.params.id), version)
    return goTo(paths.newCustomerCount(ctx.org.slug), 'The file is gone.')
  })
}

export default function Removal() {
  const { title, version, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow="Throw a file away"
      name="removal"
      schema={discardForm}
      version={version}
      submit="Throw it away"
      cancel={back}
    >
      Nothing of it is kept. It can be uploaded again.
    </ConfirmPage>
  )
}
