import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { archiveCase, caseTitle, findCase } from '../cases.server.ts'
import { caseReasonForm } from '../customer-case.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a case · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'customer_case.archive')
    const found = await findCase(ctx, idOf(args.params.id))
    const { version, archivedAt } = found
    return {
      title: caseTitle(found),
      version,
      archived: archivedAt !== null,
      back: paths.case(ctx.org.slug, found.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, caseReasonForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveCase(ctx, id, form)
    return goTo(
      paths.case(ctx.org.slug, id),
      archived ? 'Case archived. You can restore it at any time.' : 'Case restored.',
    )
  })
}

export default function ArchiveCase() {
  const { title, version, archived, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow={archived ? 'Restore case' : 'Archive case'}
      name="archive"
      schema={caseReasonForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived
        ? 'It comes back to the list and to every figure.'
        : 'For cases opened by mistake: it leaves the list and every figure. One that is over is closed instead.'}
    </ConfirmPage>
  )
}
