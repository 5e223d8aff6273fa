import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { RestrictedWords } from '#app/ui/restricted-words.tsx'
import { listStoryChoices } from '../choices.server.ts'
import { findSource, valuesFrom } from '../sources.server.ts'
import { createStory } from '../stories.server.ts'
import { newStoryForm } from '../story.ts'
import { StoryForm } from '../story-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Tell a story · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'story.add')
    const asked = new URL(args.request.url).searchParams
    const response = asked.get('response')
    const source = response ? await findSource(ctx, idOf(response)) : null
    const choices = await listStoryChoices(ctx)
    const initiativeId = choices.initiatives.find(({ id }) => id === asked.get('initiative'))?.id ?? ''
    return {
      org: ctx.org.slug,
      source: source && {
        id: source.id,
        postName: source.postName,
        answeredOn: source.answeredOn,
        restricted: source.restricted,
      },
      values: { ownerId: ctx.viewer.memberId, initiativeId, ...(source && (await valuesFrom(ctx, source))) },
      choices,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newStoryForm, async (ctx, form) => {
    const { id, masked } = await createStory(ctx, form)
    return goTo(paths.story(ctx.org.slug, id), `Draft kept. ${masked} Now ask the customer.`.replace('  ', ' '))
  })
}

export default function NewStory() {
  const { org, source, values, choices } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  return (
    <Page
      title="Tell a story"
      eyebrow={<Breadcrumbs items={[{ label: 'Stories', href: paths.stories(org) }]} />}
      lede="It stays a draft until the customer’s consent is recorded and a leader publishes it."
    >
      <div className="grid gap-6">
        {source && (
          <p className="max-w-2xl text-sm text-ink-muted">
            Begun with what was written in{' '}
            <TextLink href={paths.response(org, source.id)}>
              {source.postName}, {formatDay(source.answeredOn, locale)}
            </TextLink>
            . Shorten it to what matters.
          </p>
        )}
        {source?.restricted ? (
          <RestrictedWords restricted={source.restricted} />
        ) : (
          <StoryForm
            schema={newStoryForm}
            values={values}
            choices={choices}
            responseId={source?.id}
            submit="Keep as a draft"
            cancel={source ? paths.response(org, source.id) : paths.stories(org)}
          />
        )}
      </div>
    </Page>
  )
}
