import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { DateField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { intakeFacts, onceAt } from '../facts.server.ts'
import { tokenForm } from '../intake.ts'
import { makeToken } from '../sources.server.ts'

export const meta: MetaFunction = () => [{ title: 'New token · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { crumbs, back } = await intakeFacts(ctx, args.params.id)
    return { crumbs: [...crumbs, { label: 'Live intake', href: back }], back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, tokenForm, async (ctx, form) => {
    const postId = idOf(args.params.id)
    const { id, token } = await makeToken(ctx, postId, form)
    return {
      to: paths.intake(ctx.org.slug, postId),
      message: 'Token made.',
      once: onceAt(ctx, postId, `${id} ${token}`),
    }
  })
}

export default function NewToken() {
  const { crumbs, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New token"
      eyebrow={<Breadcrumbs items={crumbs} />}
      lede="Whoever holds it may send responses to this listening post, and nothing else."
    >
      <div className="max-w-xl">
        <Form name="token" schema={tokenForm} values={{}} submit="Make the token" cancel={back}>
          <TextField
            name="name"
            label="Name"
            hint="Which program it is for, such as “Check-out of the web shop”. One for each, so that one can be revoked by itself."
            autoFocus
          />
          <DateField
            name="endsOn"
            label="Ends on"
            hint="The last day on which it is taken. Empty: until it is revoked."
          />
        </Form>
      </div>
    </Page>
  )
}
