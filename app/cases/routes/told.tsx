import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { caseTitle, factOf, findCase, recordFact } from '../cases.server.ts'
import { factForm } from '../customer-case.ts'
import { FactPage } from '../fact-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Customer told · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const found = await findCase(ctx, idOf(args.params.id))
    authorize(ctx, 'customer_case.handle', found)
    return {
      caseId: found.id,
      title: caseTitle(found),
      version: found.version,
      now: factOf(found, 'told'),
      today: ctx.today,
      back: paths.case(ctx.org.slug, found.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, factForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { set } = await recordFact(ctx, id, 'told', form)
    return goTo(paths.case(ctx.org.slug, id), set ? 'Customer told: recorded.' : 'Customer told: withdrawn.')
  })
}

export default function CaseTold() {
  return <FactPage fact="told" {...useLoaderData<typeof loader>()} />
}
