import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { safePath } from '#app/access/safe-path.ts'
import { addDays } from '#app/kpis/period.ts'
import { paths } from '#app/paths.ts'
import { DateField, HiddenField, TextArea } from '#app/ui/field.tsx'
import { formatDay, formatNumber } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { sinceReview } from '../../experience.ts'
import { listMentionsSince } from '../../experiences.server.ts'
import { reviewForm, suggestedReviewDay } from '../../persona.ts'
import { findPersona, reviewPersona } from '../../personas.server.ts'

export const meta: MetaFunction = () => [{ title: 'Review a persona · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const persona = await findPersona(ctx, idOf(args.params.id))
    authorize(ctx, 'persona.edit', persona)
    const { id, name, version, reviewedOn } = persona
    return {
      id,
      name,
      version,
      reviewedOn,
      heard: await listMentionsSince(ctx, id, reviewedOn),
      org: ctx.org.slug,
      next: suggestedReviewDay(ctx.today),
      tomorrow: addDays(ctx.today, 1),
      page: paths.persona(ctx.org.slug, id),
      back: safePath(new URL(args.request.url).searchParams.get('back'), ''),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, reviewForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await reviewPersona(ctx, id, form)
    return goTo(paths.persona(ctx.org.slug, id), 'Reviewed today.')
  })
}

export default function Review() {
  const { org, id, name, version, reviewedOn, heard, next, tomorrow, page, back } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const since = reviewedOn && formatDay(reviewedOn, locale)
  return (
    <Page
      title={name}
      eyebrow="Reviewed today"
      lede="You read it beside what customers said lately, and it still holds. If it does not, edit it first."
    >
      <div className="grid max-w-xl gap-6">
        <div className="text-sm">
          <p>{sinceReview(heard, { since, locale })}</p>
          {heard.some(({ n }) => n > 0) && (
            <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1">
              {heard
                .filter(({ n }) => n > 0)
                .map((theme) => (
                  <li key={theme.id}>
                    <TextLink
                      href={paths.feedback(org, {
                        theme: theme.id,
                        from: reviewedOn ? addDays(reviewedOn, 1) : undefined,
                      })}
                    >
                      {theme.name}: {formatNumber(theme.n, 0, locale)}
                    </TextLink>
                  </li>
                ))}
            </ul>
          )}
        </div>
        <Form
          name={`review-${id}`}
          schema={reviewForm}
          version={version}
          values={{ reviewBy: next, note: '' }}
          submit="Reviewed today"
          cancel={back || page}
        >
          {back && <HiddenField name="_back" value={back} />}
          <DateField name="reviewBy" label="Review again by" min={tomorrow} />
          <TextArea
            name="note"
            label="What it rests on"
            hint="Interviews, visits, comments you read. Kept in the history."
            rows={3}
          />
        </Form>
      </div>
    </Page>
  )
}
