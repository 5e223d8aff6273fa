import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { withdrawalForm } from '../../customer-count.ts'
import { findCustomerCount, withdrawCustomerCount } from '../../customer-counts.server.ts'

export const meta: MetaFunction = () => [{ title: 'Withdraw a customer count · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'segment.edit')
    const { id, name, version, withdrawnAt } = await findCustomerCount(ctx, idOf(args.params.id))
    return { title: name, version, withdrawn: withdrawnAt !== null, back: paths.customerCount(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, withdrawalForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { withdrawn } = await withdrawCustomerCount(ctx, id, form)
    const message = withdrawn ? 'Withdrawn. You can bring it back at any time.' : 'It counts again.'
    return goTo(paths.customerCount(ctx.org.slug, id), message)
  })
}

export default function Withdrawal() {
  const { title, version, withdrawn, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow={withdrawn ? 'Bring back a customer count' : 'Withdraw a customer count'}
      name="withdrawal"
      schema={withdrawalForm}
      version={version}
      submit={withdrawn ? 'Bring it back' : 'Withdraw'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.', required: !withdrawn }}
    >
      {withdrawn
        ? 'Its figures count again, on every page of segments.'
        : 'Its figures leave every page of segments; those of the count before take their place. Nothing is deleted.'}
    </ConfirmPage>
  )
}
