import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { safePath } from '#app/access/safe-path.ts'
import { paths } from '#app/paths.ts'
import { HiddenField, TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { completionForm } from '../../visit.ts'
import { completeVisit, findVisit, visitStanding } from '../../visits.server.ts'

export const meta: MetaFunction = () => [{ title: 'Nothing to report · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const visit = await findVisit(ctx, idOf(args.params.id))
    authorize(ctx, 'visit.edit', visitStanding(visit))
    const { id, purpose, version } = visit
    const page = paths.visit(ctx.org.slug, id)
    return { id, purpose, version, page, back: safePath(new URL(args.request.url).searchParams.get('back'), '') }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, completionForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { masked } = await completeVisit(ctx, id, form)
    return goTo(paths.visit(ctx.org.slug, id), `Visit done. ${masked}`.trim())
  })
}

export default function Completion() {
  const { id, purpose, version, page, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title={purpose}
      eyebrow="Nothing to report"
      lede="You were there and all was as it should be, or it could not be. A sentence is enough."
    >
      <div className="max-w-xl">
        <Form
          name={`completion-${id}`}
          schema={completionForm}
          version={version}
          values={{ note: '' }}
          submit="Visit done"
          cancel={back || page}
        >
          {back && <HiddenField name="_back" value={back} />}
          <TextArea name="note" label="What you found" hint="Kept with the visit." rows={3} />
        </Form>
      </div>
    </Page>
  )
}
