import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { archiveRule, findRule } from '../case-rules.server.ts'
import { caseReasonForm } from '../customer-case.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a rule · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'case_rule.edit')
    const { id, name, version, archivedAt } = await findRule(ctx, idOf(args.params.id))
    return { name, version, archived: archivedAt !== null, back: paths.caseRule(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, caseReasonForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveRule(ctx, id, form)
    return goTo(paths.caseRule(ctx.org.slug, id), archived ? 'Rule archived.' : 'Rule restored, switched off.')
  })
}

export default function ArchiveRule() {
  const { name, version, archived, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow={archived ? 'Restore rule' : 'Archive rule'}
      name="archive"
      schema={caseReasonForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived ? 'It comes back switched off.' : 'It opens no more cases. Those it has opened stay as they are.'}
    </ConfirmPage>
  )
}
