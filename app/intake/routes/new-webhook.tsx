import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { intakeFacts, onceAt } from '../facts.server.ts'
import { webhookForm } from '../intake.ts'
import { makeWebhook } from '../sources.server.ts'

export const meta: MetaFunction = () => [{ title: 'New webhook · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { crumbs, back } = await intakeFacts(ctx, args.params.id)
    return { crumbs: [...crumbs, { label: 'Live intake', href: back }], back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, webhookForm, async (ctx, form) => {
    const postId = idOf(args.params.id)
    const { id, secret } = await makeWebhook(ctx, postId, form)
    const message = secret
      ? 'Webhook made.'
      : 'Webhook made. Give its address to the tool, then set the secret that the tool shows.'
    const once = onceAt(ctx, postId, secret && `${id} ${secret}`)
    return { to: paths.intake(ctx.org.slug, postId), message, once }
  })
}

export default function NewWebhook() {
  const { crumbs, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New webhook"
      eyebrow={<Breadcrumbs items={crumbs} />}
      lede="It gets an address of its own. Only what is signed with its secret is taken."
    >
      <div className="max-w-xl">
        <Form name="webhook" schema={webhookForm} values={{ maker: 'tool' }} submit="Make the webhook" cancel={back}>
          <TextField name="name" label="Name" hint="Who sends, such as “Formbricks, arrivals survey”." autoFocus />
          <RadioGroup
            name="maker"
            label="Who makes the secret"
            options={[
              {
                value: 'tool',
                label: 'The tool',
                hint: 'As Formbricks does: it shows the secret once it has the address. You set it here then.',
              },
              { value: 'sirius', label: 'Sirius', hint: 'It is shown to you once, for the sender.' },
            ]}
          />
        </Form>
      </div>
    </Page>
  )
}
