import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { listOwnerChoices } from '../case-choices.server.ts'
import { optionsOf } from '../case-fields.tsx'
import { assignCase, caseTitle, findCase } from '../cases.server.ts'
import { ownerForm } from '../customer-case.ts'

export const meta: MetaFunction = () => [{ title: 'Hand a case over · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const found = await findCase(ctx, idOf(args.params.id))
    authorize(ctx, 'customer_case.handle', found)
    return {
      title: caseTitle(found),
      version: found.version,
      values: { ownerId: found.ownerId ?? '' },
      owners: await listOwnerChoices(ctx),
      back: paths.case(ctx.org.slug, found.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, ownerForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await assignCase(ctx, id, form)
    return goTo(paths.case(ctx.org.slug, id), form.ownerId ? 'Handed over.' : 'Back in the queue.')
  })
}

export default function CaseOwner() {
  const { title, version, values, owners, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow="Hand over"
      name="owner"
      schema={ownerForm}
      version={version}
      values={values}
      submit="Hand over"
      cancel={back}
      fields={<ComboField name="ownerId" label="Owner" options={optionsOf(owners)} empty="Nobody yet: the queue" />}
      reason={{ label: 'Why', hint: 'The new owner reads it in the history.' }}
    >
      The due time stays as it is. Without an owner it stands in the CX leaders’ queue.
    </ConfirmPage>
  )
}
