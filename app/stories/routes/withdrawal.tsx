import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { DateField, TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { findStory, withdrawConsent } from '../stories.server.ts'
import { standingOf, withdrawalForm } from '../story.ts'
import { Words } from '../words.tsx'

export const meta: MetaFunction = () => [{ title: 'The customer withdraws · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const story = await findStory(ctx, idOf(args.params.id))
    authorize(ctx, 'story.edit', story)
    return {
      story,
      standing: standingOf(story, ctx.today),
      today: ctx.today,
      back: paths.story(ctx.org.slug, story.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, withdrawalForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await withdrawConsent(ctx, id, form)
    return goTo(paths.story(ctx.org.slug, id), 'Consent withdrawn. The customer’s words are gone.')
  })
}

export default function Withdrawal() {
  const { story, standing, today, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title="The customer withdraws"
      eyebrow={story.title}
      lede="These words and the name we gave the customer go for good, from the past too: nobody can bring them back. What we wrote stays: the title, where it happened and what came of it."
    >
      <div className="grid max-w-xl gap-6">
        <Words story={story} standing={standing} />
        <Form
          name="withdrawal"
          schema={withdrawalForm}
          version={story.version}
          values={{ on: today, reason: '' }}
          submit="Take the words out for good"
          submitVariant="danger"
          cancel={back}
        >
          <DateField name="on" label="Withdrawn on" max={today} />
          <TextArea name="reason" label="Note" hint="Kept in the history. Name no customer here." rows={2} />
        </Form>
        <p className="text-sm text-ink-muted">
          A response it was taken from stays where it is. Where the customer wants that gone too, a leader erases it on
          its page. Sheets that were printed have to be taken down by hand.
        </p>
      </div>
    </Page>
  )
}
