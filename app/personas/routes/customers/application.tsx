import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { customerCountForm } from '../../customer-count.ts'
import { CustomerCountForm } from '../../customer-count-form.tsx'
import { customerFileFacts } from '../../customer-file-facts.server.ts'
import { importCustomerCount } from '../../customer-files.server.ts'

export const meta: MetaFunction = () => [{ title: 'Keep the sums · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, (ctx) => customerFileFacts(ctx, args.params.id))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, customerCountForm, async (ctx, form) => {
    const { id } = await importCustomerCount(ctx, idOf(args.params.id), form as never)
    return goTo(paths.customerCount(ctx.org.slug, id), 'The sums are kept; the file is gone.')
  })
}

/** Where refused sums are shown without JavaScript; otherwise the file's own page shows them. */
export default function Application() {
  const facts = useLoaderData<typeof loader>()
  const { org, found } = facts
  return (
    <Page
      title={found.fileName}
      eyebrow={<Breadcrumbs items={[{ label: found.fileName, href: paths.customerFile(org, found.id) }]} />}
    >
      {found.summary.problem ? (
        <p className="max-w-prose font-medium text-bad">{found.summary.problem}</p>
      ) : (
        <CustomerCountForm {...facts} />
      )}
    </Page>
  )
}
