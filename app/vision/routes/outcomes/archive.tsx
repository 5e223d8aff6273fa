import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '../../archive.ts'
import { ArchivePage } from '../../archive-page.tsx'
import { findOutcome } from '../../outcome-list.server.ts'
import { archiveOutcome } from '../../outcomes.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive an outcome · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const outcome = await findOutcome(ctx, idOf(args.params.id))
    authorize(ctx, 'outcome.edit', outcome)
    const { id, title, version, archivedAt } = outcome
    return { title, version, archived: archivedAt !== null, back: paths.outcome(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveOutcome(ctx, id, form)
    const message = archived ? 'Outcome archived. You can restore it at any time.' : 'Outcome restored.'
    return goTo(paths.outcome(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return (
    <ArchivePage noun="outcome" meaning="Initiatives keep their link to it, and nobody rates it any more." {...page} />
  )
}
