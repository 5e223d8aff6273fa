import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { TextArea } from '#app/ui/field.tsx'
import { formatDay } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { liftForm } from '../../feedback.ts'
import { findRestriction, liftRestriction } from '../../restrictions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Lift a restriction · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { postName, reason, endsOn } = await findRestriction(ctx, idOf(args.params.id))
    authorize(ctx, 'response.restrict')
    return { org: ctx.org.slug, postName, reason, endsOn }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, liftForm, async (ctx, form) => {
    await liftRestriction(ctx, idOf(args.params.id), form)
    return goTo(paths.restrictions(ctx.org.slug), 'Lifted: everybody reads it again.')
  })
}

export default function Lifting() {
  const { org, postName, reason, endsOn } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const back = paths.restrictions(org)
  return (
    <Page
      title={`Lift the restriction of ${postName}`}
      eyebrow={<Breadcrumbs items={[{ label: 'Restrictions', href: back }]} />}
      lede={
        <>
          It would end by itself after {formatDay(endsOn, locale)}. It was set because: <span dir="auto">{reason}</span>
        </>
      }
    >
      <div className="max-w-xl">
        <Form name="lift" schema={liftForm} values={{}} submit="Lift it" cancel={back}>
          <TextArea name="reason" label="Why it is lifted now" rows={2} />
        </Form>
      </div>
    </Page>
  )
}
