import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { TextArea } from '#app/ui/field.tsx'
import { formatDay } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { erasureForm } from '../feedback.ts'
import { eraseResponse, findResponse } from '../responses.server.ts'

export const meta: MetaFunction = () => [{ title: 'Erase what was written · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, postName, answeredOn } = await findResponse(ctx, idOf(args.params.id))
    authorize(ctx, 'response.erase')
    return { org: ctx.org.slug, id, postName, answeredOn }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, erasureForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await eraseResponse(ctx, id, form)
    return goTo(paths.response(ctx.org.slug, id), 'Erased. The scores stay.')
  })
}

export default function Erasure() {
  const { org, id, postName, answeredOn } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const back = paths.response(org, id)
  return (
    <Page
      title="Erase what was written"
      eyebrow={<Breadcrumbs items={[{ label: `${postName}, ${formatDay(answeredOn, locale)}`, href: back }]} />}
      lede="The customer’s words, and whom to answer, are gone for good, from a story that quotes them too: nobody can bring them back. Scores and choices stay, as they name nobody."
    >
      <div className="max-w-xl">
        <Form
          name="erase"
          schema={erasureForm}
          values={{}}
          submit="Erase for good"
          submitVariant="danger"
          cancel={back}
        >
          <TextArea
            name="reason"
            label="Why"
            hint="Kept in the history. Name no customer here: the history cannot be erased."
            rows={3}
          />
        </Form>
      </div>
    </Page>
  )
}
