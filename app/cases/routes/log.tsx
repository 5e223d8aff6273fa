import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { EntryForm } from '../case-log.tsx'
import { logEntry } from '../case-log.server.ts'
import { caseTitle, findCase } from '../cases.server.ts'
import { entryForm } from '../customer-case.ts'

export const meta: MetaFunction = () => [{ title: 'Add to the log · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const found = await findCase(ctx, idOf(args.params.id))
    authorize(ctx, 'customer_case.handle', found)
    return { title: caseTitle(found), today: ctx.today, back: paths.case(ctx.org.slug, found.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, entryForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { masked } = await logEntry(ctx, id, form)
    const hidden = masked ? ` ${plural(masked, 'piece')} of personal data masked.` : ''
    return goTo(`${paths.case(ctx.org.slug, id)}#log`, `Added to the log.${hidden}`)
  })
}

export default function Log() {
  const { title, today, back } = useLoaderData<typeof loader>()
  return (
    <Page title={title} eyebrow="Add to the log">
      <div className="max-w-2xl">
        <EntryForm today={today} cancel={back} />
      </div>
    </Page>
  )
}
