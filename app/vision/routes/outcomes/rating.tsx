import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { findOutcome } from '../../outcome-list.server.ts'
import { ratingForm } from '../../rating.ts'
import { RatingFields } from '../../rating-fields.tsx'
import { findMyRating, rateOutcome } from '../../ratings.server.ts'

export const meta: MetaFunction = () => [{ title: 'Rate an outcome · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'outcome.rate')
    const { id, title, howQuestion } = await findOutcome(ctx, idOf(args.params.id))
    const mine = await findMyRating(ctx, id)
    return {
      title,
      question: howQuestion,
      values:
        mine?.ratedOn === ctx.today
          ? { rating: String(mine.rating), comment: mine.comment }
          : { rating: '', comment: '' },
      action: paths.outcomeRating(ctx.org.slug, id),
      back: paths.outcome(ctx.org.slug, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, ratingForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { replaced } = await rateOutcome(ctx, id, form)
    const message = replaced ? 'Your rating of today is changed.' : 'Thank you: your rating counts from now on.'
    return goTo(paths.outcome(ctx.org.slug, id), message)
  })
}

export default function Rating() {
  const { title, question, values, action, back } = useLoaderData<typeof loader>()
  return (
    <Page title={title} eyebrow="Rate how it feels today" lede={<span className="font-serif text-lg">{question}</span>}>
      <div className="max-w-xl">
        <RatingFields action={action} values={values} submit="Rate" cancel={back} />
      </div>
    </Page>
  )
}
