import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { eraseEntry, findEntry } from '../case-log.server.ts'
import { caseTitle, findCase } from '../cases.server.ts'
import { erasureForm } from '../customer-case.ts'

export const meta: MetaFunction = () => [{ title: 'Take words out · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const found = await findCase(ctx, idOf(args.params.id))
    authorize(ctx, 'customer_case.handle', found)
    const { body } = await findEntry(ctx, found.id, idOf(args.params.entry))
    return { title: caseTitle(found), body, back: paths.case(ctx.org.slug, found.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, erasureForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await eraseEntry(ctx, id, idOf(args.params.entry), form.reason)
    return goTo(`${paths.case(ctx.org.slug, id)}#log`, 'The words are taken out.')
  })
}

export default function EntryErasure() {
  const { title, body, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Take these words out"
      eyebrow={title}
      lede="They go for good, from the past too. That there was an entry, whose and when, stays."
    >
      <div className="grid max-w-xl gap-5">
        {body && (
          <blockquote dir="auto" className="border-s-2 border-line-strong ps-4 whitespace-pre-line text-ink-muted">
            {body}
          </blockquote>
        )}
        <Form name="erasure" schema={erasureForm} submit="Take them out" submitVariant="danger" cancel={back}>
          <TextArea name="reason" label="Why" hint="Such as “It named the customer”." rows={2} />
        </Form>
      </div>
    </Page>
  )
}
